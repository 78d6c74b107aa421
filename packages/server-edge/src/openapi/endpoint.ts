/**
 * What the OpenAPI document, the tests of every answer and the test of the routes know about an endpoint. A new endpoint
 * is one entry in one of the `…-endpoints.ts` files; everything that its caller implies is added here.
 */
import type * as z from 'zod';
import type { ApiErrorCode } from '../errors.ts';

export interface Endpoint {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below the function's name, with parameters in braces: `/chat/message/{id}`. */
  readonly path: string;
  /** A verb and a noun. It also names the bodies: `editMessage` has an `EditMessageRequest`. */
  readonly operation: string;
  readonly subject: EndpointSubject;
  /** One line. */
  readonly summary: string;
  /** What a caller has to know beyond the schemas, in Markdown. */
  readonly description?: string;
  readonly caller: EndpointCaller;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The body of a 200; as it is, when it is no JSON. */
  readonly answer: z.ZodType;
  /** Default `application/json`. */
  readonly answerType?: 'text/csv';
  /** Answers that are neither 200 nor an error, by status; they have no body. */
  readonly otherAnswers?: Readonly<Record<number, string>>;
  /** What it refuses with beyond what its caller and its body imply. */
  readonly errors?: readonly ApiErrorCode[];
}

export type EndpointSubject =
  'Widget' | 'Sessions' | 'Conversations' | 'Messages' | 'Files' | 'Visitor' | 'Team' | 'Administration' | 'Operation';

/**
 * `anybody`; `page`: a website that may use the widget named by `id`; `visitor`: the same with an access token;
 * `agent`: somebody of the team, with the access token of their sign-in; `admin`: the same of an owner or an admin;
 * `account`: anybody who is signed in; `scheduler`: whoever has the project's secret key.
 */
export type EndpointCaller = 'anybody' | 'page' | 'visitor' | 'agent' | 'admin' | 'account' | 'scheduler';

const WIDGET_ERRORS: readonly ApiErrorCode[] = [
  'invalid_request',
  'origin_not_allowed',
  'widget_disabled',
  'widget_not_found',
  'rate_limited',
  'database_unavailable',
];

const ACCOUNT_ERRORS: readonly ApiErrorCode[] = [
  'token_missing',
  'token_invalid',
  'token_expired',
  'feature_disabled',
  'auth_unavailable',
  'database_unavailable',
];

const ERRORS_OF_CALLER: Readonly<Record<EndpointCaller, readonly ApiErrorCode[]>> = {
  anybody: [],
  page: WIDGET_ERRORS,
  visitor: [
    ...WIDGET_ERRORS,
    'token_missing',
    'token_invalid',
    'token_expired',
    'session_not_found',
    'session_revoked',
    'session_expired',
    'visitor_banned',
    'visitor_not_found',
  ],
  agent: ['invalid_request', ...ACCOUNT_ERRORS, 'agent_not_found'],
  admin: ['invalid_request', ...ACCOUNT_ERRORS, 'agent_not_found', 'not_permitted', 'organization_not_found'],
  account: ACCOUNT_ERRORS,
  scheduler: ['token_missing', 'token_invalid', 'database_unavailable'],
};

const ERRORS_OF_BODY: readonly ApiErrorCode[] = [
  'invalid_request',
  'invalid_json',
  'unsupported_media_type',
  'body_too_large',
];

/** Every code that the endpoint may answer with. */
export function errorsOf({ caller, body, query, errors = [] }: Endpoint): readonly ApiErrorCode[] {
  return [
    ...new Set<ApiErrorCode>([
      ...ERRORS_OF_CALLER[caller],
      ...(body === undefined ? [] : ERRORS_OF_BODY),
      ...(query === undefined ? [] : (['invalid_request'] as const)),
      ...errors,
      'internal_error',
    ]),
  ];
}
