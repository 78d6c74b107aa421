/** Every answer that is not 2xx. Codes are listed in docs/errors.md. */
export interface WireError {
  readonly error: {
    readonly code: string;
    /** A sentence for developers, in English. */
    readonly message: string;
    readonly details?: Readonly<Record<string, unknown>>;
  };
}
