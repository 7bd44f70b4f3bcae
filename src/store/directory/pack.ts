import { Bucket } from "./bucket.ts";
import { Directory } from "./directory.ts";
import { PackedReader, PackedWriter } from "./packed-numbers.ts";

const FORMAT = 1;

/** A directory's counts in some 3 bytes a bucket and kind. Members are not packed. */
export function packDirectory(directory: Directory): Uint8Array {
  const out = new PackedWriter();
  out.number(FORMAT);
  out.place(directory.newest);
  out.number(directory.size);
  for (const bucket of directory.buckets()) {
    out.place(bucket.start);
    let kinds = 0;
    bucket.forEachKind(() => (kinds += 1));
    out.number(kinds);
    bucket.forEachKind((kind, count) => {
      out.number(kind);
      out.number(count);
    });
  }
  return out.bytes();
}

/** @returns `undefined` for bytes that are not of this form: build the directory anew then */
export function unpackDirectory(bytes: Uint8Array): Directory | undefined {
  const input = new PackedReader(bytes);
  if (input.number() !== FORMAT) return undefined;
  const newest = input.place();
  const size = input.number();
  const buckets: Bucket[] = [];
  for (let i = 0; i < size; i += 1) {
    const bucket = new Bucket(input.place());
    const kinds = input.number();
    for (let k = 0; k < kinds; k += 1) bucket.change(input.number(), input.number());
    buckets.push(bucket);
  }
  return input.isAtEnd && size > 0 ? Directory.ofBuckets(buckets, false, newest) : undefined;
}
