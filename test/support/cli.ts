import { SqliteStore } from "../../src/store/sqlite/store.ts";
import { runCommand } from "./command-runner.ts";
import { TestFolder } from "./folder.ts";
import type { Ended } from "./run-doorbook.ts";

/** A data folder for one test, and the real command on it; `await using` removes it. */
export class Cli implements AsyncDisposable {
  readonly folder: TestFolder;

  private constructor(folder: TestFolder) {
    this.folder = folder;
  }

  static async make(): Promise<Cli> {
    return new Cli(await TestFolder.make());
  }

  /** Where the log is. */
  get data(): string {
    return this.folder.at("data");
  }

  /** Runs a command on the data folder to its end; `input` is its standard input. */
  run(args: readonly string[], input = ""): Promise<Ended> {
    return runCommand([...args, "--data", this.data], { input, cwd: this.folder.path });
  }

  /** What a command that must succeed says. @throws Error with what it said when it fails */
  async say(args: readonly string[], input = ""): Promise<string> {
    const { code, stdout, stderr } = await this.run(args, input);
    if (code !== 0) throw new Error(`${args.join(" ")} ended with ${String(code)}: ${stderr}`);
    return stdout;
  }

  /** Does something with the store, as another process would. */
  async withStore<Result>(act: (store: SqliteStore) => Promise<Result>): Promise<Result> {
    await using store = await SqliteStore.open({ dataFolder: this.data });
    return await act(store);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.folder[Symbol.asyncDispose]();
  }
}
