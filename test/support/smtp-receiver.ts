import { once } from "node:events";
import { createServer } from "node:net";
import type { Server, Socket } from "node:net";

/** An e-mail as it came. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body, with their line breaks. */
  readonly data: string;
}

/** A mail server on 127.0.0.1 that keeps what it is given, or refuses it (RFC 5321, no more than that). */
export class SmtpReceiver implements AsyncDisposable {
  readonly mails: ReceivedMail[] = [];
  /** What is said to a recipient. */
  answerTo: (address: string) => string = () => "250 OK";
  /** What is said to an e-mail. */
  answerData: (nth: number) => string = () => "250 Kept";
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #offered = 0;

  private constructor() {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async open(): Promise<SmtpReceiver> {
    const receiver = new SmtpReceiver();
    receiver.#server.listen(0, "127.0.0.1");
    await once(receiver.#server, "listening");
    return receiver;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("it does not listen");
    return `smtp://127.0.0.1:${address.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, "close");
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    let text = "";
    let from = "";
    let to: string[] = [];
    let isData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    const take = (line: string) => {
      const word = line.slice(0, 4).toUpperCase();
      if (word === "EHLO" || word === "HELO") say("250 mail.test");
      else if (word === "MAIL") {
        from = line;
        to = [];
        say("250 OK");
      } else if (word === "RCPT") {
        const address = /<(.*)>/.exec(line)?.[1] ?? "";
        const answer = this.answerTo(address);
        if (answer.startsWith("2")) to.push(address);
        say(answer);
      } else if (word === "DATA") {
        isData = true;
        say("354 Go on");
      } else say(word === "QUIT" ? "221 Bye" : "250 OK");
    };
    say("220 mail.test");
    socket.on("error", () => socket.destroy());
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      for (;;) {
        const end = text.indexOf(isData ? "\r\n.\r\n" : "\r\n");
        if (end < 0) return;
        const part = text.slice(0, end);
        text = text.slice(end + (isData ? 5 : 2));
        if (!isData) take(part);
        else {
          isData = false;
          const answer = this.answerData(this.#offered);
          this.#offered += 1;
          if (answer.startsWith("2")) this.mails.push({ from, to, data: part });
          say(answer);
        }
      }
    });
  }
}

/** The text and the subject of an e-mail, decoded. */
export function readMail({ data }: ReceivedMail): { subject: string; text: string } {
  const [head = "", ...rest] = data.split("\r\n\r\n");
  const unfolded = head.replaceAll(/\r\n[ \t]+/g, " ");
  const subject = /^Subject: (.*)$/im.exec(unfolded)?.[1] ?? "";
  const body = rest.join("\r\n\r\n").replaceAll("\r\n..", "\r\n.");
  const coding = /^Content-Transfer-Encoding: (.*)$/im.exec(unfolded)?.[1] ?? "7bit";
  const text = coding === "base64" ? fromBase64(body) : coding === "7bit" ? body : unquote(body);
  const words = subject.replaceAll(/\?= +=\?/g, "?==?");
  return {
    subject: words.replaceAll(
      /=\?UTF-8\?([QB])\?(.*?)\?=/gi,
      (_whole, way: string, word: string) =>
        way.toUpperCase() === "B" ? fromBase64(word) : unquote(word.replaceAll("_", " ")),
    ),
    text: text.replaceAll("\r\n", "\n"),
  };
}

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}

function unquote(text: string): string {
  const bytes = text
    .replaceAll(/=\r\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/gi, (_whole, hex: string) =>
      String.fromCodePoint(parseInt(hex, 16)),
    );
  return Buffer.from(bytes, "latin1").toString("utf8");
}
