import { failed, type Reply } from "./reply.ts";

/**
 * Reads an answer to its end.
 *
 * @param maxBytes a longer body is read no further and worth nothing: `too_long`
 * @throws what reading throws, when the connection breaks or the call is aborted
 */
export async function readReply(response: Response, maxBytes: number): Promise<Reply> {
  const text = await readBody(response, maxBytes);
  if (text === undefined) return failed("too_long");
  return { ...headOf(response), text, json: parse(text) };
}

/** An answer whose body is not looked at, such as a picture. */
export async function dropBody(response: Response): Promise<Reply> {
  await response.body?.cancel();
  return { ...headOf(response), text: "", json: undefined };
}

function headOf({ status, headers }: Response): Pick<Reply, "status" | "type"> {
  return { status, type: headers.get("content-type") ?? "" };
}

async function readBody({ body }: Response, maxBytes: number): Promise<string | undefined> {
  if (body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  const chunks: AsyncIterable<Uint8Array> = body;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    // leaving the loop cancels the body
    if (bytes > maxBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
