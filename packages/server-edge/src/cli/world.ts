/** What the commands need from the machine they run on; tests bring their own. Files are read and written directly. */
export interface CliWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths on the command line start here. */
  readonly cwd: string;
  /** One or more lines for the result; scripts read them. */
  readonly print: (text: string) => void;
  /** One or more lines for the person at the terminal. */
  readonly printAside: (text: string) => void;
  readonly fetch: typeof fetch;
  /** Absent where the runtime has no WebSocket (Node 20). */
  readonly openSocket: ((url: string) => RealtimeSocket) | undefined;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly uuid: () => string;
  readonly randomBytes: (length: number) => Uint8Array<ArrayBuffer>;
}

/** The part of a browser's `WebSocket` that joining one channel takes. */
export interface RealtimeSocket {
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  send(text: string): void;
  close(): void;
}
