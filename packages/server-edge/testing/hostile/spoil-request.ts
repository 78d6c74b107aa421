/** Requests to an endpoint as a client would send them, and the same with one thing wrong. Nothing here is sent yet. */
import fc from 'fast-check';
import type { Endpoint } from '../../src/openapi/endpoint.ts';
import { SECRET_KEY } from '../fake-deps.ts';
import { spoiledBody, type RawBody } from './any-body.ts';
import { spoiledHeaders, type RawHeaders } from './any-headers.ts';
import { encodeQuery, spoiledQuery, writeQuery, type RawQuery } from './any-query.ts';
import { writeJson } from './raw-json.ts';
import { validBody, validQuery } from './valid-input.ts';

/** `<<names>>` in its texts stand for what belongs to the actor that sends it. */
export interface HostileRequest {
  readonly method: string;
  /** Below the function's name. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: RawHeaders;
  readonly body: RawBody | undefined;
}

interface Parts {
  readonly query: fc.Arbitrary<RawQuery>;
  readonly headers: RawHeaders;
  readonly json: fc.Arbitrary<unknown> | undefined;
  readonly body: fc.Arbitrary<RawBody | undefined>;
}

export function validRequest(endpoint: Endpoint): fc.Arbitrary<HostileRequest> {
  const { query, headers, body } = partsOf(endpoint);
  return request(endpoint, query, fc.constant(headers), body);
}

/** Sometimes right, mostly wrong in its body, its query or its headers, and now and then in several of them. */
export function spoiledRequest(endpoint: Endpoint): fc.Arbitrary<HostileRequest> {
  const { query, headers, json, body } = partsOf(endpoint);
  const badQuery = spoiledQuery(query);
  const badHeaders = spoiledHeaders(headers);
  const badBody = json === undefined ? body : spoiledBody(json);
  const good = fc.constant(headers);
  return fc.oneof(
    { weight: 1, arbitrary: request(endpoint, query, good, body) },
    { weight: json === undefined ? 0 : 6, arbitrary: request(endpoint, query, good, badBody) },
    { weight: endpoint.query === undefined ? 1 : 4, arbitrary: request(endpoint, badQuery, good, body) },
    { weight: 2, arbitrary: request(endpoint, query, badHeaders, body) },
    { weight: 1, arbitrary: request(endpoint, badQuery, badHeaders, badBody) },
  );
}

function partsOf(endpoint: Endpoint): Parts {
  const json = validBody(endpoint);
  return {
    query: validQuery(endpoint).map((values) => [...widgetKey(endpoint), ...encodeQuery(values)]),
    headers: headersOf(endpoint),
    json,
    body: json?.map(writeJson) ?? fc.constant(undefined),
  };
}

function widgetKey({ caller }: Endpoint): RawQuery {
  return caller === 'page' || caller === 'visitor' ? [['id', '<<widget_key>>']] : [];
}

function headersOf({ caller, body }: Endpoint): RawHeaders {
  return [
    ['origin', 'https://shop.example'],
    ['x-forwarded-for', '203.0.113.7'],
    ['user-agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
    ...(body === undefined ? [] : [['content-type', 'application/json'] as const]),
    ...(caller === 'visitor' ? [['authorization', 'Bearer <<token>>'] as const] : []),
    ...(caller === 'agent' ? [['authorization', 'Bearer <<agent_token>>'] as const] : []),
    ...(caller === 'admin' ? [['authorization', 'Bearer <<admin_token>>'] as const] : []),
    ...(caller === 'account' ? [['authorization', 'Bearer <<account_token>>'] as const] : []),
    ...(caller === 'scheduler' ? [['apikey', SECRET_KEY] as const] : []),
  ];
}

/** The address, with what belongs to the actor in the place of its parameters. */
export function pathOf({ path }: Pick<Endpoint, 'path'>): string {
  return path.replace(/\{\w+\}/g, path.startsWith('/agent/') ? '<<agent_message_id>>' : '<<message_id>>');
}

function request(
  endpoint: Endpoint,
  query: fc.Arbitrary<RawQuery>,
  headers: fc.Arbitrary<RawHeaders>,
  body: fc.Arbitrary<RawBody | undefined>,
): fc.Arbitrary<HostileRequest> {
  return fc.record({
    method: fc.constant(endpoint.method.toUpperCase()),
    path: fc.constant(pathOf(endpoint)),
    query: query.map(writeQuery),
    headers,
    body,
  });
}
