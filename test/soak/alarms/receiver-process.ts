/**
 * Takes webhooks: checks each signature, writes the notice to a file, and only then says that it has it.
 *
 * `node receiver-process.ts PORT FILE SECRET`; port 0 for a free one. Says `listening PORT` once it does.
 */
import { createHmac } from "node:crypto";
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";

const [port = "0", file = "", secret = ""] = process.argv.slice(2);

/** Time to be killed in, ms. */
const SLOW_MS = 40;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString("utf8");
    const signature = String(request.headers["doorbook-signature"]);
    const [seconds = "", mac = ""] = signature.replace(/^t=/, "").split(",v1=");
    const expected = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
    // a receiver that is killed in between has it, and is asked again
    if (mac === expected) appendFileSync(file, `${body}\n`);
    const answer = () => response.writeHead(mac === expected ? 204 : 400).end();
    setTimeout(answer, Math.random() * SLOW_MS);
  });
});
server.listen(Number(port), "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening ${typeof address === "object" ? String(address?.port) : ""}`);
});
