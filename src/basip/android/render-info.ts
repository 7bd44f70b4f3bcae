/** Who answers as a panel. */
export interface DeviceIdentity {
  /** `doorbook`, or the serial of the panel whose log this is. */
  readonly serial: string;
  readonly name: string;
  readonly model: string;
  readonly firmwareVersion: string;
  /** Its major is that of the family: 2 for Android panels, 1 for the others and for old ones. */
  readonly apiVersion: string;
  /** Which build it is. */
  readonly commit: string;
}

/** What the twin says of itself, beside its serial and build. */
export const TWIN_DEVICE = {
  name: "Doorbook",
  model: "Doorbook",
  firmwareVersion: "3.9.0",
  apiVersion: "2.9.0",
} as const;

/**
 * The answer of `GET /api/info`, which needs no login. All are strings and never empty, but
 * `hybrid_enable` (assumed: programs read them unchecked).
 *
 * Source: the members, the vendor's page; `api_version`, by whose major programs choose a dialect and
 * which one of them refuses above 3.0, observed; the values, assumed.
 */
export function renderInfo(device: DeviceIdentity): string {
  return JSON.stringify({
    firmware_version: device.firmwareVersion,
    framework_version: device.apiVersion,
    frontend_version: device.apiVersion,
    api_version: device.apiVersion,
    device_name: device.name,
    device_type: "panel",
    device_model: device.model,
    device_serial_number: device.serial,
    commit: device.commit,
    hybrid_enable: false,
    hybrid_version: "0",
    mcu_version: "0",
  });
}
