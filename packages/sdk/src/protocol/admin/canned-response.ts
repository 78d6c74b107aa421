import type { WireCannedResponse } from '../agent/canned-response.ts';

/** `GET admin-config/canned-responses`: the team's and every department's, by shortcut. What agents wrote for themselves is theirs. */
export interface WireSharedResponses {
  readonly canned_responses: readonly WireCannedResponse[];
}

export interface WireSharedResponseFields {
  /** Small letters, digits, `_` and `-`, at most 32, without the slash; each once in its department. */
  readonly shortcut?: string;
  /** 1 to 100 characters. */
  readonly title?: string;
  /** 1 to 4 000 characters; `{{visitor.name}}`, `{{agent.name}}` and `{{conversation.number}}` are filled in. */
  readonly body?: string;
  /** Null: for all. */
  readonly department_id?: string | null;
}

/** `POST admin-config/canned-response` */
export interface WireNewSharedResponse extends WireSharedResponseFields {
  readonly shortcut: string;
  readonly title: string;
  readonly body: string;
}

/** `PUT admin-config/canned-response`: what is left out stays. */
export interface WireSharedResponseChange extends WireSharedResponseFields {
  readonly id: string;
  /**
   * The version that the change was made on: on another one than the current one nothing changes, `version_conflict` with the
   * current one in `details.version`. Left out: the last one who saves wins.
   */
  readonly version?: number;
}

export interface WireSharedResponse {
  readonly canned_response: WireCannedResponse;
}

/** `DELETE admin-config/canned-response?id=…` */
export interface WireSharedResponseDeletion {
  readonly outcome: 'deleted';
}
