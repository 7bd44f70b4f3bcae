import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CEF_FIELDS, renderCef } from "../../src/cli/book/render-cef.ts";
import { bookEvent } from "../support/book-events.ts";

const PAGE = readFileSync(new URL("../../docs/reference/cef.md", import.meta.url), "utf8");

test("writes an event with all that is known of it", () => {
  const line = renderCef(
    bookEvent({
      seq: 7,
      panelName: "Main entrance",
      owner: "Olena",
      number: "3090069",
      apartment: "12",
      lock: "Gate",
      site: "North",
      entrance: "1",
      late: true,
    }),
    "0.1.0",
  );

  assert.equal(
    line,
    "CEF:0|Doorbook|Doorbook|0.1.0|access_granted_by_valid_identifier|Access granted|5|" +
      "start=1795464000000 rt=1795464000250 externalId=7 deviceExternalId=AA12-0001 " +
      "dvchost=Main entrance cat=access outcome=success suser=Olena msg=Olena, card 3090069 " +
      "cs1Label=identifier cs1=3090069 cs2Label=apartment cs2=12 cs3Label=lock cs3=Gate " +
      "cs4Label=site cs4=North cs5Label=entrance cs5=1 cs6Label=late cs6=true",
  );
});

test("leaves out what an event does not have", () => {
  const line = renderCef(bookEvent({ key: "door_closed", text: "", category: "info" }), "1");

  assert.match(line, /\|start=\d+ rt=\d+ externalId=1 deviceExternalId=AA12-0001 cat=info$/);
});

for (const [text, header, extension] of [
  ["a|b", "a\\|b", "a|b"],
  ["a\\b", "a\\\\b", "a\\\\b"],
  ["a=b", "a=b", "a\\=b"],
  ["a\nb", "a b", "a\\nb"],
  ["a\r\nb", "a b", "a\\nb"],
  ["a\rb", "a b", "a\\rb"],
  ["a\u001B[31mb", "a [31mb", "a [31mb"],
  ["їжак", "їжак", "їжак"],
] as const) {
  test(`escapes ${JSON.stringify(text)} in header and extension`, () => {
    const line = renderCef(bookEvent({ name: text, text }), "1");

    assert.ok(line.includes(`|${header}|5|`), line);
    assert.ok(line.endsWith(` msg=${extension}`), line);
  });
}

for (const [priority, severity] of [
  ["low", 3],
  ["medium", 5],
  ["high", 8],
  ["critical", 10],
  ["unheard", 5],
] as const) {
  test(`gives priority ${priority} the severity ${severity}`, () => {
    assert.match(renderCef(bookEvent({ priority }), "1"), new RegExp(`\\|${severity}\\|start=`));
  });
}

test("the page's table has every field with its label, and no other", () => {
  const rows = PAGE.split("\n").filter((line) => line.startsWith("| `"));

  const told = rows.map((row) =>
    row
      .split("|")
      .slice(1, 3)
      .map((cell) => cell.replaceAll(/[ `]/g, "")),
  );

  assert.deepEqual(
    told,
    CEF_FIELDS.map(([name, , label = ""]) => [name, label]),
  );
});
