import { globSync, readFileSync } from "node:fs";
import { EVENT_CATALOG, EVENT_KEYS } from "../../src/event/catalog.ts";
import { EMPTY } from "../../src/event/models.ts";
import { renderTable } from "./table.ts";

const ROOT = new URL("../../", import.meta.url);

const INTRODUCTION = `# What is assumed

<!-- written by npm run reference; do not edit -->

What nobody says of the panels and was decided here, to be checked on hardware: every sentence of the
code's comments that says so, under the name that it is about, and what of each event in the catalog is a
guess.
`;

/** A sentence that says what is assumed, and what of the code it is about. */
interface Assumption {
  readonly file: string;
  readonly name: string;
  readonly sentence: string;
}

/** `docs/reference/assumed.md`: every assumption of code and catalog. */
export function renderAssumedReference(): string {
  const files = globSync("src/**/*.ts", { cwd: ROOT }).toSorted();
  const byFolder = Map.groupBy(
    files.flatMap((file) => assumptionsOf(file)),
    ({ file }) => file.slice(0, file.lastIndexOf("/")),
  );
  const sections = [...byFolder].map(([folder, assumptions]) => {
    const items = assumptions.map(({ file, name, sentence }) => {
      const base = file.slice(file.lastIndexOf("/") + 1);
      return `- [${base}](../../${file}), \`${name}\`: ${sentence}`;
    });
    return `## ${folder}\n\n${items.join("\n")}\n`;
  });
  return `${INTRODUCTION}\n${sections.join("\n")}\n${renderCatalog()}`;
}

function renderCatalog(): string {
  const rows = EVENT_KEYS.map((key) => {
    const { category, priority, model, isModelOptional, source } = EVENT_CATALOG[key];
    const fields = model === EMPTY ? "{}" : model.id;
    const shown = { category, priority, model: isModelOptional ? `${fields} or {}` : fields };
    const cells = (["category", "priority", "model"] as const).map((what) =>
      source[what] === "assumed" ? shown[what] : "",
    );
    return [key, ...cells];
  });
  const table = renderTable(["event", "category", "priority", "model"], rows);
  return `## The catalog\n\nWhat of each event is assumed; an empty cell is known.\n\n${table}\n`;
}

/** A docstring, or comments of one line each below one another. */
const COMMENT = /^[ \t]*\/\*\*(?<block>[\s\S]*?)\*\/|(?:^[ \t]*\/\/.*\n)+|(?<=\S[ \t]+)\/\/ .*$/gm;

function assumptionsOf(file: string): Assumption[] {
  const text = readFileSync(new URL(file, ROOT), "utf8");
  return [...text.matchAll(COMMENT)].flatMap((match) => {
    const comment = match.groups?.["block"] ?? match[0];
    const name = nameAfter(text.slice(match.index + match[0].length));
    return (
      sentencesOf(comment)
        // in quotes it is a word that is explained
        .filter((sentence) => /(?<!`)\bassumed\b/i.test(sentence))
        .map((sentence) => ({ file, name, sentence }))
    );
  });
}

/** The sentences of a comment without its marks. */
function sentencesOf(comment: string): string[] {
  const prose = comment
    .replaceAll(/^[ \t]*(?:\*|\/\/) ?/gm, "")
    .replaceAll(/^\/\/ ?/gm, "")
    .replaceAll(/\n(?=@|- )|\n\s*\n/g, "¶")
    .replaceAll(/\{@link ([^}]*)\}/g, "`$1`")
    .replaceAll(/\s*\n\s*/g, " ");
  return prose
    .split(/¶|(?<=[.!?])\s+(?=[`"'A-Z{])/)
    .map((sentence) =>
      sentence
        .replace(/^- /, "")
        .replace(/^@param (\w+) /, "`$1`: ")
        .replace(/^@(throws|returns) /, "$1 ")
        .trim(),
    )
    .filter((sentence) => sentence !== "");
}

const DECLARATION =
  /^(?:export\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\*?|class|interface|type|const|let)\s+(\w+)/;
/** A constant whose value is short enough to be told. */
const CONSTANT = /^(?:export\s+)?const\s+(\w+ = (?:"[^"]*"|[^{(]{1,60}?))(?: as const)?;$/;
const MEMBER =
  /^(?:(?:readonly|static|async|get|override|private)\s+)*\*?(#?\w+|"[^"]+"|\[[\w.]+\])/;

/** What the code after a comment declares. */
function nameAfter(rest: string): string {
  const line = rest
    .split("\n")
    .map((one) => one.trim())
    .find((one) => one !== "" && !one.startsWith("//"));
  const names = [CONSTANT, DECLARATION, MEMBER].map((way) => way.exec(line ?? "")?.[1]);
  return names.find((name) => name !== undefined) ?? "…";
}
