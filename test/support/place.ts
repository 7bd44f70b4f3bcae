import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A place where a store lives, empty at first: a data folder, a database, or nowhere. */
export interface Place<Store> extends AsyncDisposable {
  /** Opens what is there; a place that lasts may be opened again, or twice at a time. */
  open(): Promise<Store>;
}

/** Makes a fresh place; it is gone when disposed of. */
export type MakePlace<Store> = () => Promise<Place<Store>>;

/** A place for what lives in memory alone: every opening is another store. */
export function memoryPlace<Store>(open: () => Store): MakePlace<Store> {
  return () =>
    Promise.resolve({
      open: () => Promise.resolve(open()),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    });
}

/** A place in a temporary folder. */
export function folderPlace<Store>(
  open: (folder: string) => Promise<Store>,
): () => Promise<Place<Store> & { readonly folder: string }> {
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), "doorbook-test-"));
    return {
      folder,
      open: () => open(folder),
      [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
    };
  };
}
