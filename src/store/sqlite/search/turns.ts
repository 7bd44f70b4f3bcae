/** A piece of work that lets others have their turn wherever it yields. */
export type Work<Result> = Generator<undefined, Result, undefined>;

/** How long one piece of work goes on before the next has its turn, milliseconds. */
const TURN_MS = 10;

interface Running {
  readonly work: Work<unknown>;
  readonly done: (result: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/** Carries out pieces of work by turns, so that a long one holds up no short ones. */
export class Turns {
  readonly #running: Running[] = [];
  readonly #inTurn: (turn: () => void) => void;
  #isScheduled = false;

  /** @param inTurn what each turn is carried out in; it calls back once */
  constructor(inTurn: (turn: () => void) => void) {
    this.#inTurn = inTurn;
  }

  /** Has work done, from now on. @throws what the work throws */
  async carryOut<Result>(work: Work<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      let last: Result;
      // what it returns is kept here, where its type is known
      const run = function* (): Work<undefined> {
        last = yield* work;
        return undefined;
      };
      this.#running.push({ work: run(), done: () => resolve(last), failed: reject });
      this.#schedule();
    });
  }

  /** Lets go of all that is under way. */
  abandon(reason: unknown): void {
    for (const { work, failed } of this.#running.splice(0)) {
      work.return(undefined);
      failed(reason);
    }
  }

  #schedule(): void {
    if (this.#isScheduled || this.#running.length === 0) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#turn();
      this.#schedule();
    });
  }

  #turn(): void {
    const running = this.#running.shift();
    if (running === undefined) return;
    try {
      this.#inTurn(() => this.#carryOn(running));
    } catch (error) {
      running.failed(error);
    }
  }

  #carryOn(running: Running): void {
    const end = performance.now() + TURN_MS;
    do {
      const { done, value } = running.work.next();
      if (done === true) {
        running.done(value);
        return;
      }
    } while (performance.now() < end);
    this.#running.push(running);
  }
}
