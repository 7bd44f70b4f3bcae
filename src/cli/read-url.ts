import { UsageError } from "../usage-error.ts";

/**
 * The address of a panel as it is kept: without a slash at its end.
 *
 * @throws UsageError when it is none, or holds a name, a password or a query
 */
export function readUrl(operand: string): string {
  const url = URL.canParse(operand) ? new URL(operand) : undefined;
  if (url !== undefined && (url.username !== "" || url.password !== "")) {
    throw new UsageError("the URL would show a password to everyone: set DOORBOOK_PASSWORD");
  }
  const isHttp = url?.protocol === "http:" || url?.protocol === "https:";
  if (url === undefined || !isHttp || url.search !== "" || url.hash !== "") {
    throw new UsageError(
      `URL must be the address of the panel, as in http://192.0.2.7, not ${JSON.stringify(operand)}`,
    );
  }
  return url.href.replace(/\/+$/, "");
}
