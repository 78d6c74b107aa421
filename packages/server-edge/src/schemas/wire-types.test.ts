import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type * as wire from '@support-chat/sdk/protocol';
import type * as z from 'zod';
import type { conversationSchema } from './conversation.ts';
import type { messagePageSchema, messageRequestSchema, messageResponseSchema, messageSchema } from './message.ts';
import type { sessionRefreshRequestSchema, sessionRequestSchema, sessionSchema } from './session.ts';
import type { readRequestSchema, readResponseSchema, startRequestSchema, syncSchema } from './sync.ts';
import type { widgetConfigSchema } from './widget-config.ts';

/** What JSON allows is the same whether a property may be written to or not. */
type Json<T> = T extends readonly (infer Item)[]
  ? Json<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Json<T[Key]> }
    : T;

type Same<A, B> = [Json<A>] extends [Json<B>] ? ([Json<B>] extends [Json<A>] ? true : false) : false;

/** Does not compile unless each schema describes exactly what the SDK's type does. */
const checked: {
  config: Same<z.input<typeof widgetConfigSchema>, wire.WireWidgetConfig>;
  sessionRequest: Same<z.input<typeof sessionRequestSchema>, wire.WireSessionRequest>;
  sessionRefreshRequest: Same<z.input<typeof sessionRefreshRequestSchema>, wire.WireSessionRefreshRequest>;
  session: Same<z.input<typeof sessionSchema>, wire.WireSession>;
  startRequest: Same<z.input<typeof startRequestSchema>, wire.WireStartRequest>;
  messageRequest: Same<z.input<typeof messageRequestSchema>, wire.WireMessageRequest>;
  message: Same<z.input<typeof messageSchema>, wire.WireMessage>;
  messageResponse: Same<z.input<typeof messageResponseSchema>, wire.WireMessageResponse>;
  messagePage: Same<z.input<typeof messagePageSchema>, wire.WireMessagePage>;
  conversation: Same<z.input<typeof conversationSchema>, wire.WireConversation>;
  sync: Same<z.input<typeof syncSchema>, wire.WireSync>;
  readRequest: Same<z.input<typeof readRequestSchema>, wire.WireReadRequest>;
  readResponse: Same<z.input<typeof readResponseSchema>, wire.WireReadResponse>;
} = {
  config: true,
  sessionRequest: true,
  sessionRefreshRequest: true,
  session: true,
  startRequest: true,
  messageRequest: true,
  message: true,
  messageResponse: true,
  messagePage: true,
  conversation: true,
  sync: true,
  readRequest: true,
  readResponse: true,
};

// A field too few, and an optional one that is required, must be noticed.
const noticed: [Same<{ id: string }, wire.WireAgent>, Same<{ a?: string }, { a: string }>] = [false, false];

describe('the schemas', () => {
  it('describe the same wire as the types of the SDK, which the compiler has checked', () => {
    assert.ok(Object.values(checked).every((same) => same));
    assert.deepEqual(noticed, [false, false]);
  });
});
