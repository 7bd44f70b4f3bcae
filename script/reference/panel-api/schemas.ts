import { MAX_NAME_CHARACTERS, OWN_PANEL } from "../../../src/event/event.ts";
import { MAX_PUSH_BYTES, MAX_PUSH_EVENTS } from "../../../src/basip/link/scan-push.ts";
import { LOG_SCHEMAS } from "./log-schemas.ts";
import { MODEL_SCHEMAS } from "./model-schemas.ts";
import { always, count, flag, listOf, object, refTo, type Schema, text, word } from "./schema.ts";

const info = object("What a panel says of itself (the members: vendor; the values: assumed)", {
  firmware_version: text("Of the panel's firmware; from 3.9 on panels have this API"),
  framework_version: text("Never empty"),
  frontend_version: text("Never empty"),
  api_version: text("Programs choose a dialect by its major: 2 is Android (observed)"),
  device_name: text("What programs show"),
  device_type: always("panel", "What sort of device it is"),
  device_model: text("What programs show"),
  device_serial_number: text(`\`${OWN_PANEL}\`, or the serial in the path`),
  commit: text("The server's own version"),
  hybrid_enable: flag("Always false"),
  hybrid_version: text("Never empty"),
  mcu_version: text("Never empty"),
});

const token: Schema = {
  type: "string",
  pattern: "^[0-9a-f]{40}$",
  description: "For `Authorization: Bearer …`",
};

const clearing: Schema = {
  type: "object",
  description: "What to clear, in the words of Android or of Camdroid panels; one of them (vendor)",
  anyOf: [{ required: ["clear_fields"] }, { required: ["data_types"] }],
  properties: {
    clear_fields: listOf(text("`logs`, or what has no effect"), "In the words of Android panels"),
    data_types: listOf(text("`logs`, or what has no effect"), "In the words of Camdroid panels"),
  },
};

const serial: Schema = {
  type: "string",
  minLength: 1,
  maxLength: MAX_NAME_CHARACTERS,
  description: `The panel's serial; not \`${OWN_PANEL}\`, which is the server's own`,
};

const name = (description: string): Schema => ({
  type: "string",
  maxLength: MAX_NAME_CHARACTERS,
  description,
});

const pushedEvent = object(
  "An event. One that cannot be understood is kept aside with its bytes and does not cost the others",
  {
    created_at: count(0, "When it happened by the panel's clock, Unix time in milliseconds"),
    code: { ...name("Event key, any at all"), minLength: 1 },
    category: name("As the panel has it; may be missing"),
    priority: name("As the panel has it; may be missing"),
    info: { type: "object", description: "The model, kept byte for byte" },
  },
  ["created_at", "code"],
);

const NEIGHBOUR_SCHEMAS: Readonly<Record<string, Schema>> = {
  DoorStatus: object("A door that is closed (observed; the values: assumed)", {
    status: always("closed", "The door's state"),
    opentime: always(0, "How long it has been open"),
    is_timeout_exceed: always(false, "Whether that is too long"),
    mode: always("door_sensor", "How it is known"),
  }),
  ExitButton: object("An exit button that works (observed)", {
    enable: always(true, "Whether it does"),
  }),
  Ntp: object("A clock that is set by the network (observed)", {
    enabled: always(true, "Whether it is"),
  }),
  Time: object("The server's clock (observed)", {
    device_time_unix: count(0, "Unix time in seconds"),
    device_timezone: always("UTC+00:00", "The zone; the time is Unix time all the same"),
  }),
  NoIdentifiers: object("A page without identifiers (observed)", {
    list_option: { type: "object", description: "As in a page of the log" },
    list_items: { type: "array", maxItems: 0, description: "None" },
  }),
};

/** Every schema of the document, by name. */
export const SCHEMAS: Readonly<Record<string, Schema>> = {
  Error: object("A refusal (spec)", { error: text("What is wrong, in the panel's words") }),
  Empty: { type: "object", maxProperties: 0, description: "Nothing more is said (assumed)" },
  Ok: object("It was taken (observed)", { status: always("ok", "It was") }),
  Info: info,
  Login: object("A login (vendor)", {
    token,
    account_type: word(
      ["admin", "manager"],
      "`admin` for whoever may read the log: some programs go on with nothing else (observed)",
    ),
  }),
  ...LOG_SCHEMAS,
  Clearing: clearing,
  ...NEIGHBOUR_SCHEMAS,
  PushLogin: object("Who a panel is (observed)", {
    login: serial,
    password: text("The link password, as it is set on the panel"),
  }),
  PushToken: object("A push login (observed)", { token }),
  Push: object("A delivery (observed)", {
    events: {
      ...listOf(refTo("PushedEvent"), `In a body of up to ${MAX_PUSH_BYTES} bytes (assumed)`),
      maxItems: MAX_PUSH_EVENTS,
    },
  }),
  PushedEvent: pushedEvent,
  ...MODEL_SCHEMAS,
};
