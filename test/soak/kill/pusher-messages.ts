/** What the pusher has done, acknowledged pushes only but for `retries`. */
export interface PusherCounts {
  pushes: number;
  /** Events in them. */
  sent: number;
  /** Events in them that had been acknowledged before. */
  repeats: number;
  /** Pushes that were tried again for want of an acknowledgement. */
  retries: number;
  logins: number;
}

/** To the pusher: begin, or stop and say what is acknowledged. */
export type ToPusher = { readonly is: "go"; readonly address: string } | { readonly is: "pause" };

/** From the pusher. */
export type FromPusher =
  /** So many more events, none of them before, are acknowledged. */
  | { readonly is: "acknowledged"; readonly events: number }
  /** Nothing is under way any more; by panel, the events below this number are acknowledged. */
  | {
      readonly is: "paused";
      readonly acknowledged: readonly number[];
      readonly counts: PusherCounts;
    }
  /** Every event of every panel is acknowledged. */
  | { readonly is: "done" };
