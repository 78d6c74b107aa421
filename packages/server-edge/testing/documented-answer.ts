import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formatsModule, { type FormatsPlugin } from 'ajv-formats';
import { describeApi } from '../src/openapi/document.ts';
import { ENDPOINTS } from '../src/openapi/endpoints.ts';

export interface GivenAnswer {
  readonly method: string;
  /** Below the function's name, without the query: `/chat/message`. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What any address answers to a method or a path that does not exist. */
const EVERYWHERE: Readonly<Record<number, string>> = { 404: 'not_found', 405: 'method_not_allowed' };

const DOCUMENT = 'openapi';
const ajv = new Ajv2020({ strict: false });
// It is the function; compilers disagree on what importing a CommonJS default gives.
(formatsModule as unknown as FormatsPlugin)(ajv);
const document = describeApi();
ajv.addSchema(document, DOCUMENT);

/**
 * Throws unless the OpenAPI document says that this endpoint may answer like this: status, body, and the headers it
 * promises. Every answer of every test passes here, so the document cannot promise what the app does not do.
 */
export function assertDocumented({ method, path, status, headers, text }: GivenAnswer): void {
  const where = `${method} ${path} answered ${String(status)}`;
  const fail = (what: string): never => {
    throw new Error(
      `${where} ${what}: ${text.slice(0, 500)}\nThe document is made from packages/server-edge/src/openapi.`,
    );
  };
  if (!headers.has('x-request-id')) fail('without x-request-id');
  if ((status === 429 || status === 503) && !/^[1-9]\d*$/.test(headers.get('retry-after') ?? '')) {
    fail('without Retry-After in seconds');
  }
  if (method === 'HEAD' && text !== '') fail('with a body');
  if (method === 'HEAD' || (method === 'OPTIONS' && status === 204)) return;

  const pointer = pointerTo(method, path, status);
  if (pointer === undefined || isCode(text, EVERYWHERE[status])) {
    if (status < 400) fail('which is not in the OpenAPI document');
    if (!isValid('#/components/schemas/Error', text)) fail('with something else than an error');
    if (endpointOf(method, path) !== undefined && !isCode(text, EVERYWHERE[status])) {
      fail('a status that the OpenAPI document does not name');
    }
    return;
  }
  if (!('content' in (lookUp(pointer) as object))) {
    if (text !== '') fail('with a body, which the OpenAPI document does not name');
    return;
  }
  const { content } = lookUp(pointer) as { readonly content: object };
  if ('text/csv' in content) {
    if (!headers.get('content-type')?.startsWith('text/csv;')) fail('with another type than documented');
    return;
  }
  const schema = `${pointer}/content/application~1json/schema`;
  if (!isValid(schema, text)) fail(`with a body that is not as documented (${ajv.errorsText(check(schema).errors)})`);
}

function endpointOf(method: string, path: string): (typeof ENDPOINTS)[number] | undefined {
  return ENDPOINTS.find(
    (endpoint) =>
      endpoint.method === method.toLowerCase() &&
      new RegExp(`^${endpoint.path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
}

/** Where the document describes this answer. */
function pointerTo(method: string, path: string, status: number): string | undefined {
  const endpoint = endpointOf(method, path);
  if (endpoint === undefined) return undefined;
  const pointer = `#/paths/${endpoint.path.replaceAll('/', '~1')}/${endpoint.method}/responses/${String(status)}`;
  const response = lookUp(pointer) as { readonly $ref?: string } | undefined;
  return response === undefined ? undefined : (response.$ref ?? pointer);
}

function lookUp(pointer: string): unknown {
  const steps = pointer.slice(2).split('/');
  return steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step.replaceAll('~1', '/')], document);
}

function isCode(text: string, code: string | undefined): boolean {
  return code !== undefined && text.includes(`"code":"${code}"`);
}

const checks = new Map<string, ValidateFunction>();

function check(pointer: string): ValidateFunction {
  const known = checks.get(pointer) ?? ajv.compile({ $ref: `${DOCUMENT}${encodeURI(pointer)}` });
  checks.set(pointer, known);
  return known;
}

function isValid(pointer: string, text: string): boolean {
  try {
    return check(pointer)(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
