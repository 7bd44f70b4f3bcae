import type { EventCondition } from "../../event/event-condition.ts";
import type { PanelSerial, StoredEvent } from "../../event/event.ts";
import type { MatchValues } from "../../event/match-event.ts";
import { prepareSharedMatch } from "../../event/match-event.ts";
import type { View } from "../../event/query.ts";
import type { EventWriting, SharedPiece } from "./shared-piece.ts";

/** What a reader of the stream wants to see, and how. */
export interface StreamQuestion {
  readonly view: View;
  /** `undefined` for every event. */
  readonly where: EventCondition | undefined;
  readonly writing: EventWriting;
}

/** What came of looking at a piece of the log. */
export interface Looked {
  /** How far it was looked at. */
  readonly toSeq: number;
  /** What is to be shown of it; empty when nothing is. */
  readonly bytes: Uint8Array;
}

/** How far one looks before others have their turn. */
export interface LookBounds {
  /** By `performance.now()`. */
  readonly untilMs: number;
  /** Characters to be shown, past which no further event is added. */
  readonly maxCharacters: number;
}

/** A new piece of the log is shown whole. */
const WHOLE: LookBounds = { untilMs: Infinity, maxCharacters: Infinity };

/** Between so many events it is looked whether time is up. */
const EVENTS_A_LOOK = 16;

/** A reader with a question. */
export interface Follower {
  /** The seq up to which it has looked. */
  readonly place: number;
  /** Whether it follows live and lacks some of a new piece. */
  wants(piece: SharedPiece): boolean;
  show(looked: Looked): void;
}

/** The text that two equal questions share. */
export function channelKey({ view, where, writing }: StreamQuestion): string {
  return JSON.stringify([view.floor, view.panels ?? null, where ?? null, writing.key]);
}

/** All readers with one question: an event is matched and written once for them. */
export class Channel {
  readonly followers = new Set<Follower>();
  readonly #question: StreamQuestion;
  readonly #matches: MatchValues;
  readonly #panels: ReadonlySet<PanelSerial> | undefined;

  constructor(question: StreamQuestion) {
    this.#question = question;
    this.#matches = prepareSharedMatch(question.where);
    const { panels } = question.view;
    this.#panels = panels === undefined ? undefined : new Set(panels);
  }

  /** Looks at a piece until it ends or a bound is reached. */
  look(piece: SharedPiece, { untilMs, maxCharacters }: LookBounds): Looked {
    const last = piece.events.length - 1;
    let text = "";
    for (const [index, event] of piece.events.entries()) {
      if (this.#shows(piece, index, event)) text += piece.frame(index, this.#question.writing);
      if (index === last) break;
      const isTime = index % EVENTS_A_LOOK === EVENTS_A_LOOK - 1 && performance.now() >= untilMs;
      if (isTime || text.length >= maxCharacters) return { toSeq: event.seq, bytes: encode(text) };
    }
    return { toSeq: piece.toSeq, bytes: encode(text) };
  }

  /** Brings a new piece to those who follow live, to one at each step. */
  *offer(piece: SharedPiece): Generator<void> {
    let whole: Looked | undefined;
    for (const follower of this.followers) {
      if (!follower.wants(piece)) continue;
      if (follower.place === piece.afterSeq) follower.show((whole ??= this.look(piece, WHOLE)));
      else follower.show(this.look(piece.behind(follower.place), WHOLE));
      yield;
    }
  }

  #shows(piece: SharedPiece, index: number, event: StoredEvent): boolean {
    if (event.seq <= this.#question.view.floor) return false;
    if (this.#panels !== undefined && !this.#panels.has(event.panel)) return false;
    return this.#question.where === undefined || this.#matches(event, piece.values(index));
  }
}

function encode(text: string): Uint8Array {
  return Buffer.from(text);
}
