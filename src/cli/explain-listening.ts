/** Why a server cannot listen, by the system's code, and what helps. */
const LISTEN_FAILURES: Readonly<Record<string, string>> = {
  EADDRINUSE: "is taken by another program: stop it, or choose another --port (0 picks a free one)",
  EACCES: "may not be used by this user: choose a --port above 1023",
  EADDRNOTAVAIL: "is no address of this machine: choose another --host",
  ENOTFOUND: "is a name that leads nowhere: choose another --host",
};

/** The same error, in words that help, when it says that the address cannot be listened on. */
export function explainListening(
  error: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): unknown {
  const isListening =
    error instanceof Error &&
    "syscall" in error &&
    ["listen", "getaddrinfo"].includes(String(error.syscall));
  const failure = isListening && "code" in error ? LISTEN_FAILURES[String(error.code)] : undefined;
  return failure === undefined
    ? error
    : new Error(`${host} port ${port} ${failure}`, { cause: error });
}
