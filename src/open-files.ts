/** Files that the store, the standard streams and callers being turned away need, at least. */
const RESERVED_FILES = 512;

/**
 * How many connections the system lets this process hold beside its other files, at least 16. Node has
 * raised the process's own limit to what the system allows.
 *
 * @param openFiles how many files it may have open; `undefined` where the system sets no number
 */
export function connectionsWithin(openFiles = readOpenFiles()): number {
  if (openFiles === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(16, openFiles - RESERVED_FILES, Math.floor(openFiles / 2));
}

function readOpenFiles(): number | undefined {
  // else it looks up the names of all connected addresses
  Reflect.set(process.report, "excludeNetwork", true);
  const report: unknown = process.report.getReport();
  const limits: unknown = member(report, "userLimits");
  const soft = member(member(limits, "open_files"), "soft");
  return typeof soft === "number" ? soft : undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
