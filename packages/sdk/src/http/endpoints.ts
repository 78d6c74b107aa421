import type { WireMessagePage, WireMessageRequest, WireMessageResponse } from '../protocol/message.ts';
import type { WireSession, WireSessionRefreshRequest, WireSessionRequest } from '../protocol/session.ts';
import type { WireReadRequest, WireReadResponse, WireSync } from '../protocol/sync.ts';
import type { WireWidgetConfig } from '../protocol/widget-config.ts';
import type { HttpRequest } from './http-client.ts';

/** What each endpoint of the visitor API takes and answers. */
export interface Endpoints {
  readonly 'widget-config': Get<Record<never, never>, WireWidgetConfig>;
  readonly 'chat/session': Post<WireSessionRequest, WireSession>;
  readonly 'chat/session/refresh': Post<WireSessionRefreshRequest, WireSession>;
  readonly 'chat/message': Post<WireMessageRequest, WireMessageResponse>;
  readonly 'chat/messages': Get<PageQuery, WireMessagePage>;
  readonly 'chat/poll': Get<PollQuery, WireSync>;
  readonly 'chat/read': Post<WireReadRequest, WireReadResponse>;
}

/** Calls one endpoint. @throws {ChatError} always and only. */
export type Send = <Path extends keyof Endpoints>(
  path: Path,
  request: Endpoints[Path]['request'],
  token?: string,
) => Promise<Endpoints[Path]['answer']>;

interface Get<Query, Answer> {
  readonly request: HttpRequest & { readonly query?: Query; readonly body?: never };
  readonly answer: Answer;
}

interface Post<Body, Answer> {
  /** JSON leaves out what is undefined. */
  readonly request: HttpRequest & {
    readonly body: { readonly [Key in keyof Body]: Body[Key] | (object extends Pick<Body, Key> ? undefined : never) };
  };
  readonly answer: Answer;
}

type PollQuery = { readonly conversation_id: string | null; readonly after_revision: number };

type PageQuery = { readonly conversation_id: string; readonly before_seq: number; readonly limit: number };
