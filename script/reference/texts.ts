import { renderDetail, renderName } from "../../src/basip/texts/render-texts.ts";
import { LOCALES } from "../../src/basip/texts/locales.ts";
import { EVENT_CATALOG, EVENT_KEYS } from "../../src/event/catalog.ts";
import { EMPTY, type Model } from "../../src/event/models.ts";
import { OWN_EVENT_KEYS, OWN_EVENTS } from "../../src/event/own-events.ts";
import { filledModel, oddModel } from "./sample-model.ts";
import { renderTable } from "./table.ts";

const INTRODUCTION = `# Event texts

<!-- written by npm run reference; do not edit -->

What each event is called and what its sentence says, in the nine languages of the panels. English
names are the vendor's ("Get logs list"); all else is ours. \`filled\` is a model with all documented
fields, \`empty\` is \`{}\`, and \`odd\` is one as no page documents it: every second field missing, the
others with unknown words, values of another type, or more elements than are shown.
`;

/** `docs/reference/texts.md`: every text side by side. */
export function renderTextsReference(): string {
  const sections = [
    ...EVENT_KEYS.map((key) => renderSection(key, EVENT_CATALOG[key].model)),
    "## Events of Doorbook's own\n",
    ...OWN_EVENT_KEYS.map((key) => renderSection(key, ownModel(key))),
    "## Keys without texts\n\nAny other key is shown as a readable form of itself, with what is known of it.\n",
    renderSection("bond_lift_request", UNKNOWN),
  ];
  return `${INTRODUCTION}\n${sections.join("\n")}`;
}

/** What is known of an event whose key has no texts, in the fields that several models share. */
const UNKNOWN: Model = {
  id: "unknown",
  fields: {
    number: { type: "string", says: "" },
    type: { type: ["card"], says: "" },
    owner: { type: "string", says: "" },
    apartment_address: { type: "string", says: "" },
    lock: { type: "integer", says: "" },
    host: { type: "string", says: "" },
  },
};

function ownModel(key: keyof typeof OWN_EVENTS): Model {
  const fields = Object.entries(OWN_EVENTS[key].model).map(
    ([name, says]) => [name, { type: "string", says }] as const,
  );
  return { id: "own", fields: Object.fromEntries(fields) };
}

function renderSection(key: string, model: Model): string {
  const hasFields = Object.keys(model.fields).length > 0;
  const models = {
    filled: hasFields ? filledModel(model) : undefined,
    empty: {},
    odd: hasFields ? oddModel(model) : undefined,
  };
  const shown = Object.entries(models).filter(([, one]) => one !== undefined);
  const rows = LOCALES.flatMap((locale) =>
    shown.map(([what, one], nth) => {
      const event = { key, model: JSON.stringify(one), extra: undefined };
      const [language, name] = nth === 0 ? [locale, renderName(locale, key)] : ["", ""];
      return [language, name, what, renderDetail(locale, event)];
    }),
  );
  const source = model === EMPTY ? "no fields" : `model ${model.id}`;
  return `### ${key}\n\n${source}\n\n${renderTable(["", "name", "model", "text"], rows)}\n`;
}
