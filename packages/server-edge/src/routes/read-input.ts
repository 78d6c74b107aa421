import type { Context } from 'hono';
import type * as z from 'zod';
import type { AppEnv } from '../app-env.ts';
import { ApiError } from '../errors.ts';

const MAX_REPORTED_ISSUES = 10;
/** Issues repeat the names of fields, which are as long as a caller likes. */
const MAX_REPORTED_CHARACTERS = 200;

/** The body, parsed and checked. Refuses other content types, broken JSON, wrong types and unknown fields. */
export async function readBody<Schema extends z.ZodType>(
  c: Context<AppEnv>,
  schema: Schema,
): Promise<z.output<Schema>> {
  const contentType = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  if (contentType !== 'application/json') {
    throw new ApiError('unsupported_media_type', 'The body must be sent as Content-Type: application/json.');
  }
  return check(schema, parseJson(await c.req.text()));
}

/** The query parameters, parsed and checked. Names that are not asked for are ignored. */
export function readQuery<Schema extends z.ZodType>(c: Context<AppEnv>, schema: Schema): z.output<Schema> {
  return check(schema, c.req.query());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ApiError('invalid_json', 'The body is not valid JSON.', { cause: error });
  }
}

function check<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issues = result.error.issues
    .slice(0, MAX_REPORTED_ISSUES)
    .map((issue) => ({ path: shorten(issue.path.join('.')), message: shorten(issue.message) }));
  throw new ApiError('invalid_request', 'Some fields are missing, unknown or of the wrong kind.', {
    details: { issues },
  });
}

function shorten(text: string): string {
  return text.length > MAX_REPORTED_CHARACTERS ? `${text.slice(0, MAX_REPORTED_CHARACTERS)}…` : text;
}
