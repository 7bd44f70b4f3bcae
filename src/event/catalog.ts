import * as models from "./models.ts";
import type { Model } from "./models.ts";

/** What an event is about, in the page's order. Source: "Get logs list", `available_values`. */
export const CATEGORIES = ["access", "emergency", "system", "info"] as const;

export type Category = (typeof CATEGORIES)[number];

/** How much an event matters, in the page's order. Source: "Get logs list", `available_values`. */
export const PRIORITIES = ["critical", "high", "low", "medium"] as const;

export type Priority = (typeof PRIORITIES)[number];

/**
 * Where a fact is from: `spec`, the page "Get logs list"; `vendor`, another page of the vendor;
 * `observed` on the wire of a real panel; `assumed`, decided here and cheap to change.
 */
export type Provenance = "spec" | "vendor" | "observed" | "assumed";

/** What is known of an event. */
export interface EventDefinition {
  readonly category: Category;
  readonly priority: Priority;
  /** The raw data it carries. What a panel sends is kept as sent, whatever its shape. */
  readonly model: Model;
  /** True when an empty model is as ordinary as `model`. */
  readonly isModelOptional: boolean;
  /** Where category, priority and the choice of the model are from. */
  readonly source: Readonly<Record<"category" | "priority" | "model", Provenance>>;
}

/** The page sorts keys into categories, and says no more. */
const LISTED = { category: "spec", priority: "assumed", model: "assumed" } as const;
/** The page's filter lists the key, no category has it. */
const UNSORTED = { category: "assumed", priority: "assumed", model: "assumed" } as const;
/** An event of this key was seen. */
const SEEN = { category: "spec", priority: "observed", model: "observed" } as const;
/** The page's real example shows an event of this key. */
const SHOWN = { category: "spec", priority: "observed", model: "spec" } as const;

function define(
  category: Category,
  priority: Priority,
  model: Model,
  source: EventDefinition["source"] = LISTED,
): EventDefinition {
  return { category, priority, model, isModelOptional: false, source };
}

function optional(definition: EventDefinition): EventDefinition {
  return { ...definition, isModelOptional: true };
}

/**
 * Every event a panel documents, by its wire key; the order is the one in which they are shown.
 *
 * Source: "Get logs list", Available events, plus `access_denied_by_unknown_qr`, which only its
 * filter lists. What the page leaves open is marked in `source`.
 */
export const EVENT_CATALOG = {
  access_denied_by_not_valid_identifier: define("access", "high", models.M8),
  access_denied_by_not_valid_face_identifier: define("access", "high", models.M7),
  access_denied_by_not_valid_input_code: define("access", "high", models.M9),
  access_denied_by_remote_server_api_call: define("access", "high", models.EMPTY),
  access_denied_by_unknown_card: define("access", "high", models.M13),
  access_denied_by_unknown_qr: define("access", "high", models.M14, UNSORTED),
  access_denied_unknown_identifier: define("access", "high", models.M16),
  access_denied_by_not_valid_shared_identifier: define("access", "high", models.M21),
  identifiers_without_linkage_to_user_access_denied: define("access", "high", models.M19),
  multi_access_denied: define("access", "high", models.M17),
  access_granted_by_api_call: define("access", "medium", models.M10),
  access_granted_by_call_host: define("access", "medium", models.M11),
  access_granted_by_master_code: define("access", "medium", models.M9_WITH_LOCK),
  access_granted_by_remote_server_api_call: define("access", "medium", models.M12),
  access_granted_by_valid_identifier: define("access", "medium", models.M27, SEEN),
  access_granted_by_valid_face_identifier: define("access", "medium", models.M26),
  access_granted_by_shared_identifier: define("access", "medium", models.M20),
  multi_access_granted: define("access", "medium", models.M18),
  lock_was_opened_by_exit_btn: optional(define("access", "low", models.M12)),
  lock_was_opened_by_free_access_button: optional(define("access", "low", models.M12)),
  emergency_lock_is_opened: optional(define("access", "critical", models.M12)),
  door_was_opened: define("access", "low", models.EMPTY),
  door_was_closed: define("access", "low", models.EMPTY),
  door_sensor_was_opened: define("access", "low", models.EMPTY),
  door_sensor_was_closed: define("access", "low", models.EMPTY),
  lift_call_success: define("access", "low", models.M32),
  lift_call_error: define("access", "medium", models.M33),
  lift_module_access_error: define("access", "medium", models.M34),
  incoming_call: define("info", "low", models.M6),
  outgoing_call: define("info", "low", models.M5),
  outgoing_call_missed: define("info", "low", models.M29),
  outgoing_call_web: define("info", "low", models.M29),
  device_booted: define("info", "medium", models.EMPTY),
  sip_registration_lost: define("info", "high", models.EMPTY),
  successful_login_api_call: define("system", "medium", models.M3, SHOWN),
  successful_login_gui_settings: define("system", "medium", models.M4),
  incorrect_login_api_call: optional(define("system", "high", models.M4)),
  incorrect_login_gui_settings: optional(define("system", "high", models.M4)),
  door_was_not_closed_too_long: define("emergency", "high", models.M28),
  tamper_event: define("emergency", "critical", models.EMPTY),
} as const satisfies Readonly<Record<string, EventDefinition>>;

/** A key of {@link EVENT_CATALOG}. Panels send others, too. */
export type EventKey = keyof typeof EVENT_CATALOG;

/** Whether the catalog has the key. */
export function isEventKey(key: string): key is EventKey {
  return Object.hasOwn(EVENT_CATALOG, key);
}

/** The 40 keys of the catalog, in its order. */
export const EVENT_KEYS: readonly EventKey[] = Object.keys(EVENT_CATALOG).filter(isEventKey);

/** What the panel said of an event or of a kind: `undefined` where it said nothing. */
interface Said {
  readonly key: string | undefined;
  readonly category: string | undefined;
  readonly priority: string | undefined;
}

function definitionOf(key: string | undefined): EventDefinition | undefined {
  return key !== undefined && isEventKey(key) ? EVENT_CATALOG[key] : undefined;
}

/**
 * The category an event or a kind is shown and found under: as sent, else from the catalog, else
 * `info` (assumed). Any string can be sent.
 */
export function effectiveCategory(said: Omit<Said, "priority">): string {
  return said.category ?? definitionOf(said.key)?.category ?? "info";
}

/**
 * The priority an event or a kind is shown and found under: as sent, else from the catalog, else
 * `low` (assumed). Any string can be sent.
 */
export function effectivePriority(said: Omit<Said, "category">): string {
  return said.priority ?? definitionOf(said.key)?.priority ?? "low";
}
