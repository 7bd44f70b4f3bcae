/** Who answers as a panel. */
export interface DeviceIdentity {
  /** `doorbook`, or the serial of the panel whose part of the log this is. */
  readonly serial: string;
  /** Doorbook's own version. */
  readonly version: string;
}

/**
 * The answer of `GET /api/info`, which needs no login. All are strings and never empty, but
 * `hybrid_enable` (assumed: programs read them unchecked).
 *
 * Source: the members, the vendor's page; `api_version`, by whose major programs choose a dialect and
 * which one of them refuses above 3.0, observed; the values, assumed.
 */
export function renderInfo({ serial, version }: DeviceIdentity): string {
  return JSON.stringify({
    firmware_version: "3.9.0",
    framework_version: "2.9.0",
    frontend_version: "2.9.0",
    api_version: "2.9.0",
    device_name: "Doorbook",
    device_type: "panel",
    device_model: "Doorbook",
    device_serial_number: serial,
    commit: version,
    hybrid_enable: false,
    hybrid_version: "0",
    mcu_version: "0",
  });
}
