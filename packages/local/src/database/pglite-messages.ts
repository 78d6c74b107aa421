/** What travels between the main thread and the PGlite worker. Everything here survives structured cloning. */

export interface PgliteWorkerOptions {
  /** Directory of the cluster; `undefined` keeps it in memory. */
  readonly directory: string | undefined;
  /** An uncompressed tar of a cluster to start from; the directory must then be empty. */
  readonly archive: Uint8Array<ArrayBuffer> | undefined;
  /** More extensions, each by its name and the URL of the module that exports it under that name. */
  readonly extensions: Readonly<Record<string, string>>;
}

export interface TextStatement {
  readonly text: string;
  readonly parameters: readonly (string | null)[];
}

export type PgliteTask =
  | { readonly kind: 'query'; readonly statement: TextStatement; readonly role: string | undefined }
  | {
      readonly kind: 'batch';
      readonly statements: readonly TextStatement[];
      readonly role: string | undefined;
      readonly end: 'commit' | 'rollback';
    }
  | { readonly kind: 'execute'; readonly script: string }
  | { readonly kind: 'listen'; readonly channel: string }
  | { readonly kind: 'unlisten'; readonly channel: string }
  | { readonly kind: 'dump' }
  | { readonly kind: 'copy'; readonly to: string }
  | { readonly kind: 'close' };

export interface PgliteRequest {
  readonly id: number;
  readonly task: PgliteTask;
}

export interface PgliteFailure {
  readonly message: string;
  readonly sqlstate: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
}

export type PgliteMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly failure: PgliteFailure }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly failure: PgliteFailure }
  | { readonly kind: 'notification'; readonly channel: string; readonly payload: string }
  | { readonly kind: 'notice'; readonly severity: string; readonly message: string };
