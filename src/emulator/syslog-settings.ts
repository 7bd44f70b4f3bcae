/** Where a panel sends its lines of syslog. */
export interface SyslogSettings {
  readonly protocol: "udp" | "tcp" | "http";
  /** The receiver's name or address. */
  readonly host: string;
  /** 1 to 65,535. */
  readonly port: number;
  /** How lines begin: default `rfc5424`. */
  readonly form?: "rfc5424" | "versionless";
}
