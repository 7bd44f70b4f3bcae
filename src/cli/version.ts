import { readFileSync } from "node:fs";

/** This Doorbook's version, as its package says it. */
export function readVersion(): string {
  // two folders up from src/cli/ and from dist/cli/ alike
  const path = new URL("../../package.json", import.meta.url);
  const manifest: unknown = JSON.parse(readFileSync(path, "utf8"));
  const isNamed = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isNamed ? String(manifest.version) : "unknown";
}
