/** 200 to logs, pong and refresh. Source: observed for refresh; any 200 does for the others. */
export const OK_ANSWER = '{"status":"ok"}';

/** What a push that cannot be read is told, status 400; nobody reads it (assumed). */
export const UNREADABLE_PUSH = "Wrong format";

/** 200 to a login. Source: observed. @param token 40 hex digits */
export function renderToken(token: string): string {
  return JSON.stringify({ token });
}
