/**
 * What every answer carries, whoever writes it: it is data that no browser is to guess at, keep, quote
 * the address of, or show as a page or in one.
 */
export const SAFE_HEADERS = Object.freeze({
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
});
