/**
 * The API as an OpenAPI 3.1 document, made from the schemas that check every request, so that the two cannot differ.
 * Tests check every answer against it. docs/openapi.json is a copy for people and for generators of clients.
 */
import * as z from 'zod';
import { ApiError, type ApiErrorCode } from '../errors.ts';
import { PROTOCOL_VERSION } from '../schemas/protocol-version.ts';
import { componentSchemas, withoutIdentity, type ComponentSchemas, type JsonSchema } from './component-schemas.ts';
import { errorsOf, type Endpoint, type EndpointCaller } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';

export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly JsonSchema[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly securitySchemes: JsonSchema;
    readonly parameters: JsonSchema;
    readonly headers: JsonSchema;
    readonly responses: Readonly<Record<string, JsonSchema>>;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
}

export interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, JsonSchema>>;
  readonly [field: string]: unknown;
}

const TAGS = {
  Widget: 'What a page may know about a widget.',
  Sessions: 'One browser’s credential for a visitor.',
  Conversations: 'What belongs to a whole conversation.',
  Messages: 'What is said.',
  Files: 'Files go straight to the storage and come straight from it, by signed addresses.',
  Visitor: 'Who the visitor is, and what is known of them.',
  Team: 'What agents do on the web. Needs the access token of their sign-in, and works from any page.',
  Administration: 'What owners and admins decide. Needs the access token of their sign-in, and works from any page.',
  Operation: 'For those who run the service.',
} as const satisfies Record<Endpoint['subject'], string>;

/** `apiUrl`, where this document's own server is reached; default: any project on Supabase. */
export function describeApi(apiUrl?: string): OpenApiDocument {
  const components = componentSchemas(ENDPOINTS);
  const errors = new ErrorAnswers();
  const paths: Record<string, Record<string, Operation>> = {};
  for (const endpoint of ENDPOINTS) {
    (paths[endpoint.path] ??= {})[endpoint.method] = describeOperation(endpoint, components, errors);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Support Chat',
      version: String(PROTOCOL_VERSION),
      summary: 'What the browsers of visitors, agents and admins call.',
      description:
        'Every failure has one stable code; messages are for developers and may change. Every answer carries ' +
        '`x-request-id`; 429 and 503 carry `Retry-After` in seconds.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [apiUrl === undefined ? HOSTED : { url: apiUrl }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        visitorToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'From `chat/session`.' },
        agentToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'The access token of the project’s Auth server, of an account that belongs to an active agent (for some calls an admin).',
        },
        secretKey: { type: 'apiKey', in: 'header', name: 'apikey', description: 'The project’s secret key.' },
      },
      parameters: {
        widgetKey: {
          name: 'id',
          in: 'query',
          required: true,
          description: 'The widget key, `wk_…`, with or without its host part.',
          schema: { type: 'string', maxLength: 100 },
          example: 'wk_demo',
        },
        widgetId: {
          name: 'widget_id',
          in: 'query',
          description: 'The id of the widget. When given, it has to be the one that the key is of.',
          schema: { type: 'string', format: 'uuid' },
        },
        organizationId: {
          name: 'organization_id',
          in: 'query',
          description: 'For whom the agent acts; left out: the organization they joined first.',
          schema: { type: 'string', format: 'uuid' },
        },
        appToken: {
          name: 'x-support-app-token',
          in: 'header',
          description:
            'For apps whose web view has no website, where the widget has a list of websites: a JWT (HS256, one of the ' +
            'organization’s identity secrets) with `widget` and `exp`, a day at most.',
          schema: { type: 'string' },
        },
      },
      headers: {
        RequestId: { description: 'Names the request in the log.', schema: { type: 'string' } },
        RetryAfter: { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } },
      },
      responses: errors.responses,
      schemas: { ...components.schemas, Error: ERROR },
    },
  };
}

const HOSTED = {
  url: 'https://{project}.supabase.co/functions/v1/support-chat',
  variables: { project: { default: 'abcdefgh', description: 'The reference of the project.' } },
};

const ERROR: JsonSchema = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        code: { type: 'string', description: 'Stable; see docs/errors.md.' },
        message: { type: 'string' },
        details: { type: 'object', description: 'What a program may want to know beyond the code.' },
      },
      required: ['code', 'message'],
      additionalProperties: false,
    },
  },
  required: ['error'],
  additionalProperties: false,
};

