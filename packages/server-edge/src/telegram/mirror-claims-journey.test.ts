/** Quotes, receipts and corrections where an agent has claimed, in direct messages. Real SQL, the bridge, a simulated Telegram. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { TelegramStage, type StageVisitor } from '../../testing/telegram/telegram-stage.ts';

let database: LocalDatabase;
let stage: TelegramStage;
let visitor: StageVisitor;
let mika: number;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  stage = await TelegramStage.create(database, { mode: 'claims' });
  ({ mika } = stage.ids);
  const { id: agentId } = await stage.db.upsertTelegramAgent({
    organizationId: '20000000-0000-4000-8000-000000000001',
    telegramUserId: mika,
    name: 'Mika Lindgren',
    dmStarted: true,
  });
  stage.control.people.send({ userId: mika, chatId: mika, text: '/start' });
  await stage.settled();
  visitor = await stage.visitor();
  const { conversation_id: conversationId } = await visitor.says('Hello?');
  await stage.db.claimConversation({ conversationId, agentId });
  await stage.drive();
  await visitor.says('Are you there?');
});
afterEach(() => stage.close());

const shown = () => stage.shown(mika);
const line = (words: string) => {
  const found = shown().findLast(({ message }) => message.text?.includes(words) === true);
  assert.ok(found !== undefined, `no "${words}" among ${JSON.stringify(stage.texts(mika))}`);
  return found;
};
const mikaWrites = async (text: string, replyTo?: number) => {
  const { id } = stage.control.people.send({
    userId: mika,
    chatId: mika,
    text,
    ...(replyTo === undefined ? {} : { replyTo }),
  });
  await stage.settled();
  return id;
};
const messages = async () => (await stage.db.pollChanges(visitor.scope)).messages;

describe('an agent who has claimed', () => {
  it('41: quotes the visitor, and is quoted', async () => {
    const answer = await mikaWrites('Yes, I am', line('Are you there?').message.message_id);
    const shownToVisitor = await messages();
    assert.equal(shownToVisitor.at(-1)?.reply_to?.id, shownToVisitor[1]?.id);
    await stage.db.postVisitorMessage({
      ...visitor.scope,
      messageId: crypto.randomUUID(),
      text: 'Finally',
      replyTo: shownToVisitor.at(-1)?.id,
      ipHash: 'ip',
    });
    await stage.drive();
    assert.equal(line('Finally').message.reply_to_message?.message_id, answer);
  });

  it('42: sees that the visitor has read an answer', async () => {
    const answer = await mikaWrites('Yes, I am');
    const { id, last_seq: seq } = await visitor.conversation();
    await stage.db.markRead({ ...visitor.scope, conversationId: id, seq });
    await stage.drive();
    assert.deepEqual(
      shown()
        .find(({ message }) => message.message_id === answer)
        ?.reactions.map(({ emoji }) => emoji),
      ['👀'],
    );
    assert.ok(
      stage.control.calls().every(({ method }) => method.toLowerCase() !== 'getchat'),
      'direct messages allow every reaction',
    );
  });

  it('40: takes an answer back by /del', async () => {
    const answer = await mikaWrites('Wrong window');
    await mikaWrites('/del', answer);
    assert.equal((await messages()).at(-1)?.text, '');
    assert.ok(shown().every(({ message }) => message.message_id !== answer));
  });

  it('15: takes nothing back after leaving the team’s group', async () => {
    const answer = await mikaWrites('Yes, I am');
    stage.control.workspace.setMember({ chatId: stage.ids.claimsGroupId, userId: mika, status: 'left' });
    await stage.settled();
    await mikaWrites('/del', answer);
    assert.equal((await messages()).at(-1)?.text, 'Yes, I am');
    assert.ok(line('You are not in the team’s group any more.'));
  });

  it('38, 39: corrects an answer, and sees corrections of the visitor', async () => {
    const answer = await mikaWrites('Helo');
    stage.control.people.edit({ userId: mika, chatId: mika, messageId: answer, text: 'Hello' });
    await stage.settled();
    const shownToVisitor = await messages();
    assert.equal(shownToVisitor.at(-1)?.text, 'Hello');
    const messageId = shownToVisitor[1]?.id ?? '';
    await stage.db.editVisitorMessage({ ...visitor.scope, messageId, text: 'Is anybody there?' });
    await stage.drive();
    assert.match(line('Is anybody there?').message.text ?? '', /^Visitor · #\d+\nIs anybody there\?$/);
  });

  it('43: sees the visitor type', async () => {
    const { id } = await visitor.conversation();
    await stage.db.setTyping({ ...visitor.scope, conversationId: id, isTyping: true });
    await stage.drive();
    const actions = stage.control.calls().filter(({ method }) => method.toLowerCase() === 'sendchataction');
    assert.equal(actions.length, 1);
  });
});
