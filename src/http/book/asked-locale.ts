import type { FastifyRequest } from "fastify";
import { LOCALES } from "../../basip/texts/locales.ts";
import type { Locale } from "../../basip/texts/locales.ts";

/** More languages of an Accept-Language are not looked at. */
const MAX_LANGUAGES = 32;

/**
 * The language that a request is answered in: the one that it names, else the best of its
 * Accept-Language that there are texts in, else English.
 */
export function askedLocale(request: FastifyRequest, named: Locale | undefined): Locale {
  return named ?? accepted(request.headers["accept-language"] ?? "") ?? "en";
}

/** Source: RFC 9110, 12.5.4; a region is left out, so `pt-BR` is Portuguese. */
function accepted(header: string): Locale | undefined {
  let best: Locale | undefined;
  let bestWeight = 0;
  for (const range of header.split(",", MAX_LANGUAGES)) {
    const [tag = "", ...parameters] = range.split(";");
    const [language = ""] = tag.trim().toLowerCase().split("-");
    const locale = LOCALES.find((one) => one === language);
    const weight = weightIn(parameters);
    if (locale !== undefined && weight > bestWeight) [best, bestWeight] = [locale, weight];
  }
  return best;
}

function weightIn(parameters: readonly string[]): number {
  const weight = parameters.map((one) => /^\s*q=([\d.]+)\s*$/i.exec(one)?.[1]).find(Boolean);
  return weight === undefined ? 1 : Number(weight);
}
