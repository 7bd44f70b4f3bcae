import { uglyDeliveries, UGLY_START_MS } from "../../fixtures/ugly.ts";
import { ADMIN_PASSWORD, basic, openApp } from "../../support/app.ts";
import type { TestApp } from "../../support/app.ts";
import { Random } from "../../support/random.ts";
import { Caller } from "./caller.ts";
import type { FuzzAnswer } from "./caller.ts";
import { BookDocument } from "./document.ts";
import type { Operation } from "./document.ts";
import { anyRequest, goodRequests, oneByOne } from "./requests.ts";
import type { FuzzRequest } from "./requests.ts";

/** How much is sent. */
export interface BookFuzz {
  readonly seed: number;
  /** How often each parameter and member of each call is altered alone. */
  readonly rounds: number;
  /** Requests in which several things are altered; called before each whether to go on. */
  readonly goesOn: (sent: number) => boolean;
}

/** What was sent and answered. */
export interface BookFuzzReport {
  readonly requests: number;
  readonly operations: number;
  /** `METHOD path name` of every parameter and member. */
  readonly altered: ReadonlySet<string>;
  readonly statuses: ReadonlyMap<number, number>;
  /** What was not as it has to be, with the request. */
  readonly faults: readonly string[];
}

const NOW_MS = UGLY_START_MS + 86_400_000;

/** More texts of answers are not remembered. */
const MAX_SEEN = 400;

/** More faults say nothing new. */
const MAX_FAULTS = 20;

/** Sends a server of its own whatever its OpenAPI document has parameters and members for. */
export async function fuzzBook({ seed, rounds, goesOn }: BookFuzz): Promise<BookFuzzReport> {
  await using app = await openApp({ now: () => NOW_MS });
  for (const { panel, events } of uglyDeliveries({ seed, events: 2_000, panels: 20 })) {
    await app.stores.log.append(panel, events);
  }
  const { text } = await app.get("/book/v1/openapi.json");
  await app.addAccount("scoped", "admin");
  await app.stores.accounts.setScope("scoped", { sites: [], panels: [panelOf(seed)] });
  const others = [await app.bearer("scoped"), { authorization: "Bearer none" }, {}];
  using fuzzer = new BookFuzzer(app, new BookDocument(text), new Random(seed), others);
  const report = await fuzzer.run(rounds, goesOn);
  return report;
}

/** A panel that the log has events of. */
function panelOf(seed: number): string {
  for (const { panel } of uglyDeliveries({ seed, events: 2_000, panels: 20 })) return panel;
  return "";
}

class BookFuzzer implements Disposable {
  readonly #app: TestApp;
  readonly #document: BookDocument;
  readonly #random: Random;
  readonly #others: readonly Readonly<Record<string, string>>[];
  readonly #caller: Caller;
  readonly #seen: string[] = [];
  readonly #statuses = new Map<number, number>();
  readonly #faults: string[] = [];
  readonly #altered = new Set<string>();
  #sent = 0;

  constructor(
    app: TestApp,
    document: BookDocument,
    random: Random,
    others: readonly Readonly<Record<string, string>>[],
  ) {
    this.#others = others;
    this.#app = app;
    this.#document = document;
    this.#random = random;
    this.#caller = new Caller(app.address);
  }

  async run(rounds: number, goesOn: BookFuzz["goesOn"]): Promise<BookFuzzReport> {
    const { operations } = this.#document;
    for (const operation of operations) {
      for (const request of goodRequests(operation)) await this.#send(request);
    }
    for (let round = 0; round < rounds; round++) {
      for (const operation of operations) await this.#alterEach(operation);
    }
    while (goesOn(this.#sent)) {
      const operation = this.#random.pick(operations);
      if (isCostly(operation) && this.#random.isChosen(0.8)) continue;
      await this.#send(anyRequest(this.#random, operation, this.#seen));
    }
    for (const line of this.#app.diagnostics) {
      if (line.includes('"level":50')) this.#fault(`diagnostics: ${line.slice(0, 500)}`);
    }
    return {
      requests: this.#sent,
      operations: operations.length,
      altered: this.#altered,
      statuses: this.#statuses,
      faults: this.#faults,
    };
  }

  async #alterEach(operation: Operation): Promise<void> {
    const { method, path, parameters, body } = operation;
    const members = Object.keys(body?.schema.properties ?? {});
    for (const name of [...parameters.map(({ name }) => name), ...members]) {
      this.#altered.add(`${method} ${path} ${name}`);
    }
    for (const request of oneByOne(this.#random, operation, this.#seen)) await this.#send(request);
  }

  /** Its admin's Basic login is worth as much whatever became of logins and tokens. */
  async #send(request: FuzzRequest): Promise<void> {
    const { operation, path, body } = request;
    const isOther = !request.isGood && this.#random.isChosen(0.15);
    const who = isOther ? this.#random.pick(this.#others) : basic("admin", ADMIN_PASSWORD);
    const headers = { ...request.headers, ...who };
    // its password is not the fuzzer's to change
    if (/\/accounts\/(?:admin|%61dmin)$/i.test(path)) return;
    this.#sent += 1;
    const shown = `${operation.method} ${path.slice(0, 300)} ${(body ?? "").slice(0, 300)}`;
    try {
      const answer = await this.#caller.send(operation.method, path, headers, body);
      this.#check(request, answer, shown);
    } catch (error) {
      this.#fault(`${shown}: ${String(error)}`);
    }
  }

  #check({ operation, isGood }: FuzzRequest, answer: FuzzAnswer, shown: string): void {
    const { status, type, text } = answer;
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
    const told = `${shown}: ${String(status)} ${text.slice(0, 300)}`;
    if (status >= 500) this.#fault(told);
    const deviation = this.#document.deviation(operation, status, type, text);
    if (deviation !== "") this.#fault(`${told}: ${deviation}`);
    if (isGood && !isExpected(operation, status)) this.#fault(`it is good: ${told}`);
    if (status === 200 && type === "application/json") this.#remember(JSON.parse(text));
  }

  #remember(value: unknown): void {
    if (typeof value === "string" || typeof value === "number") {
      const at = this.#seen.length < MAX_SEEN ? this.#seen.length : this.#random.below(MAX_SEEN);
      this.#seen[at] = String(value).slice(0, 1_000);
    } else if (typeof value === "object" && value !== null) {
      for (const part of Object.values(value).slice(0, 8)) this.#remember(part);
    }
  }

  #fault(fault: string): void {
    if (this.#faults.length < MAX_FAULTS) this.#faults.push(fault);
  }

  [Symbol.dispose](): void {
    this.#caller[Symbol.dispose]();
  }
}

/** What has to do with a password takes a tenth of a second, on purpose. */
function isCostly({ body }: Operation): boolean {
  return Object.hasOwn(body?.schema.properties ?? {}, "password");
}

/** A good one is answered, but for what depends on what there is: names, credentials, time to count. */
function isExpected({ parameters, body, statuses }: Operation, status: number): boolean {
  if (status < 300) return true;
  if (!statuses.includes(String(status))) return false;
  const names = parameters.some((one) => one.in === "path");
  if (status === 404) return names;
  // the examples of bodies name what is not there, or is already
  return status === 422 || (body !== undefined && [400, 401, 403, 409, 429].includes(status));
}
