/** Writes every document that is made from the code: `npm run reference`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { DOCUMENTS } from "./documents.ts";

const ROOT = new URL("../../", import.meta.url);

mkdirSync(new URL("docs/reference/", ROOT), { recursive: true });
for (const [path, render] of Object.entries(DOCUMENTS)) {
  writeFileSync(new URL(path, ROOT), await render());
  console.log(path);
}
