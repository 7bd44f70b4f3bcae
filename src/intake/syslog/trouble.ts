/** What of a receiver of syslog an operator should know. */
export interface SyslogTrouble {
  /** For people: "lines of syslog wait: the store does not take them". */
  readonly text: string;
  readonly cause?: unknown;
  /** How many lines were lost since the start. */
  readonly lost?: number;
}

/** Told when something goes wrong, once until it is well again. Must not throw. */
export type OnTrouble = (trouble: SyslogTrouble) => void;
