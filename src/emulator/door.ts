/** What a door's sensor says. */
interface DoorState {
  readonly isOpen: boolean;
  /** Since when, true time; `undefined` before the sensor first spoke. */
  readonly sinceMs: number | undefined;
}

/** What events tell of the door. */
const OPENS: Readonly<Record<string, boolean>> = {
  door_was_opened: true,
  door_sensor_was_opened: true,
  door_was_closed: false,
  door_sensor_was_closed: false,
};

/** How long a door may stand open, ms. */
export const HELD_OPEN_MS = 60_000;

/** The door of a panel, as the panel knows it: closed until an event says otherwise. */
export class Door {
  #state: DoorState = { isOpen: false, sinceMs: undefined };

  /** An event of the panel at a true time. */
  heard(key: string, atMs: number): void {
    const isOpen = OPENS[key];
    if (isOpen !== undefined) this.#state = { isOpen, sinceMs: atMs };
  }

  /**
   * The answer of `GET access/door/status`. Source: observed; that `opentime` is in seconds and counts
   * while it is open, assumed.
   *
   * @param nowMs true time
   */
  render(nowMs: number): string {
    const { isOpen, sinceMs } = this.#state;
    const openMs = isOpen ? Math.max(0, nowMs - (sinceMs ?? nowMs)) : 0;
    return JSON.stringify({
      status: isOpen ? "open" : "closed",
      opentime: Math.floor(openMs / 1000),
      is_timeout_exceed: openMs > HELD_OPEN_MS,
      mode: "door_sensor",
    });
  }
}
