import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { PROTOCOL_VERSION as SDK_PROTOCOL_VERSION } from '@support-chat/sdk/protocol';
import * as z from 'zod';
import { messagePageSchema, messageRequestSchema, messageResponseSchema } from './message.ts';
import { PROTOCOL_VERSION } from './protocol-version.ts';
import { messagesQuerySchema, pollQuerySchema } from './query.ts';
import { sessionRefreshRequestSchema, sessionRequestSchema, sessionSchema } from './session.ts';
import { readRequestSchema, readResponseSchema, startRequestSchema, syncSchema } from './sync.ts';
import { widgetConfigSchema } from './widget-config.ts';

const WIRE = {
  widgetConfigSchema,
  sessionRequestSchema,
  sessionRefreshRequestSchema,
  sessionSchema,
  startRequestSchema,
  messageRequestSchema,
  messageResponseSchema,
  messagesQuerySchema,
  messagePageSchema,
  pollQuerySchema,
  syncSchema,
  readRequestSchema,
  readResponseSchema,
};

/** One line per version of the protocol; the last one is the hash of the schemas as they are. */
const HASHES: Readonly<Record<number, string>> = {
  1: '4057b30e76f44d57',
};

describe('the wire protocol', () => {
  it('has the same version here and in the SDK', () => {
    assert.equal(PROTOCOL_VERSION, SDK_PROTOCOL_VERSION);
  });

  it('does not change unnoticed', () => {
    const described = Object.entries(WIRE).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input' })]);
    const hash = createHash('sha256').update(JSON.stringify(described)).digest('hex').slice(0, 16);
    assert.equal(
      hash,
      HASHES[PROTOCOL_VERSION],
      'The wire changed. If old clients still understand it, replace the hash; if not, raise PROTOCOL_VERSION in ' +
        'packages/sdk/src/protocol/version.ts and here, and add a line.',
    );
  });
});
