import type { Parameter } from "./parameters.ts";
import type { Refusals } from "./refusals.ts";

/** What the calls are about, in the order in which they are shown. */
export const TAGS = {
  log: "The events",
  session: "Who asks, and whom",
  neighbours: "What programs ask a panel for beside its log; none has an effect",
  push: "What a panel calls whose management server Doorbook is, below any prefix",
} as const;

/** One call of the API. */
export interface Operation {
  readonly tag: keyof typeof TAGS;
  readonly methods: readonly ("get" | "post" | "put")[];
  /** Below the base path. */
  readonly path: string;
  readonly summary: string;
  /** Says where it is from. */
  readonly description: string;
  readonly parameters?: readonly Parameter[];
  /** The name of the body's schema, and a body. */
  readonly body?: { readonly schema: string; readonly example: unknown };
  /** The name of the schema of the answer, status 200, and an answer. */
  readonly answer: { readonly schema: string; readonly example: unknown };
  /** What it may be refused for. */
  readonly refusals: Refusals;
  /** Who may call. */
  readonly login: "none" | "account" | "panel";
  /** Whether it stands below `/panels/{serial}` too. */
  readonly isOfPanels: boolean;
}
