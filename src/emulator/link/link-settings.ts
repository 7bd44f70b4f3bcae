/** The management server as it is configured on a panel. */
export interface LinkSettings {
  /** `http:` or `https:`, with any path. */
  readonly url: string;
  /** Up to 32 ASCII characters. */
  readonly password: string;
  /** Default true. */
  readonly isHeartbeatEnabled?: boolean;
  /** Default true; without, nothing is delivered. */
  readonly isLoggingEnabled?: boolean;
}
