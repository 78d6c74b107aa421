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
  widget_id: fc.constant('<<widget_id>>'),
  version: fc.constant(1),
  allowed_domains: fc.constantFrom([], ['shop.example', '*.branch.example:8080']),
  blocked_domains: fc.constantFrom([], ['evil.example']),
  branding: fc.constantFrom({}, { accent: '#1d4ed8', launcher: { position: 'top-end', size: 56 } }),
  behavior: fc.constantFrom({}, { reopen_hours: 5, sound: false }),
  localization: fc.constantFrom({}, { default_locale: 'de', texts: { de: { title: 'Hallo' } } }),
  features: fc.constantFrom({}, { attachments: { types: ['image/*'] }, nps: true }),
  working_hours: fc.constantFrom({}, { days: { mon: [['09:00', '17:00']] }, holidays: [{ date: '2026-12-25' }] }),
  routing_rules: fc.constantFrom({}, { strategy: 'least_busy', department_id: '<<department_id>>' }),
  'createWidget.prechat': fc.constantFrom(
    {},
    { fields: [{ name: 'why', label: 'Why?', kind: 'text', pattern: 'a+' }] },
  ),
  'updateWidget.prechat': fc.constantFrom({}, { consent: { text: 'May we?', link: 'https://shop.example' } }),
  triggers: fc.constantFrom([], [{ id: 'hello', text: 'Hello!', conditions: { seconds_on_page: 5 } }]),
  shown: fc.constantFrom([], [{ id: 'hello', seconds_ago: 5 }]),
  cdn_url: fc.constant('https://cdn.shop.example'),
  accept_url: fc.constant('https://shop.example/join'),
  avatar_url: fc.constant('https://shop.example/mika.png'),
  time_zone: fc.constant('Europe/Berlin'),
  retires_at: fc.constant('2099-01-01T00:00:00Z'),
  agent_ids: fc.constantFrom([], ['<<agent_id>>']),
  department_ids: fc.constantFrom([], ['<<department_id>>']),
  skills: fc.constantFrom([], ['german']),
  languages: fc.constantFrom([], ['de', 'pt-BR']),
  shortcut: fc.constant('thanks'),
  chat_id: fc.constant('<<#chat_id>>'),
  invitation_id: fc.constant('<<invitation_id>>'),
  actor_id: fc.constant('<<agent_id>>'),
  from: fc.constant('2026-11-01'),
  to: fc.constant('2026-11-21'),
  since: fc.constant('2026-01-01T00:00:00Z'),
  action: fc.constantFrom('widgets', 'widgets.updated'),
  'createIdentitySecret.kid': fc.constant('another'),
  'retireIdentitySecret.kid': fc.constant('<<kid>>'),
  'updateSharedResponse.id': fc.constant('<<response_id>>'),
  'deleteSharedResponse.id': fc.constant('<<response_id>>'),
  'deleteTelegramChat.chat_id': fc.constant('<<chat_id>>'),
  'acceptInvitation.token': fc.constant('<<invitation_token>>'),
  'updateOwnResponse.id': fc.constant('<<own_response_id>>'),
  // Not one that a new text may have taken before.
  'updateOwnResponse.shortcut': fc.constant('see-you'),
  'deleteOwnResponse.id': fc.constant('<<own_response_id>>'),
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

/** Names that exclude each other, which schemas say in words alone: by operation, which of them stand together. */
const ALTERNATIVES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  listMessages: [[], ['after_seq'], ['before_seq']],
  listTeamMessages: [[], ['after_seq'], ['before_seq']],
  dryRunTriggers: [['widget_id'], ['triggers']],
};

export function validBody({ operation, body }: Endpoint): fc.Arbitrary<unknown> | undefined {
  return body === undefined ? undefined : inputOf(schemaOf(body), operation);
}

/** Names and values, before they are encoded. */
export function validQuery({ operation, query }: Endpoint): fc.Arbitrary<Readonly<Record<string, string>>> {
  if (query === undefined) return fc.constant({});
  return inputOf(schemaOf(query), operation) as fc.Arbitrary<Record<string, string>>;
}

function inputOf(schema: JsonSchema, operation: string): fc.Arbitrary<unknown> {
  const { [operation]: alternatives = [[]] } = ALTERNATIVES;
  const { properties = {}, required = [] } = schema;
  const choices = alternatives.map((chosen): JsonSchema => {
    const others = new Set(alternatives.flat().filter((name) => !chosen.includes(name)));
    return {
      ...schema,
      properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !others.has(name))),
      required: [...required, ...chosen],
    };
  });
  return fc.oneof(...choices.map((choice) => valueOf(choice, operation, '')));
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
  return fc.oneof(
    fc.constantFrom(min, max),
    fc.integer({ min: Math.max(min, -10), max: Math.max(min, Math.min(max, 10)) }),
  );
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
