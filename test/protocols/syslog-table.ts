import { readFileSync } from "node:fs";

const PAGE = readFileSync(
  new URL("../../docs/reference/panel-protocols.md", import.meta.url),
  "utf8",
);

/** A row of the page's table of known texts. */
export interface TextRow {
  readonly keys: readonly string[];
  /** What the event's model is like, in the page's words; empty when it does not matter. */
  readonly when: string;
  readonly type: string;
  readonly part: number;
  readonly text: string;
  /** Other parts by number; `_code_` for a value of the model. */
  readonly others: ReadonlyMap<number, string>;
}

function readRow(cells: readonly string[]): TextRow {
  const [event = "", type = "", part = "", text = "", others = ""] = cells;
  return {
    keys: Array.from(event.matchAll(/`([^`]+)`/g), ([, key = ""]) => key),
    when: event.replace(/^(?:`[^`]+`(?:, )?)+/, ""),
    type,
    part: Number(part),
    text: text.replaceAll("`", ""),
    others: new Map(
      Array.from(others.matchAll(/(\d+): ([^,]+)/g), ([, at, value = ""]) => [
        Number(at),
        value.replaceAll("`", "").trim(),
      ]),
    ),
  };
}

/** The page's table of section 5.3. */
export const SYSLOG_TABLE: readonly TextRow[] = (
  /^### 5\.3 .*?(?=^- )/ms.exec(PAGE)?.[0].split("\n") ?? []
)
  .filter((line) => line.startsWith("| `"))
  .map((line) =>
    readRow(
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    ),
  );
