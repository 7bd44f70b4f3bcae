import { renderAssumedReference } from "./assumed.ts";
import { renderBookApi } from "./book-api.ts";
import { renderPanelApi } from "./panel-api/document.ts";
import { renderTextsReference } from "./texts.ts";

/** The documents that are made from the code, by their paths from the project's root. */
export const DOCUMENTS = {
  "docs/reference/assumed.md": renderAssumedReference,
  "docs/reference/book-api.openapi.json": renderBookApi,
  "docs/reference/panel-api.openapi.json": renderPanelApi,
  "docs/reference/texts.md": renderTextsReference,
} as const satisfies Readonly<Record<string, () => string | Promise<string>>>;
