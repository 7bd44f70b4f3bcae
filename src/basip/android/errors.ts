/**
 * A panel's refusals, to the byte: clients match on them. The first part is about parameters, and its
 * order is the one in which they are reported when several are wrong.
 *
 * Source: "Get logs list", 400 and 401 (the order: its prose list, assumed); `login` and `parameters`,
 * the vendor's login page; `attempts` and `path`, assumed.
 */
export const WIRE_ERRORS = {
  limit: "Wrong pagination limit",
  page: "Wrong page number",
  filterType: "Wrong filter type",
  filterField: "Wrong filter field",
  filterFormat: "Wrong filter format",
  filterValue: "Wrong filter value",
  sortType: "Wrong sort type",
  sortField: "Wrong sort field",
  timeFormat: "Wrong time format",
  timeRange: "Wrong time range: 'to' must be greater then 'from'",

  token: "Log In",
  rights: "Administrator rights required",
  login: "Wrong login or password",
  parameters: "Required parameters missed",
  attempts: "Too many attempts",
  path: "Not found",
} as const;

/** A refusal by its name in {@link WIRE_ERRORS}. */
export type WireErrorName = keyof typeof WIRE_ERRORS;

/** A panel's refusal of a question; its message is the panel's, its status 400. */
export class WireError extends Error {
  override readonly name = "WireError";
  readonly reason: WireErrorName;

  constructor(reason: WireErrorName) {
    super(WIRE_ERRORS[reason]);
    this.reason = reason;
  }
}

/** The body of a refusal. @param message for {@link WIRE_ERRORS} and for refusals beside them */
export function renderError(message: string): string {
  return `{"error":${JSON.stringify(message)}}`;
}
