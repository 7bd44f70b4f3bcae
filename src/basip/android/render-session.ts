/**
 * Who the panel says has logged in: some programs go on only when it is exactly `admin` (observed).
 * Source: "Get logs list", MOD3.
 */
export type WireAccountType = "admin" | "manager";

/**
 * The answer of `GET /api/v1/login`. Source: the vendor's login page.
 *
 * @param token 40 hex digits
 */
export function renderLogin(token: string, accountType: WireAccountType): string {
  return JSON.stringify({ token, account_type: accountType });
}

/** The answer of `GET` and `POST /api/v1/logout` (assumed). */
export const LOGOUT_BODY = "{}";
