import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { TestVisitor } from '../../testing/test-visitor.ts';
import { answer, createVisitorStage, say, type VisitorStage } from '../../testing/visitor-stage.ts';
import { endResponseSchema } from '../schemas/conversation-end.ts';
import { conversationsResponseSchema } from '../schemas/conversation-list.ts';
import { feedbackResponseSchema } from '../schemas/feedback.ts';
import { messageDeletionResponseSchema, messageEditResponseSchema } from '../schemas/message-change.ts';
import { syncSchema } from '../schemas/sync.ts';
import { transcriptResponseSchema } from '../schemas/transcript.ts';
import { typingResponseSchema } from '../schemas/typing.ts';

let stage: VisitorStage;
let visitor: TestVisitor;
let token: string;

before(async () => {
  stage = await createVisitorStage();
});
after(() => stage.database.close());
beforeEach(async () => {
  visitor = await stage.createVisitor();
  token = (await visitor.openSession()).access_token;
});

const edit = (id: string, text: string, as = token) =>
  visitor.call(`chat/message/${id}`, { method: 'PATCH', token: as, body: { text } });
const unsend = (id: string, as = token) => visitor.call(`chat/message/${id}`, { method: 'DELETE', token: as });
const age = (id: string, minutes: number) =>
  stage.database.query(
    `update support.messages set created_at = now() - make_interval(mins => $2::integer) where id = $1`,
    [id, minutes],
  );

describe('polling, over the real functions', () => {
  it('brings what is new, edited, taken back, read and decided since the cursor, in one round trip', async () => {
    const [first, second] = [await say(visitor, token, 'one'), await say(visitor, token, 'two')];
    const { conversation_id } = first;
    await answer(visitor, conversation_id, 'a note among agents', true);
    const query = { conversation_id, after_revision: String(second.revision) };
    await edit(first.id, 'ONE');
    await unsend(second.id);
    await answer(visitor, conversation_id, 'Good morning');
    await visitor.call('chat/end', { token, body: { conversation_id } });

    const answered = await visitor.call('chat/poll', { token, query });
    const sync = syncSchema.parse(answered.json());
    const texts = sync.messages.filter(({ sender }) => sender.kind !== 'system').map(({ text }) => text);
    assert.deepEqual([texts, sync.has_more], [['ONE', '', 'Good morning'], false]);
    assert.deepEqual([sync.conversation?.status, sync.availability.agents.length], ['resolved', 1]);
    assert.equal(answered.text.includes('a note among agents'), false);

    const after_revision = String(sync.conversation?.revision);
    const nothing = syncSchema.parse(
      (await visitor.call('chat/poll', { token, query: { conversation_id, after_revision } })).json(),
    );
    assert.deepEqual([nothing.messages, nothing.has_more], [[], false]);
  });

  it('hands out a long absence page by page, without losing or repeating anything', async () => {
    const { conversation_id, revision } = await say(visitor, token, 'Hello');
    await stage.database.query(
      `with grown as (
         update support.conversations set last_seq = last_seq + 450, revision = revision + 450 where id = $1
         returning id, organization_id, visitor_id, last_seq - 450 as seq, revision - 450 as revision
       )
       insert into support.messages (conversation_id, seq, id, organization_id, visitor_id, revision, sender_kind, body)
       select grown.id, grown.seq + place, gen_random_uuid(), organization_id, visitor_id, revision + place, 'bot', 'line ' || place
       from grown, generate_series(1, 450) as place`,
      [conversation_id],
    );
    const texts: string[] = [];
    let cursor = revision;
    let pages = 0;
    for (let hasMore = true; hasMore; pages += 1) {
      const query = { conversation_id, after_revision: String(cursor) };
      const page = syncSchema.parse((await visitor.call('chat/poll', { token, query })).json());
      texts.push(...page.messages.map((message) => message.text));
      cursor = page.messages.at(-1)?.revision ?? cursor;
      hasMore = page.has_more;
    }
    assert.deepEqual([texts.length, new Set(texts).size, texts.at(-1), pages], [450, 450, 'line 450', 3]);
  });
});

