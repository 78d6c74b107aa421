/** What a visitor writes is text, everywhere and for good: it comes back as it was written, and nothing ever runs it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Actor } from '../testing/hostile/actor.ts';
import { fuzz, FUZZ_SEED } from '../testing/hostile/fuzz-settings.ts';
import { assertHarmless } from '../testing/hostile/harmless-answer.ts';
import { HostileStage } from '../testing/hostile/hostile-stage.ts';
import { INJECTIONS } from '../testing/hostile/hostile-texts.ts';
import { exportResponseSchema } from './schemas/visitor-data.ts';
import { messagePageSchema, messageResponseSchema } from './schemas/message.ts';
import { sessionSchema } from './schemas/session.ts';

let stage: HostileStage;

before(async () => {
  stage = await HostileStage.open();
  console.log(`SUPPORT_FUZZ_SEED=${String(FUZZ_SEED)}`);
});
after(() => stage.database.close());

async function call(known: Actor['known'], line: string, body?: unknown): Promise<unknown> {
  const [method = '', address = ''] = line.split(' ');
  const [path = '', query = ''] = address.split('?');
  const request = {
    method,
    path,
    query: `id=wk_demo&${query}`,
    headers: [
      ['content-type', 'application/json'],
      ...(known['token'] === undefined ? [] : [['authorization', 'Bearer <<token>>']]),
    ] as [string, string][],
    body: body === undefined ? undefined : JSON.stringify(body),
  };
  const answer = await stage.send(request, known);
  assertHarmless(answer, request);
  assert.equal(answer.status, 200, `${line} answered ${answer.text}`);
  return JSON.parse(answer.text);
}

/** A visitor who writes `text` wherever something can be written. Answers with everything that was stored. */
async function writeEverywhere(text: string) {
  const session = sessionSchema.parse(await call({}, 'POST /chat/session', { context: { page_title: text } }));
  const known = { token: session.access_token };
  const context = { page_title: text, page_url: `https://shop.example/?q=${encodeURIComponent(text)}` };
  await call(known, 'POST /chat/profile', { name: text, traits: { [text]: text } });
  await call(known, 'POST /chat/consent', { decision: 'granted', text_version: text });
  await call(known, 'POST /chat/track', {
    events: [{ kind: 'custom', name: text, page_title: text, data: { [text]: [text] } }],
  });
  await call(known, 'POST /chat/start', {
    subject: text,
    category: text,
    prechat: { nick: text, story: text },
    context,
  });
  const { message } = messageResponseSchema.parse(
    await call(known, 'POST /chat/message', { id: crypto.randomUUID(), text: 'a draft', context }),
  );
  await call(known, `PATCH /chat/message/${message.id}`, { text });
  await call(known, 'POST /chat/message', { id: crypto.randomUUID(), text, reply_to: message.id });
  await call(known, 'POST /chat/feedback', { conversation_id: message.conversation_id, comment: text, rating: 1 });
  const page = await call(known, `GET /chat/messages?conversation_id=${message.conversation_id}`);
  return {
    data: exportResponseSchema.parse(await call(known, 'GET /chat/export')),
    messages: messagePageSchema.parse(page).messages,
  };
}

/** Tables, functions and the rows that nobody here may touch. */
async function fingerprint() {
  return stage.database.query(`
    select (select md5(string_agg(oid::regclass::text, ',' order by oid)) from pg_class) as tables,
      (select md5(string_agg(oid::regprocedure::text, ',' order by oid)) from pg_proc) as functions,
      (select md5(string_agg(role.rolname || role.rolsuper, ',' order by role.oid)) from pg_roles as role) as roles,
      (select string_agg(name || plan, ',' order by id) from support.organizations) as organizations,
      (select string_agg(key || version || is_enabled, ',' order by id) from support.widgets) as widgets,
      (select string_agg(name || role, ',' order by id) from support.agents) as agents`);
}

describe('a text', () => {
  for (const text of INJECTIONS) {
    it(`${JSON.stringify(text)} comes back as it was written, from everywhere`, async () => {
      const untouched = await fingerprint();
      const { data, messages } = await writeEverywhere(text);
      assert.deepEqual(
        messages.map((message) => message.text),
        [text, text],
      );
      assert.equal(messages[1]?.reply_to?.text, text);
      const { visitor, events, consents, conversations } = data;
      assert.deepEqual([visitor.name, visitor.traits], [text, { [text]: text }]);
      assert.equal(consents[0]?.text_version, text);
      const [event] = events;
      assert.deepEqual([event?.name, event?.page_title, event?.data], [text, text, { [text]: [text] }]);
      const [conversation] = conversations;
      assert.deepEqual([conversation?.subject, conversation?.category], [text, text]);
      assert.deepEqual(conversation?.prechat, { nick: text, story: text });
      assert.equal(conversation?.context['page_title'], text);
      assert.equal(conversation?.rating_comment, text);
      assert.deepEqual(
        conversation?.messages.map((message) => message.text),
        [text, text],
      );
      assert.deepEqual(await fingerprint(), untouched);
    });
  }

  it('of any characters comes back, with a mark in the place of those that cannot be stored', async () => {
    const anyText = fc.oneof(
      fc.string({
        unit: fc.constantFrom('\0', 'a', '\uD83D', '\uDE00', '\uFEFF', '\u2028', ' '),
        minLength: 1,
        maxLength: 12,
      }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
      fc.array(fc.nat(0xffff), { minLength: 1, maxLength: 50 }).map((units) => String.fromCharCode(...units)),
    );
    await fc.assert(
      fc.asyncProperty(anyText, async (tail) => {
        // A text of blanks alone is none.
        const text = `x${tail}`;
        const { known } = await stage.usableActor();
        const answer = await call(known, 'POST /chat/message', { id: crypto.randomUUID(), text });
        assert.equal(messageResponseSchema.parse(answer).message.text, text.toWellFormed().replaceAll('\0', '\uFFFD'));
      }),
      fuzz('any text'),
    );
  });

  it('about the surroundings of a visitor never costs a message', async () => {
    const { known } = await stage.usableActor();
    for (const filling of ['\u0001', '"', '\\', '\u2028', '漢', '😀', '\uD83D', '\0', '\uFFFF']) {
      const text = filling.repeat(2_048);
      const context = { page_url: text, page_title: text, referrer: text, language: text, time_zone: text };
      // Escaped, six letters each: as much of it as one body holds.
      const fields = Object.entries(context).slice(0, JSON.stringify(context).length > 60_000 ? 3 : 5);
      const body = { context: Object.fromEntries(fields) };
      await call(known, 'POST /chat/message', { id: crypto.randomUUID(), text: 'Hello', ...body });
      await call(known, 'POST /chat/start', body);
      await call({}, 'POST /chat/session', body);
    }
  });

  it('never changes what all objects are', () => {
    assert.deepEqual(Object.keys(Object.prototype), []);
    assert.equal(({} as Record<string, unknown>)['isPolluted'], undefined);
  });
});
