import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { EVENT_KEYS } from "../../../src/event/catalog.ts";
import { OWN_EVENT_KEYS } from "../../../src/event/own-events.ts";
import { LOCALES } from "../../../src/basip/texts/locales.ts";
import { renderDetail } from "../../../src/basip/texts/render-texts.ts";

const FIELDS =
  `number type owner apartment_address lock code requestor host card qr identifier_number
  identifier_type used_identifiers_list auth_type user_name user_info apartments_list reject_reasons
  invalid_identifier invalid_identifier_time_rules not_enough_passes_for_identifier
  not_valid_time_profile_for_identifier not_valid_time_profile_for_user
  not_enough_identifiers_for_current_authentication_type recognition_type_is_not_enabled
  not_enough_passes_for_shared_identifier invalid_shared_identifier_time_rules
  not_valid_time_profile_for_shared_identifier owner_name name users_list lock_number link_id
  lock_opened_time answered account_type info user destination lift id short_name error message
  errormessage status panel account since reason events offset from to count protocol by changed sites
  panels rights expires token query added zone site`.split(/\s+/);

/** Words that no sentence of ours has and that no mistake of ours spells. */
const word = fc.stringMatching(/^[ЖШЩ7]{1,5}$/);
const odd = fc.constantFrom<unknown>(null, "", " ", true, false, {}, [], [null], [""], [[]]);

const { model } = fc.letrec((tie) => ({
  model: fc.dictionary(fc.constantFrom(...FIELDS), tie("value"), { maxKeys: 12 }),
  value: fc.oneof(
    { weight: 4, arbitrary: word },
    { weight: 2, arbitrary: fc.nat() },
    { weight: 2, arbitrary: odd },
    { weight: 1, arbitrary: fc.array(tie("value"), { maxLength: 3 }) },
    { weight: 3, arbitrary: tie("model") },
  ),
}));

const key = fc.constantFrom(...EVENT_KEYS, ...OWN_EVENT_KEYS, "bond_lift_request");
const locale = fc.constantFrom(...LOCALES);

/** What a sentence with a hole in it has. */
const UNSOUND =
  /undefined|null|NaN|\[object|true|false|\s\s|^\P{L}*$|^\s|[\s,:;(]$|\(\)| [,:;)]|\s[,;)]|[,:;(]{2}|\([\s,:]|[{}[\]|?]/u;

test("a detail is a sound sentence, whatever of the model is missing or odd", () => {
  fc.assert(
    fc.property(locale, key, model, (language, eventKey, fields) => {
      const event = { key: eventKey, model: JSON.stringify(fields), extra: undefined };

      assert.doesNotMatch(renderDetail(language, event), UNSOUND);
    }),
    { numRuns: 10_000 },
  );
});

test("a detail is one line with single spaces, whatever the values and the shape", () => {
  const any = fc.dictionary(fc.constantFrom(...FIELDS), fc.jsonValue());

  fc.assert(
    fc.property(locale, key, any, (language, eventKey, fields) => {
      const event = { key: eventKey, model: JSON.stringify(fields), extra: undefined };

      assert.doesNotMatch(renderDetail(language, event), /\p{Cc}|\s\s|^\s|\s$|^$/u);
    }),
    { numRuns: 2_000 },
  );
});

test("an owner stands in the detail to the character, whatever braces and words it has", () => {
  const owner = fc.stringMatching(/^[a-zЖ{}[\]|?:$&'"\\<>%=]{1,40}$/);

  fc.assert(
    fc.property(owner, (name) => {
      const event = {
        key: "access_granted_by_valid_identifier",
        model: JSON.stringify({ lock: 0, owner: name, number: "1" }),
        extra: undefined,
      };

      assert.equal(
        renderDetail("en", event),
        `Valid identifier 1 was used, owner ${name}, lock 0 was opened`,
      );
    }),
  );
});

test("a number stands in the detail to the digit, however many it has", () => {
  const digits = fc.stringMatching(
    /^-?(0|[1-9][0-9]{0,40})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,4})?$/,
  );

  fc.assert(
    fc.property(digits, fc.constantFrom("", " ", "\n\t"), (number, space) => {
      const event = {
        key: "access_denied_by_unknown_card",
        model: `{"other":[1],"card":${space}${number}${space}}`,
        extra: undefined,
      };

      assert.equal(renderDetail("en", event), `Unknown identifier ${number} was used`);
    }),
    { numRuns: 2_000 },
  );
});
