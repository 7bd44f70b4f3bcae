/** Stands where a command's work is still to come. */
export function notAvailableYet(command: string): never {
  throw new Error(`${command} is not available yet`);
}
