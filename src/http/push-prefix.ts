const PUSH_PATH = /\/api\/v0\/devices\/(?:login|logs|pong|refresh)$/;

/**
 * Maps a push under any prefix to its route: a panel calls below whatever path its operator entered.
 * Source: observed.
 *
 * @param url as requested: path and query, or a whole URL
 * @returns `/api/v0/devices/…` with the query, or the URL as it is when it is no push
 */
export function stripPushPrefix(url: string): string {
  const end = url.indexOf("?");
  const path = end === -1 ? url : url.slice(0, end);
  const [route] = PUSH_PATH.exec(path) ?? [];
  return route === undefined ? url : route + url.slice(path.length);
}