describe('changing what was said, over the real functions', () => {
  it('corrects a message, which a poll then brings along', async () => {
    const message = await say(visitor, token, 'Do you ship to Island?');
    const edited = messageEditResponseSchema.parse((await edit(message.id, 'Do you ship to Iceland?')).json());
    assert.equal(edited.outcome, 'edited');
    assert.notEqual(edited.message.edited_at, null);
    const repeated = messageEditResponseSchema.parse((await edit(message.id, 'Do you ship to Iceland?')).json());
    assert.deepEqual([repeated.outcome, repeated.message], ['unchanged', edited.message]);

    const query = { conversation_id: message.conversation_id, after_revision: String(message.revision) };
    const poll = syncSchema.parse((await visitor.call('chat/poll', { token, query })).json());
    assert.deepEqual(poll.messages, [edited.message]);
  });

  it('corrects and takes back for fifteen minutes, and says so afterwards', async () => {
    const message = await say(visitor, token, 'Hello');
    await age(message.id, 14);
    assert.equal((await edit(message.id, 'Hello!')).status, 200);
    await age(message.id, 16);
    const late = await edit(message.id, 'Hello!!');
    assert.deepEqual([late.status, late.code], [409, 'edit_window_over']);
    assert.equal((await unsend(message.id)).code, 'edit_window_over');
  });

  it('takes a message back for good, once', async () => {
    const message = await say(visitor, token, 'My password is hunter2');
    const first = messageDeletionResponseSchema.parse((await unsend(message.id)).json());
    const second = messageDeletionResponseSchema.parse((await unsend(message.id)).json());
    assert.deepEqual([first.outcome, second.outcome], ['deleted', 'already_deleted']);
    assert.deepEqual([first.message.text, first.message.seq], ['', message.seq]);
    assert.deepEqual(second.message, first.message);
    assert.equal((await edit(message.id, 'It was a joke')).code, 'message_not_found');
    const [row] = await stage.database.query('select body from support.messages where id = $1', [message.id]);
    assert.equal(row?.['body'], '');
  });

  it('keeps one message of two edits at once whole, whichever comes last', async () => {
    const message = await say(visitor, token, 'Hello');
    const answers = await Promise.all([edit(message.id, 'one'), edit(message.id, 'two'), unsend(message.id)]);
    for (const given of answers) assert.ok([200, 404].includes(given.status), given.text);
    const [row] = await stage.database.query('select body from support.messages where id = $1', [message.id]);
    assert.equal(row?.['body'], '');
  });

  it('changes nothing that an agent said', async () => {
    const message = await say(visitor, token, 'Hello');
    await answer(visitor, message.conversation_id, 'Good morning');
    const [row] = await stage.database.query(
      `select id from support.messages where conversation_id = $1 and sender_kind = 'agent'`,
      [message.conversation_id],
    );
    assert.equal((await edit(String(row?.['id']), 'You get it for free')).code, 'message_not_found');
    assert.equal((await unsend(String(row?.['id']))).code, 'message_not_found');
  });

  it('refuses an edit that says nothing, or too much', async () => {
    const message = await say(visitor, token, 'Hello');
    assert.equal((await edit(message.id, ' \n')).code, 'message_invalid');
    assert.equal((await edit(message.id, 'x'.repeat(4_001))).code, 'message_too_long');
    const markup = `'); drop table support.messages; -- <img src=x onerror=alert(1)> \\u0000`;
    assert.equal(messageEditResponseSchema.parse((await edit(message.id, markup)).json()).message.text, markup);
  });

  it('announces typing sixty times a minute, then says how long to wait', async () => {
    const { conversation_id } = await say(visitor, token, 'Hello');
    const type = () => visitor.call('chat/typing', { token, body: { conversation_id, is_typing: true } });
    for (let count = 0; count < 60; count += 1) {
      assert.deepEqual(typingResponseSchema.parse((await type()).json()), { announced: true });
    }
    const refused = await type();
    const seconds = Number(refused.headers.get('retry-after'));
    assert.deepEqual([refused.status, refused.code], [429, 'rate_limited']);
    assert.ok(seconds >= 1 && seconds <= 60, String(seconds));
  });

  it('ends a conversation once, and nobody hears of typing in it any more', async () => {
    const { conversation_id } = await say(visitor, token, 'Hello');
    const end = async () =>
      endResponseSchema.parse((await visitor.call('chat/end', { token, body: { conversation_id } })).json());
    const first = await end();
    assert.deepEqual([first.outcome, first.conversation.status], ['resolved', 'resolved']);
    assert.equal((await end()).outcome, 'already_ended');
    const typed = await visitor.call('chat/typing', { token, body: { conversation_id, is_typing: true } });
    assert.deepEqual(typed.json(), { announced: false });
  });

  it('keeps the last word of several judgements, and what was not said again', async () => {
    const { conversation_id } = await say(visitor, token, 'Hello');
    const rate = async (feedback: object) => {
      const given = await visitor.call('chat/feedback', { token, body: { conversation_id, ...feedback } });
      return feedbackResponseSchema.parse(given.json()).conversation.rating;
    };
    assert.equal(await rate({ rating: 2, comment: 'Slow' }), 2);
    assert.equal(await rate({ nps: 9 }), 2);
    assert.equal(await rate({ rating: 5 }), 5);
    const [row] = await stage.database.query(
      'select rating, rating_comment, nps from support.conversations where id = $1',
      [conversation_id],
    );
    assert.deepEqual({ ...row }, { rating: 5, rating_comment: 'Slow', nps: 9 });
  });

  it('orders three transcripts an hour, to one address each', async () => {
    const { conversation_id } = await say(visitor, token, 'Hello');
    const order = (email?: string) =>
      visitor.call('chat/transcript', { token, body: { conversation_id, ...(email === undefined ? {} : { email }) } });
    const unknown = await order();
    assert.deepEqual([unknown.status, unknown.code], [400, 'invalid_request']);
    for (const email of ['a@x.example,b@x.example', 'a@x.example\nbcc: b@x.example', 'Ana <a@x.example>', 'nobody']) {
      assert.equal((await order(email)).code, 'invalid_request', email);
    }
    const ordered = transcriptResponseSchema.parse((await order('ana@x.example')).json());
    assert.deepEqual(ordered, { outcome: 'queued', recipient: 'ana@x.example' });
    const [job] = await stage.database.query(
      `select recipient, kind, channel from support.outbox where conversation_id = $1 and channel = 'email'`,
      [conversation_id],
    );
    assert.deepEqual({ ...job }, { recipient: 'ana@x.example', kind: 'email_transcript', channel: 'email' });
    await order('ana@x.example');
    await order('ana@x.example');
    const refused = await order('ana@x.example');
    assert.deepEqual([refused.status, Number(refused.headers.get('retry-after')) > 3_000], [429, true]);
  });

  it('lists conversations newest first, page by page, without the notes of the team', async () => {
    for (const text of ['one', 'two', 'three']) {
      const { conversation_id } = await say(visitor, token, text);
      await answer(visitor, conversation_id, `answer to ${text}`);
      await answer(visitor, conversation_id, 'a note among agents', true);
      await visitor.call('chat/end', { token, body: { conversation_id } });
      await stage.database.query(
        `update support.conversations set status = 'closed', closed_at = now() - interval '30 days' where id = $1`,
        [conversation_id],
      );
    }
    const page = async (query: Record<string, string>) => {
      const given = await visitor.call('chat/conversations', { token, query });
      assert.equal(given.text.includes('a note among agents'), false);
      return conversationsResponseSchema.parse(given.json());
    };
    const first = await page({ limit: '2' });
    const second = await page({ limit: '2', cursor: first.next_cursor ?? '' });
    assert.deepEqual(
      [...first.conversations, ...second.conversations].map((listed) => listed.unread_count),
      [1, 1, 1],
    );
    assert.deepEqual([first.has_more, second.has_more, second.next_cursor], [true, false, null]);
    const numbers = [...first.conversations, ...second.conversations].map((listed) => listed.number);
    assert.deepEqual(
      numbers,
      [...numbers].sort((left, right) => right - left),
    );
    assert.equal(new Set(numbers).size, 3);
  });

  it('drives what it put into the outbox, and nothing else', async () => {
    const message = await say(visitor, token, 'Hello');
    const { conversation_id } = message;
    await visitor.deps.settled();
    const { driven } = visitor.deps.telegram;
    const drives = async (call: Promise<unknown>) => {
      driven.length = 0;
      await call;
      return driven.length;
    };
    assert.equal(await drives(edit(message.id, 'Hello!')), 1);
    assert.equal(await drives(edit(message.id, 'Hello!')), 0);
    assert.equal(await drives(unsend(message.id)), 1);
    assert.equal(await drives(visitor.call('chat/end', { token, body: { conversation_id } })), 1);
    assert.equal(await drives(visitor.call('chat/end', { token, body: { conversation_id } })), 0);
  });
});
