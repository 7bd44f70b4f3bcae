import type { EventToFire, IdentifierUse } from "./api.ts";

/** What a panel notes when someone holds an identifier to it. Numbers are strings (observed). */
export function eventOfIdentifier(use: IdentifierUse): EventToFire {
  const { type = "card", number, owner = "", apartment = "", lock = 0, isValid = true } = use;
  const model = { number, type, owner, apartment_address: apartment, lock };
  if (type === "face_id") {
    const link = isValid ? { link_id: null } : {};
    return {
      key: isValid
        ? "access_granted_by_valid_face_identifier"
        : "access_denied_by_not_valid_face_identifier",
      model: { ...model, ...link },
    };
  }
  if (isValid) return { key: "access_granted_by_valid_identifier", model };
  // one that the panel has never seen has no owner
  if (owner !== "") return { key: "access_denied_by_not_valid_identifier", model };
  if (type === "card") return { key: "access_denied_by_unknown_card", model: { card: number } };
  if (type === "qr") return { key: "access_denied_by_unknown_qr", model: { qr: number } };
  if (type === "input_code") {
    return { key: "access_denied_by_not_valid_input_code", model: { code: number } };
  }
  return {
    key: "access_denied_unknown_identifier",
    model: { identifier_number: number, identifier_type: type },
  };
}
