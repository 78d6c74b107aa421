/** `GET agent/canned-responses?search=…&department_id=…`: what is used most comes first; at most 500. */
export interface WireCannedResponses {
  readonly canned_responses: readonly WireCannedResponse[];
}

export interface WireCannedResponse {
  readonly id: string;
  readonly scope: 'own' | 'department' | 'team';
  readonly department_id: string | null;
  /** Without the slash. */
  readonly shortcut: string;
  readonly title: string;
  /** With `{{…}}` where something is filled in. */
  readonly body: string;
  readonly used_count: number;
  readonly last_used_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  /** Raised by every change; not by being used. */
  readonly version: number;
}

/** `POST agent/canned-response`: the text filled in for a conversation. Posts nothing. */
export interface WireCannedResponseUse {
  readonly conversation_id: string;
  /** The id of a response, or its shortcut with or without the slash. */
  readonly response: string;
}

export interface WireFilledResponse {
  readonly id: string;
  readonly text: string;
}

/** `POST agent/own-response`: a text that only this agent sees; at most 200 each. */
export interface WireNewOwnResponse {
  /** Without the slash. */
  readonly shortcut: string;
  /** At most 100 characters. */
  readonly title: string;
  /** At most 4 000 characters, with `{{…}}` where something is filled in. */
  readonly body: string;
}

/** `PUT agent/own-response`: what is left out stays. */
export interface WireOwnResponseChange extends Partial<WireNewOwnResponse> {
  readonly id: string;
}

export interface WireOwnResponse {
  readonly canned_response: WireCannedResponse;
}

/** `DELETE agent/own-response?id=…` */
export interface WireOwnResponseDeletion {
  readonly outcome: 'deleted';
}
