/**
 * Requests as the schemas want them, made from the schemas, so that whoever adds an endpoint gets its requests for nothing.
 * Where a text has to name something that exists (`conversation_id`), it is `<<name>>`, filled in when it is sent.
 */
import fc from 'fast-check';
import * as z from 'zod';
import type { Endpoint } from '../../src/openapi/endpoint.ts';
import { hostileText } from './hostile-texts.ts';

interface JsonSchema {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'array' | 'object';
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
}

/** The database's clock is the real one. */
const IN_A_MONTH = new Date(Date.now() + 30 * 86_400_000).toISOString();

/** What no schema says: which names and texts mean something. By property, or by operation and property. */
const MEANINGFUL: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  conversation_id: fc.constant('<<conversation_id>>'),
  department_id: fc.constant('<<department_id>>'),
  attachment_id: fc.constant('<<attachment_id>>'),
  attachment_ids: fc.constantFrom([], ['<<attachment_id>>']),
  reply_to: fc.constant('<<message_id>>'),
  refresh_token: fc.constant('<<refresh_token>>'),
  prechat: fc.constantFrom({}, { nick: 'Ana' }, { nick: 'Ana', newsletter: true }),
  email: fc.constant('ana@shop.example'),
  phone: fc.constant('+49 30 123456'),
  locale: fc.constantFrom('de', 'pt-BR'),
  limit: fc.integer({ min: 1, max: 100 }).map(String),
  media_type: fc.constant('image/png'),
  byte_size: fc.integer({ min: 1, max: 5_000 }),
  seq: fc.integer({ min: 0, max: 3 }),
  visitor_id: fc.constant('<<visitor_id>>'),
  agent_id: fc.constant('<<agent_id>>'),
  to_agent_id: fc.constant('<<agent_id>>'),
  to_department_id: fc.constant('<<department_id>>'),
  until: fc.constant('2099-01-01T00:00:00Z'),
  snoozed_until: fc.constantFrom(null, IN_A_MONTH),
  required_skills: fc.constantFrom([], ['german']),
  'fillCannedResponse.response': fc.constantFrom('hello', '/hello'),
  'listInbox.status': fc.constantFrom('queued', 'active,closed'),
  'listInbox.cursor': fc.constant(`{"at":"2026-11-21T10:00:00Z","id":"27000000-0000-4000-8000-000000000001","rank":1}`),
  'listInbox.is_snoozed': fc.constantFrom('true', 'false'),
  'sendHeartbeat.presence': fc.constant('away'),
  'sendHeartbeat.snoozed_until': fc.constant(IN_A_MONTH),
  'postTeamMessage.id': fc.constant('<<new_id>>'),
  'postTeamMessage.entities': fc.constant([]),
  'postTeamMessage.reply_to': fc.constant('<<message_id>>'),
  'postTeamMessage.attachment_ids': fc.constantFrom([], ['<<agent_attachment_id>>']),
  'getTeamFile.attachment_id': fc.constant('<<agent_attachment_id>>'),
  'completeTeamUpload.attachment_id': fc.constant('<<agent_attachment_id>>'),
  'postMessage.id': fc.constant('<<new_id>>'),
  'identify.token': fc.constant('<<identity_token>>'),
  'resumeSession.token': fc.constant('<<resume_token>>'),
};

export function validBody({ operation, body }: Endpoint): fc.Arbitrary<unknown> | undefined {
  return body === undefined ? undefined : valueOf(schemaOf(body), operation, '');
}

/** Names and values, before they are encoded. */
export function validQuery({ operation, query }: Endpoint): fc.Arbitrary<Readonly<Record<string, string>>> {
  if (query === undefined) return fc.constant({});
  return valueOf(schemaOf(query), operation, '') as fc.Arbitrary<Record<string, string>>;
}

function schemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
}

function valueOf(schema: JsonSchema, operation: string, name: string): fc.Arbitrary<unknown> {
  const meaningful = MEANINGFUL[`${operation}.${name}`] ?? MEANINGFUL[name];
  if (meaningful !== undefined) return meaningful;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => valueOf(choice, operation, name)));
  switch (schema.type) {
    case 'string':
      return textOf(schema);
    case 'integer':
      return integerOf(schema);
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valueOf(schema.items ?? {}, operation, ''), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      });
    case 'object':
      return objectOf(schema, operation);
    default:
      return fc.jsonValue({ maxDepth: 3 });
  }
}

function textOf({ format, pattern, minLength = 0, maxLength = 5_000 }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (pattern?.includes('\\d') === true)
    return fc.oneof(fc.constantFrom('0', '1', '9'.repeat(15)), fc.nat().map(String));
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength;
  return fc.oneof(
    fc.constantFrom('socks', 'Ana'),
    fc.constant('ü'.repeat(Math.min(maxLength, 60))),
    hostileText.filter(fits),
  );
}

function integerOf({ minimum, exclusiveMinimum, maximum }: JsonSchema): fc.Arbitrary<number> {
  const min = minimum ?? (exclusiveMinimum === undefined ? Number.MIN_SAFE_INTEGER : exclusiveMinimum + 1);
  const max = maximum ?? Number.MAX_SAFE_INTEGER;
  return fc.oneof(fc.constantFrom(min, max), fc.integer({ min: Math.max(min, -10), max: Math.min(max, 10) }));
}

function objectOf(schema: JsonSchema, operation: string): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const own = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, valueOf(property, operation, name)]),
    ),
    { requiredKeys: [...required] },
  );
  if (typeof additionalProperties !== 'object' || Object.keys(properties).length > 0) return own;
  return fc.dictionary(fc.string({ minLength: 1, maxLength: 20 }), valueOf(additionalProperties, operation, ''), {
    maxKeys: 3,
  });
}
