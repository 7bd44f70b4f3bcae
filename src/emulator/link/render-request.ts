/** A request of a panel at its management server. */
export interface LinkRequest {
  readonly method: "POST" | "PUT";
  /** Below the configured URL: `/api/v0/devices/…`. */
  readonly path: string;
  readonly token: string | undefined;
  readonly body: string;
}

/**
 * A request as bytes go out, HTTP/1.1, below the configured URL and its path.
 *
 * @param url as configured on the panel
 * @param hasContentType whether it says what its body is; most panels do not (observed)
 */
export function renderRequest(url: URL, request: LinkRequest, hasContentType: boolean): string {
  const { method, path, token, body } = request;
  const lines = [
    `${method} ${url.pathname.replace(/\/+$/, "")}${path} HTTP/1.1`,
    `Host: ${url.host}`,
    ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
    ...(hasContentType ? ["Content-Type: application/json"] : []),
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ];
  return lines.join("\r\n");
}
