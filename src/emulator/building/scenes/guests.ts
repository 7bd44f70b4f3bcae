import { drawCard, type IdentifierType } from "../resident.ts";
import type { Stage } from "../stage.ts";
import { identifierModel } from "./identifiers.ts";
import { walkThrough } from "./passage.ts";

/** A guest calls an apartment, and whoever answers opens the door. */
export function visit(stage: Stage): void {
  const { callNumber } = stage.someone();
  stage.note("outgoing_call", { number: callNumber, answered: true });
  stage.wait(4_000, 20_000);
  stage.note("access_granted_by_call_host", { host: callNumber, lock: stage.lock.number });
  walkThrough(stage);
}

/** A courier calls an apartment in vain, sometimes twice. */
export function missCall(stage: Stage): void {
  const { callNumber } = stage.someone();
  for (let tries = stage.random.between(1, 2); tries > 0; tries--) {
    stage.note("outgoing_call_missed", { number: callNumber, answered: false });
    stage.wait(20_000, 40_000);
  }
}

/** A guest calls a resident's browser; it is answered more often than not. */
export function callWeb(stage: Stage): void {
  const answered = stage.random.isChosen(0.7);
  stage.note("outgoing_call_web", { number: stage.someone().callNumber, answered });
  if (!answered) return;
  stage.wait(4_000, 20_000);
  stage.note("access_granted_by_api_call", { lock: stage.lock.number, requestor: "web_ui" });
  walkThrough(stage);
}

/** A courier tries a card of another building, once to three times. */
export function tryUnknownCard(stage: Stage): void {
  const card = drawCard(stage.random);
  for (let tries = stage.random.between(1, 3); tries > 0; tries--) {
    stage.note("access_denied_by_unknown_card", { card });
    stage.wait(900, 4_000);
  }
}

/** A courier shows the QR code of a parcel. */
export function tryUnknownQr(stage: Stage): void {
  const { random } = stage;
  const qr = random.isChosen(0.5) ? `PARCEL-${random.digits(9)}` : random.digits(14);
  stage.note("access_denied_by_unknown_qr", { qr });
}

/** Someone guesses a code or mistypes it, and tries again. */
export function tryWrongCode(stage: Stage): void {
  for (let tries = stage.random.between(1, 3); tries > 0; tries--) {
    const code = stage.random.pick([stage.random.digits(4), "0000", "1234", "0012"]);
    stage.note("access_denied_by_not_valid_input_code", { code });
    stage.wait(2_500, 8_000);
  }
}

/** A card or a ukey past its time; then its owner has oneself let in by phone. */
export function tryExpired(stage: Stage): void {
  const type = stage.random.pick<IdentifierType>(["card", "card", "ukey"]);
  const { resident, number } = stage.whoHas(type);
  const model = identifierModel(stage, resident, type, number);
  stage.note("access_denied_by_not_valid_identifier", model);
  if (!stage.random.isChosen(0.5)) return;
  stage.wait(5_000, 15_000);
  visit(stage);
}

/** A card that no user has yet. */
export function tryUnlinked(stage: Stage): void {
  stage.note("identifiers_without_linkage_to_user_access_denied", {
    identifier_number: drawCard(stage.random),
    identifier_type: "card",
  });
}

/** The face of someone who may not pass now. */
export function tryFace(stage: Stage): void {
  const { resident, number } = stage.whoHas("face_id");
  const model = identifierModel(stage, resident, "face_id", number);
  stage.note("access_denied_by_not_valid_face_identifier", model);
}

/** A ukey or a code from an app that the panel has not been told of. */
export function tryUnknownIdentifier(stage: Stage): void {
  stage.note("access_denied_unknown_identifier", {
    identifier_number: stage.random.digits(10),
    identifier_type: stage.random.pick(["ukey", "qr", "face_id"]),
  });
}
