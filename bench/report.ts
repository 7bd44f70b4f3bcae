import { readFileSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";

const FILE = new URL("../docs/benchmarks.md", import.meta.url);

/** One measured bar. */
export interface Row {
  readonly what: string;
  readonly bar: string;
  readonly measured: string;
  /** Whether the bar is met; `undefined` where there is none. */
  readonly isMet: boolean | undefined;
}

/** Writes a section of `docs/benchmarks.md` anew and prints it. */
export function report(section: string, method: string, rows: readonly Row[]): void {
  const lines = [
    `## ${section}`,
    "",
    `Measured ${new Date().toISOString().slice(0, 10)} on ${machine()}.`,
    "",
    method.trim(),
    "",
    "| what | bar | measured | met |",
    "|---|---|---|---|",
    ...rows.map(
      ({ what, bar, measured, isMet }) =>
        `| ${what} | ${bar} | ${measured} | ${isMet === undefined ? "" : isMet ? "yes" : "**no**"} |`,
    ),
    "",
  ];
  console.log(lines.join("\n"));
  writeFileSync(FILE, replaceSection(readFileSync(FILE, "utf8"), section, lines.join("\n")));
}

function machine(): string {
  const [cpu] = cpus();
  const gib = Math.round(totalmem() / 1024 ** 3);
  const sqlite = process.versions["sqlite"] ?? "?";
  return (
    `${cpus().length} cores (${cpu?.model.trim() ?? "?"}), ${gib} GiB, ${process.platform} ` +
    `${release().split("-")[0]}, Node ${process.versions.node}, SQLite ${sqlite}`
  );
}

function replaceSection(file: string, section: string, text: string): string {
  const start = file.indexOf(`## ${section}\n`);
  if (start < 0) return `${file.trimEnd()}\n\n${text}`;
  const next = file.indexOf("\n## ", start);
  return `${file.slice(0, start)}${text}${next < 0 ? "" : file.slice(next)}`;
}
