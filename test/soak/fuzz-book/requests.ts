import type { Random } from "../../support/random.ts";
import { shownValues } from "./document.ts";
import type { Operation, Parameter } from "./document.ts";
import { anyBody, anyMember, anyValue, goodValues } from "./values.ts";

/** A request that is to be sent. */
export interface FuzzRequest {
  readonly operation: Operation;
  /** As it stands on the wire, with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Whether the document lets one expect that it is not wrong. */
  readonly isGood: boolean;
}

type Values = readonly (readonly [parameter: Parameter, encoded: string])[];

/** Every good request that the document tells of: each parameter with each of its values, one at a time. */
export function goodRequests(operation: Operation): readonly FuzzRequest[] {
  const bare = bareValues(operation);
  const body = shownBody(operation);
  if (bare === undefined) return [];
  const changed = operation.parameters.flatMap((parameter) =>
    goodValues(parameter).map((value): Values => [
      ...bare.filter(([one]) => one !== parameter),
      [parameter, encodeURIComponent(value)],
    ]),
  );
  return [bare, ...changed].map((values) => requestOf(operation, values, body, true));
}

/** For every parameter and member a request that is good but for it. */
export function oneByOne(
  random: Random,
  operation: Operation,
  seen: readonly string[],
): readonly FuzzRequest[] {
  const bare = bareValues(operation) ?? [];
  const body = shownBody(operation);
  const byParameter = operation.parameters.map((parameter) => {
    const others = bare.filter(([one]) => one !== parameter);
    const values: Values = [...others, [parameter, anyValue(random, parameter, seen)]];
    return requestOf(operation, values, body, false);
  });
  const byMember = Object.entries(operation.body?.schema.properties ?? {}).map(([name, schema]) => {
    const shown = { ...(JSON.parse(body ?? "{}") as object), [name]: undefined };
    const rest = JSON.stringify(shown).slice(1, -1);
    const json = `{${rest}${rest === "" ? "" : ","}${JSON.stringify(name)}:${anyMember(random, schema, seen)}}`;
    return requestOf(operation, bare, json, false);
  });
  return [...byParameter, ...byMember];
}

/** A request with any values of any parameters, some of them twice. */
export function anyRequest(
  random: Random,
  operation: Operation,
  seen: readonly string[],
): FuzzRequest {
  const bare = bareValues(operation) ?? [];
  const isGood = random.isChosen(0.3);
  const chosen = operation.parameters.filter((one) => one.in !== "path" && random.isChosen(0.3));
  const repeated = random.isChosen(0.1) && chosen.length > 0 ? [random.pick(chosen)] : [];
  const asked = [...chosen, ...repeated].map((parameter): Values[number] => {
    const good = goodValues(parameter);
    const isOwn = isGood && good.length > 0;
    const value = isOwn ? encodeURIComponent(random.pick(good)) : undefined;
    return [parameter, value ?? anyValue(random, parameter, seen)];
  });
  const path = operation.parameters
    .filter((one) => one.in === "path")
    .map((one): Values[number] => [one, anyValue(random, one, seen)]);
  const kept = bare.filter(([one]) => !chosen.includes(one) && one.in !== "path");
  const { body } = operation;
  const json = body === undefined ? undefined : anyBody(random, body.schema, seen);
  return requestOf(operation, [...kept, ...asked, ...path], json, false);
}

/** What has to be there; `undefined` where no good value of it is known. */
function bareValues({ parameters }: Operation): Values | undefined {
  const required = parameters.filter((one) => one.required === true || one.in === "path");
  const values = required.map((one): Values[number] | undefined => {
    const [value] = goodValues(one);
    return value === undefined ? undefined : [one, encodeURIComponent(value)];
  });
  const known = values.filter((one) => one !== undefined);
  return known.length === values.length ? known : undefined;
}

function shownBody({ body }: Operation): string | undefined {
  return body === undefined ? undefined : JSON.stringify(shownValues(body)[0] ?? {});
}

function requestOf(
  operation: Operation,
  values: Values,
  body: string | undefined,
  isGood: boolean,
): FuzzRequest {
  let { path } = operation;
  const search: string[] = [];
  const headers: Record<string, string> = {};
  for (const [{ name, in: place }, encoded] of values) {
    if (place === "path") path = path.replace(`{${name}}`, () => encoded);
    else if (place === "query") search.push(`${encodeURIComponent(name)}=${encoded}`);
    // what no header can hold is not sent
    else if (place === "header") headers[name] = encoded.replaceAll(/[^\x20-\x7e]/g, "");
  }
  if (search.length > 0) path += `?${search.join("&")}`;
  return { operation, path, headers, body, isGood };
}
