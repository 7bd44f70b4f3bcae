import { TIME_OPERATORS } from "./compare-times.ts";

/** What a query can ask of a field. */
export const QUERY_OPERATORS = [...TIME_OPERATORS, "contains", "starts", "in", "exists"] as const;

export type QueryOperator = (typeof QUERY_OPERATORS)[number];

/** A field that queries can ask about, for whoever reads, completes or explains them. */
export interface QueryField {
  /** What it says of an event. */
  readonly says: string;
  readonly operators: readonly QueryOperator[];
  /** A query that asks about it. */
  readonly example: string;
  /** Whether a path of members follows the name, as in `model.lift.id`. */
  readonly hasPath?: true;
}

const TEXT_OPERATORS = ["eq", "nq", "in", "contains", "starts"] as const;
const VALUE_OPERATORS = [...TEXT_OPERATORS, "exists"] as const;
const PATH_OPERATORS = [...VALUE_OPERATORS, "gt", "ge", "lt", "le"] as const;

/** Every field of the book's queries, by its name, in the order in which they are shown. */
export const QUERY_FIELDS = {
  timestamp: {
    says: "when it happened, by the panel's clock",
    operators: TIME_OPERATORS,
    example: "timestamp ge 2026-11-01T08:00",
  },
  occurred: {
    says: "the same as `timestamp`",
    operators: TIME_OPERATORS,
    example: "occurred eq yesterday",
  },
  received: {
    says: "when it reached the server, by the server's clock",
    operators: TIME_OPERATORS,
    example: "received ge last 15m",
  },
  key: {
    says: "what happened: the event key",
    operators: TEXT_OPERATORS,
    example: "key starts 'access_denied'",
  },
  name: {
    says: "the same as `key`, as panels call it",
    operators: TEXT_OPERATORS,
    example: "name eq 'access_denied_by_unknown_card'",
  },
  category: {
    says: "what sort of thing it is: `access`, `emergency`, `system`, `info`",
    operators: TEXT_OPERATORS,
    example: "category in ('access', 'emergency')",
  },
  priority: {
    says: "how grave it is: `critical`, `high`, `medium`, `low`",
    operators: TEXT_OPERATORS,
    example: "priority nq 'low'",
  },
  panel: {
    says: "the panel's serial, or its name",
    operators: TEXT_OPERATORS,
    example: "panel eq 'Main entrance'",
  },
  site: {
    says: "the panel's site",
    operators: VALUE_OPERATORS,
    example: "site eq 'Riverside'",
  },
  building: {
    says: "the panel's building",
    operators: VALUE_OPERATORS,
    example: "building in ('A', 'B')",
  },
  entrance: {
    says: "the panel's entrance",
    operators: VALUE_OPERATORS,
    example: "not entrance exists",
  },
  source: {
    says: "how it came: `push`, `pull`, `syslog`, `import`, `api`",
    operators: ["eq", "nq", "in"],
    example: "source nq 'syslog'",
  },
  late: {
    says: "whether it came late, `true` or `false`; alone it is `late eq true`",
    operators: ["eq", "nq"],
    example: "not late",
  },
  echo: {
    says: "whether it is what syslog says again, `true` or `false`; alone it is `echo eq true`",
    operators: ["eq", "nq"],
    example: "echo",
  },
  owner: {
    says: "whose identifier it was",
    operators: VALUE_OPERATORS,
    example: "owner contains 'olena'",
  },
  number: {
    says: "the number of an identifier, or of a call",
    operators: VALUE_OPERATORS,
    example: "number eq 3090069",
  },
  apartment: {
    says: "where the owner belongs",
    operators: VALUE_OPERATORS,
    example: "apartment in (12, 14)",
  },
  lock: {
    says: "the lock's number, or its name at the panel",
    operators: VALUE_OPERATORS,
    example: "lock eq 'Gate'",
  },
  type: {
    says: "the type of identifier: `card`, `ukey`, `input_code`, `face_id`, `qr`, `license_plate`",
    operators: VALUE_OPERATORS,
    example: "type eq 'face_id'",
  },
  requestor: {
    says: "who asked for the lock to be opened, such as `link_app`",
    operators: VALUE_OPERATORS,
    example: "requestor eq 'web_ui'",
  },
  code: {
    says: "the access code that was entered",
    operators: VALUE_OPERATORS,
    example: "code exists",
  },
  account: {
    says: "the account that logged in, did something or was changed",
    operators: VALUE_OPERATORS,
    example: "account eq 'admin'",
  },
  model: {
    says: "what stands at a path of the event's model",
    operators: PATH_OPERATORS,
    example: "model.lock_opened_time gt 60",
    hasPath: true,
  },
  extra: {
    says: "what stands at a path of the event's further members",
    operators: PATH_OPERATORS,
    example: "extra.address starts '10.'",
    hasPath: true,
  },
} as const satisfies Readonly<Record<string, QueryField>>;

/** The name of a field, without a path. */
export type QueryFieldName = keyof typeof QUERY_FIELDS;

/** The field that a word names, with or without a path; `undefined` for a word that names none. */
export function queryFieldOf(word: string): QueryFieldName | undefined {
  const dot = word.indexOf(".");
  const name = dot === -1 ? word : word.slice(0, dot);
  return isFieldName(name) && (dot === -1 || "hasPath" in QUERY_FIELDS[name]) ? name : undefined;
}

function isFieldName(name: string): name is QueryFieldName {
  return Object.hasOwn(QUERY_FIELDS, name);
}

/** The names of all fields, in the order in which they are shown. */
export const QUERY_FIELD_NAMES: readonly QueryFieldName[] =
  Object.keys(QUERY_FIELDS).filter(isFieldName);