const SECURITY: Readonly<Record<EndpointCaller, readonly JsonSchema[]>> = {
  anybody: [],
  page: [],
  visitor: [{ visitorToken: [] }],
  agent: [{ agentToken: [] }],
  admin: [{ agentToken: [] }],
  account: [{ agentToken: [] }],
  scheduler: [{ secretKey: [] }],
};

function describeOperation(endpoint: Endpoint, { refTo }: ComponentSchemas, errors: ErrorAnswers): Operation {
  const { operation, subject, summary, description, caller, body, answer, answerType, otherAnswers = {} } = endpoint;
  const parameters = parametersOf(endpoint);
  return {
    operationId: operation,
    tags: [subject],
    summary,
    ...(description === undefined ? {} : { description }),
    security: SECURITY[caller],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(refTo(body)) } }),
    responses: {
      200: {
        description: 'Done.',
        headers: headersOf(200),
        content: answerType === undefined ? json(refTo(answer)) : { [answerType]: { schema: { type: 'string' } } },
      },
      ...Object.fromEntries(
        Object.entries(otherAnswers).map(([status, text]) => [
          status,
          { description: text, headers: headersOf(Number(status)) },
        ]),
      ),
      ...errors.refsTo(errorsOf(endpoint)),
    },
  };
}

const WIDGET_PARAMETERS = ['widgetKey', 'widgetId', 'appToken'] as const;
const PARAMETERS_OF_CALLER: Readonly<Record<EndpointCaller, readonly string[]>> = {
  anybody: [],
  page: WIDGET_PARAMETERS,
  visitor: WIDGET_PARAMETERS,
  agent: ['organizationId'],
  admin: ['organizationId'],
  account: [],
  scheduler: [],
};

function parametersOf({ caller, path, query }: Endpoint): readonly JsonSchema[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }));
  const ofCaller = PARAMETERS_OF_CALLER[caller].map((name) => ({ $ref: `#/components/parameters/${name}` }));
  if (query === undefined) return [...inPath, ...ofCaller];
  const { properties = {}, required = [] } = withoutIdentity(z.toJSONSchema(query, { io: 'input' })) as {
    properties?: Readonly<Record<string, JsonSchema>>;
    required?: readonly string[];
  };
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    ...(required.includes(name) ? { required: true } : {}),
    schema,
  }));
  return [...inPath, ...ofCaller, ...inQuery];
}

/** The error answers of all endpoints: many refuse with the same codes, which are then described once. */
class ErrorAnswers {
  readonly responses: Record<string, JsonSchema> = {};
  readonly #names = new Map<string, string>();

  /** One answer for each status, with the codes it may carry. */
  refsTo(codes: readonly ApiErrorCode[]): Record<string, JsonSchema> {
    const byStatus = new Map<number, ApiErrorCode[]>();
    for (const code of [...codes].sort()) {
      const { status } = new ApiError(code, '');
      byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
    }
    return Object.fromEntries(
      [...byStatus].map(([status, named]) => [
        String(status),
        { $ref: `#/components/responses/${this.#nameOf(status, named)}` },
      ]),
    );
  }

  #nameOf(status: number, codes: readonly ApiErrorCode[]): string {
    const known = this.#names.get(codes.join());
    if (known !== undefined) return known;
    const others = Object.keys(this.responses).filter((name) => name.startsWith(`Error${String(status)}`)).length;
    const name = others === 0 ? `Error${String(status)}` : `Error${String(status)}.${String(others + 1)}`;
    this.#names.set(codes.join(), name);
    this.responses[name] = describeError(status, codes);
    return name;
  }
}

function describeError(status: number, codes: readonly ApiErrorCode[]): JsonSchema {
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    headers: headersOf(status),
    content: json({
      allOf: [
        { $ref: '#/components/schemas/Error' },
        { properties: { error: { properties: { code: { enum: codes } } } } },
      ],
    }),
  };
}

function headersOf(status: number): JsonSchema {
  return {
    'x-request-id': { $ref: '#/components/headers/RequestId' },
    ...(status === 429 || status === 503 ? { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } : {}),
  };
}

function json(schema: JsonSchema): JsonSchema {
  return { 'application/json': { schema } };
}
