const BESIDE_NAME = /^[\da-f]{16}-([\w.-]+)$/;

/** The name in a backup of a file that lay beside the log. @param digest SHA-256 of its bytes, hex */
export function besideFile(name: string, digest: string): string {
  return `${digest.slice(0, 16)}-${name}`;
}

/** The name that a file had beside the log; `undefined` for another file of a backup. */
export function nameBeside(file: string): string | undefined {
  return BESIDE_NAME.exec(file)?.[1];
}
