import { Bucket } from "./bucket.ts";
import { Directory, bucketSize } from "./directory.ts";
import { Members } from "./members.ts";
import type { Place } from "./place.ts";
import { START } from "./place.ts";

/** Makes a directory of events that come in the log's order. */
export class DirectoryBuilder {
  readonly #size: number;
  readonly #isSparse: (start: Place, end: Place, total: number) => boolean;
  readonly #keepsMembers: boolean;
  readonly #keepsNewMembers: boolean;
  readonly #buckets: Bucket[] = [];
  /** Of the open bucket; lent to one after the other, for most of them need not keep any. */
  readonly #members = new Members();
  #open: Bucket;
  #newest: Place = START;

  /**
   * @param expected about how many events will come: it decides how large buckets are
   * @param isSparse whether a finished bucket of so many events keeps its members; `undefined` for a
   *   directory that keeps none
   * @param keepsNewMembers whether the buckets that open later keep theirs
   */
  constructor(
    expected: number,
    isSparse: ((start: Place, end: Place, total: number) => boolean) | undefined,
    keepsNewMembers: boolean,
  ) {
    this.#size = bucketSize(expected);
    this.#keepsMembers = isSparse !== undefined;
    this.#keepsNewMembers = keepsNewMembers;
    this.#isSparse = isSparse ?? (() => false);
    this.#open = this.#bucket(START);
  }

  add(atMs: number, seq: number, kind: number): void {
    const place = { atMs, seq };
    if (this.#open.total >= this.#size) {
      this.#close(place);
      this.#open = this.#bucket(place);
    }
    this.#open.change(kind, 1);
    this.#open.members?.add(atMs, seq, kind);
    this.#newest = place;
  }

  finish(): Directory {
    this.#close(this.#newest);
    return Directory.ofBuckets(this.#buckets, this.#keepsNewMembers, this.#newest);
  }

  #bucket(start: Place): Bucket {
    this.#members.clear();
    return new Bucket(start, this.#keepsMembers ? this.#members : undefined);
  }

  #close(end: Place): void {
    const bucket = this.#open;
    const isSparse = this.#isSparse(bucket.start, end, bucket.total);
    bucket.members = isSparse ? bucket.members?.copy() : undefined;
    this.#buckets.push(bucket);
  }
}
