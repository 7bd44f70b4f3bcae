/** What a panel says at its push login. */
export interface LinkLogin {
  /** The panel's serial as sent, of any length; whether it will do, is decided where it is used. */
  readonly serial: string;
  /** As configured on the panel. */
  readonly password: string;
}

/** The largest login body that is read, in bytes. */
export const MAX_LOGIN_BYTES = 16_384;

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads the body of a push login, `{"login":"<serial>","password":"…"}`.
 *
 * Source: observed. That the login is the serial rests on one receiver.
 *
 * @returns `undefined` when it is no such body: no JSON, or one of the two is missing or no text
 */
export function readLogin(body: Uint8Array): LinkLogin | undefined {
  if (body.length > MAX_LOGIN_BYTES) return undefined;
  const sent = parse(body);
  if (typeof sent !== "object" || sent === null) return undefined;
  if (!("login" in sent && typeof sent.login === "string")) return undefined;
  if (!("password" in sent && typeof sent.password === "string")) return undefined;
  return { serial: sent.login, password: sent.password };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(UTF8.decode(body));
  } catch {
    return undefined;
  }
}
