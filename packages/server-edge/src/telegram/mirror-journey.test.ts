/** Quotes, corrections, receipts: both sides show the same. Real SQL, the bridge, a simulated Telegram. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { TelegramStage, type StageVisitor } from '../../testing/telegram/telegram-stage.ts';

let database: LocalDatabase;
let stage: TelegramStage;
let visitor: StageVisitor;
let forum: number;
let mika: number;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  stage = await TelegramStage.create(database, { mode: 'topics' });
  ({ forumId: forum, mika } = stage.ids);
  visitor = await stage.visitor();
  await visitor.says('Hello?');
});
afterEach(() => stage.close());

const lines = () => stage.shown(forum, stage.theTopic().id).map(({ message }) => message);
const line = (text: string) => {
  const found = lines().find((message) => message.text === text);
  assert.ok(found !== undefined, `no "${text}" among ${JSON.stringify(lines().map((message) => message.text))}`);
  return found;
};
const reactionsOn = (messageId: number) =>
  stage
    .shown(forum, stage.theTopic().id)
    .find(({ message }) => message.message_id === messageId)
    ?.reactions.map(({ emoji }) => emoji);
const mikaWrites = async (text: string, replyTo?: number) => {
  const { id } = stage.control.people.send({
    userId: mika,
    chatId: forum,
    threadId: stage.theTopic().id,
    text,
    ...(replyTo === undefined ? {} : { replyTo }),
  });
  await stage.settled();
  return id;
};
const react = async (messageId: number, emoji: string, userId = mika) => {
  stage.control.people.react({ userId, chatId: forum, messageId, emoji });
  await stage.settled();
};
const messages = async () => (await stage.db.pollChanges(visitor.scope)).messages;
const reads = async () => {
  const conversation = await visitor.conversation();
  await stage.db.markRead({ ...visitor.scope, conversationId: conversation.id, seq: conversation.last_seq });
  await stage.drive();
};
const receipts = async () =>
  (await stage.rows(`select state from support.outbox where kind = 'read_receipt' order by id`)).map(
    ({ state }) => state,
  );

describe('41: quotes', () => {
  it('41: shows the visitor what an agent answers', async () => {
    await visitor.says('And the lamp?');
    await mikaWrites('Hi!', line('Hello?').message_id);
    await mikaWrites('Nothing quoted');
    const shown = await messages();
    assert.deepEqual(
      shown.slice(-2).map(({ text, reply_to }) => [text, reply_to?.id]),
      [
        ['Hi!', shown[0]?.id],
        ['Nothing quoted', undefined],
      ],
    );
  });

  it('41: shows the agent what a visitor answers', async () => {
    const question = await mikaWrites('Which lamp?');
    const quoted = (await messages()).at(-1)?.id ?? '';
    await stage.db.postVisitorMessage({
      ...visitor.scope,
      messageId: '80000000-0000-4000-8000-000000000001',
      text: 'The blue one',
      replyTo: quoted,
      ipHash: 'ip',
    });
    await stage.drive();
    assert.equal(line('The blue one').reply_to_message?.message_id, question);
  });

  it('41: sends without the quote what answers a message that is gone', async () => {
    const question = await mikaWrites('Which lamp?');
    const quoted = (await messages()).at(-1)?.id ?? '';
    stage.control.people.delete({ userId: mika, chatId: forum, messageId: question });
    await stage.db.postVisitorMessage({
      ...visitor.scope,
      messageId: '80000000-0000-4000-8000-000000000002',
      text: 'The blue one',
      replyTo: quoted,
      ipHash: 'ip',
    });
    await stage.drive();
    assert.notEqual(line('The blue one').reply_to_message?.message_id, question);
  });
});

describe('corrections', () => {
  it('39: shows what the visitor corrects and takes back', async () => {
    const [first] = await messages();
    const messageId = first?.id ?? '';
    await stage.db.editVisitorMessage({ ...visitor.scope, messageId, text: 'Hello, there?' });
    await stage.drive();
    assert.ok(line('Hello, there?'));
    await stage.db.deleteVisitorMessage({ ...visitor.scope, messageId });
    await stage.drive();
    assert.ok(line('(taken back by the visitor)'));
  });

  it('39: corrects every part of a long text in place', async () => {
    const twoParts = (emoji: string) => `${emoji.repeat(2_000)} ${emoji.repeat(1_900)}`;
    const { id: messageId } = await visitor.says(twoParts('🙂'));
    const before = lines().map(({ message_id }) => message_id);
    await stage.db.editVisitorMessage({ ...visitor.scope, messageId, text: twoParts('🙃') });
    await stage.drive();
    assert.deepEqual(
      lines().map(({ message_id }) => message_id),
      before,
    );
    assert.deepEqual(
      lines()
        .slice(-2)
        .map(({ text }) => text),
      ['🙃'.repeat(2_000), '🙃'.repeat(1_900)],
    );
    await stage.db.editVisitorMessage({ ...visitor.scope, messageId, text: 'short' });
    await stage.drive();
    assert.deepEqual(
      lines()
        .slice(-2)
        .map(({ text }) => text),
      ['short', '…'],
    );
  });

  it('14, 38: corrects a note, which stays one', async () => {
    const note = await mikaWrites('//is angry');
    const edit = async (text: string) => {
      stage.control.people.edit({ userId: mika, chatId: forum, messageId: note, text });
      await stage.settled();
      const [row] = await stage.rows('select body, is_internal from support.messages where is_internal');
      return row?.['body'];
    };
    assert.equal(await edit('//is not angry'), 'is not angry');
    assert.ok(lines().every(({ text }) => text?.startsWith('Not changed') !== true));
    assert.equal(await edit('Is not angry at all'), 'Is not angry at all');
    assert.ok(line('This stays a note. To send it to the visitor, please write it again.'));
    assert.equal(await edit('/close'), 'Is not angry at all');
    assert.deepEqual(
      (await messages()).map(({ text }) => text),
      ['Hello?'],
    );
  });

  it('40: takes an answer back by /del as a reply, here and there', async () => {
    const answer = await mikaWrites('Wrong window, sorry');
    await mikaWrites('/del', answer);
    assert.deepEqual(
      (await messages()).map(({ text }) => text),
      ['Hello?', ''],
    );
    assert.ok(lines().every(({ message_id }) => message_id !== answer));
    assert.ok(line('Taken back: the visitor no longer sees it.'));
  });

  it('40: takes an answer back by a reaction of whoever wrote it, and of nobody else', async () => {
    const answer = await mikaWrites('Wrong window, sorry');
    stage.control.people.send({ userId: stage.ids.ana, chatId: forum, threadId: stage.theTopic().id, text: '//hi' });
    await stage.settled();
    await react(answer, '💔', stage.ids.ana);
    await react(answer, '👍');
    assert.equal((await messages()).at(-1)?.text, 'Wrong window, sorry');
    await react(answer, '💔');
    assert.equal((await messages()).at(-1)?.text, '');
    assert.ok(lines().every(({ message_id }) => message_id !== answer));
  });

  it('40: says so when a message is too old to be removed from Telegram', async () => {
    const answer = await mikaWrites('From last week');
    await stage.control.advanceClock({ durationMs: 49 * 3_600_000 });
    await react(answer, '💔');
    assert.equal((await messages()).at(-1)?.text, '');
    assert.ok(lines().some(({ text }) => text?.includes('only within 48 hours') === true));
  });

  it('40: explains /del without a reply, and about what was never sent', async () => {
    await mikaWrites('/del');
    assert.ok(line('Write /del as a reply to the message you want to take back.'));
    const command = await mikaWrites('/help');
    await mikaWrites('/del', command);
    assert.ok(line('Nothing was taken back: this message never went to the visitor.'));
    assert.equal((await messages()).length, 1);
  });

  it('40: cannot know of a message that an agent deletes', async () => {
    const answer = await mikaWrites('Hi!');
    stage.control.people.delete({ userId: mika, chatId: forum, messageId: answer });
    await stage.settled();
    assert.equal((await messages()).at(-1)?.text, 'Hi!');
  });
});

describe('42: receipts', () => {
  it('42: marks the newest answer that the visitor has on the screen', async () => {
    const [first, second] = [await mikaWrites('Hi!'), await mikaWrites('How can I help?')];
    assert.deepEqual([reactionsOn(first), reactionsOn(second)], [[], []]);
    await reads();
    assert.deepEqual([reactionsOn(first), reactionsOn(second)], [[], ['👀']]);
    await reads();
    assert.deepEqual(await receipts(), ['sent'], 'reading again is nothing new');
  });

  it('42: takes a reaction that the group allows', async () => {
    stage.control.workspace.setReactions({ chatId: forum, reactions: ['🔥', '👍'] });
    const answer = await mikaWrites('Hi!');
    await reads();
    assert.deepEqual(reactionsOn(answer), ['👍']);
  });

  it('42: leaves it where reactions are disabled, or none of ours is allowed', async () => {
    stage.control.workspace.setReactions({ chatId: forum, reactions: [] });
    const answer = await mikaWrites('Hi!');
    await reads();
    assert.deepEqual([reactionsOn(answer), await receipts()], [[], ['sent']]);
    assert.ok(stage.control.calls().every(({ method }) => !/setmessagereaction/i.test(method)));
  });

  it('42: lets one mark wait for a conversation, behind what is said, for a minute', async () => {
    const conversation = await visitor.conversation();
    const mark = (seq: number) => stage.db.markRead({ ...visitor.scope, conversationId: conversation.id, seq });
    const [first, second] = [await mikaWrites('Hi!'), await mikaWrites('How can I help?')];
    await mark(2);
    await mark(3);
    assert.deepEqual(await receipts(), ['pending']);
    await visitor.says('Fine, thanks');
    assert.deepEqual([reactionsOn(first), reactionsOn(second)], [[], ['👀']]);
    const late = await mikaWrites('Anything else?');
    await mark(5);
    await database.execute(
      `update support.outbox set expires_at = now() - interval '1 second' where kind = 'read_receipt' and state = 'pending'`,
    );
    await stage.drive();
    assert.deepEqual([reactionsOn(late), await receipts()], [[], ['sent', 'dead']]);
  });

  it('42: tells the visitor "delivered" and "seen" only when Telegram took it and an agent acted', async () => {
    const marks = async () => {
      const { delivered_seq: delivered, seen_seq: seen } = await visitor.conversation();
      return [delivered, seen];
    };
    assert.deepEqual(await marks(), [1, 0]);
    await visitor.writes('Anybody there?');
    assert.deepEqual(await marks(), [1, 0], 'it has not left yet');
    await stage.drive();
    assert.deepEqual(await marks(), [2, 0], 'it is in the topic, but who knows who looked');
    await mikaWrites('Yes!');
    assert.deepEqual(await marks(), [2, 2]);
  });

  it('42: counts an agent’s reaction to the visitor’s words as seen, but no stranger’s', async () => {
    await mikaWrites('//who knows more?');
    await visitor.says('Anybody there?');
    const seenBefore = (await visitor.conversation()).seen_seq;
    const { message_id: messageId } = line('Anybody there?');
    await react(messageId, '👍', stage.ids.ana);
    assert.equal((await visitor.conversation()).seen_seq, seenBefore, 'Ana is no agent yet');
    await react(messageId, '👍');
    const conversation = await visitor.conversation();
    assert.deepEqual([conversation.seen_seq, conversation.status], [conversation.last_seq, 'queued']);
  });
});

describe('43: typing', () => {
  const types = async () => {
    const { id } = await visitor.conversation();
    await stage.db.setTyping({ ...visitor.scope, conversationId: id, isTyping: true });
    await stage.drive();
  };
  const shown = () => stage.control.calls().filter(({ method }) => /sendchataction/i.test(method)).length;

  it('43: is shown once in five seconds', async () => {
    await types();
    await types();
    assert.equal(shown(), 1);
    await database.execute(`update support.outbox set created_at = created_at - interval '5 seconds'`);
    await types();
    assert.equal(shown(), 2);
  });

  it('43: is dropped first when Telegram wants silence', async () => {
    await database.execute(`update support.outbox_lanes set not_before = now() + interval '1 hour'`);
    await types();
    await visitor.writes('Still there?');
    await database.execute(`update support.outbox set expires_at = now() where kind = 'visitor_typing'`);
    await database.execute(`update support.outbox_lanes set not_before = now()`);
    await stage.drive();
    assert.equal(shown(), 0);
    assert.ok(line('Still there?'));
  });
});

describe('what was said before', () => {
  it('marks the notes of the team', async () => {
    await mikaWrites('//is angry');
    stage.control.topics.delete({ userId: mika, chatId: forum, threadId: stage.theTopic().id });
    await visitor.says('Are you there?');
    assert.ok(line('Before\nVisitor: Hello?\nMika Lindgren (note): is angry'));
  });
});
