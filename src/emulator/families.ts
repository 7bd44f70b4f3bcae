/** Which API a panel has. */
export const PANEL_FAMILIES = ["android", "android_v0", "camdroid"] as const;

export type PanelFamily = (typeof PANEL_FAMILIES)[number];

/** What tells one family from the others. */
export interface FamilyDefinition {
  readonly dialect: "android" | "camdroid";
  /** Paths that a panel of the family does not know. */
  readonly missing: RegExp;
  readonly model: string;
  readonly firmwareVersion: string;
  readonly apiVersion: string;
}

/**
 * The families that are emulated: Android panels, those with firmware up to 3.7, Camdroid panels.
 * Source: paths and versions, observed; that neither knows the other's paths, and the names of models
 * and firmware, assumed.
 */
export const FAMILIES = {
  android: {
    dialect: "android",
    missing: /^\/api\/v0\//,
    model: "AA-12FB",
    firmwareVersion: "3.9.0",
    apiVersion: "2.9.0",
  },
  android_v0: {
    dialect: "android",
    missing: /^\/api\/v1\//,
    model: "AA-11",
    firmwareVersion: "3.7.0",
    apiVersion: "1.4.0",
  },
  camdroid: {
    dialect: "camdroid",
    missing: /^\/api\/v0\//,
    model: "AV-08FB",
    firmwareVersion: "2.4.0",
    apiVersion: "1.9.0",
  },
} as const satisfies Record<PanelFamily, FamilyDefinition>;
