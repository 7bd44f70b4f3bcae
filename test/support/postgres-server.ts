import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBinaries } from "./postgres-binaries.ts";

const KEEPER = fileURLToPath(new URL("postgres-keeper.ts", import.meta.url));

/** A user of the machine. */
interface Ids {
  readonly uid: number;
  readonly gid: number;
}

/** What the keeper of a server is told. */
export interface Kept {
  /** All that the server has; removed at the end when it is temporary. */
  readonly folder: string;
  readonly isTemporary: boolean;
  readonly binaries: string;
  readonly data: string;
  /** As whom the server runs; `undefined` for whoever runs us. */
  readonly user: Ids | undefined;
  readonly settings: Readonly<Record<string, string>>;
}

/** Small and durable. The socket lies in the server's folder; nothing listens on the network. */
const SETTINGS = {
  listen_addresses: "",
  port: "5432",
  fsync: "on",
  synchronous_commit: "on",
  shared_buffers: "32MB",
  max_connections: "100",
  // its start is told of on this level, and errors, which tests provoke, are not
  log_min_messages: "log",
  log_checkpoints: "off",
};

/** How a server is started. */
export interface PostgresOptions {
  /** Keeps its data here, for the next start too; default a temporary folder. */
  readonly folder?: string;
  /** Beside those for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A PostgreSQL server of our own. It ends with this process, whatever happens to it. */
export class PostgresServer implements AsyncDisposable {
  /** As it says itself: "postgres (PostgreSQL) 18.4". */
  readonly version: string;
  readonly #folder: string;
  readonly #keeper: ChildProcess;

  private constructor(version: string, folder: string, keeper: ChildProcess) {
    this.version = version;
    this.#folder = folder;
    this.#keeper = keeper;
  }

  /**
   * Starts a server: that of the npm package or the machine's own, as `DOORBOOK_TEST_POSTGRES` says.
   *
   * @throws Error that says what was tried
   */
  static async start(options: PostgresOptions = {}): Promise<PostgresServer> {
    const found = findBinaries(process.env["DOORBOOK_TEST_POSTGRES"]);
    const user = ordinaryUser();
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), "doorbook-pg-"));
    mkdirSync(folder, { recursive: true });
    if (user !== undefined) chownSync(folder, user.uid, user.gid);
    const keeper = startKeeper({
      folder,
      isTemporary: options.folder === undefined,
      binaries:
        found.packageFolder === undefined
          ? found.folder
          : copiedPackage(found.packageFolder, folder),
      data: join(folder, "data"),
      user,
      settings: { ...SETTINGS, unix_socket_directories: folder, ...options.settings },
    });
    const said = await firstWords(keeper);
    if (said !== "ready") {
      const as = user === undefined ? "" : ` as user ${String(user.uid)}`;
      throw new Error(`${found.version} of ${found.folder} did not start${as}: ${said}`);
    }
    return new PostgresServer(found.version, folder, keeper);
  }

  /** Where clients connect to. */
  url(database = "postgres"): string {
    return `postgresql://doorbook@/${database}?host=${encodeURIComponent(this.#folder)}`;
  }

  /** The socket that the server listens on. */
  get socketPath(): string {
    return join(this.#folder, `.s.PGSQL.${SETTINGS.port}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#keeper.exitCode !== null) return;
    const ended = once(this.#keeper, "exit");
    this.#keeper.stdin?.end();
    await ended;
  }
}

/** PostgreSQL refuses to run as root: the machine's user without rights, when root calls. */
function ordinaryUser(): Ids | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const row = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8"));
  if (row === null) throw new Error("PostgreSQL does not run as root, and there is no user nobody");
  return { uid: Number(row[1]), gid: Number(row[2]) };
}

/**
 * A copy that any user can read and that has the links among its libraries, which npm cannot pack
 * and makes in an install script.
 */
function copiedPackage(packageFolder: string, folder: string): string {
  const copy = join(folder, "native");
  if (!existsSync(copy)) cpSync(join(packageFolder, "native"), copy, { recursive: true });
  const links = JSON.parse(readFileSync(join(copy, "pg-symlinks.json"), "utf8")) as {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  chmodSync(copy, 0o755);
  return join(copy, "bin");
}

function startKeeper(kept: Kept): ChildProcess {
  // in a group of its own, so that a Ctrl-C leaves it to end in order
  return spawn(process.execPath, [KEEPER, JSON.stringify(kept)], {
    cwd: dirname(KEEPER),
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
}

/** What the keeper says first: `ready`, or all that it says until it ends. */
async function firstWords(keeper: ChildProcess): Promise<string> {
  let said = "";
  for await (const chunk of keeper.stdout ?? []) {
    said += String(chunk);
    if (said === "ready\n") break;
  }
  return said.trim();
}
