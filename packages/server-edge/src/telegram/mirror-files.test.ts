/** Corrections of what stands under a file: the file stays. Real SQL, the bridge, a simulated Telegram. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { png } from '../../testing/sample-files.ts';
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

const photo = (name = 'lamp.png') => ({ name, mediaType: 'image/png', bytes: png(), width: 3, height: 2 });
const mikaSends = (text?: string, mediaGroupId?: string) =>
  stage.control.people.send({
    userId: mika,
    chatId: forum,
    threadId: stage.theTopic().id,
    file: { kind: 'photo', base64: Buffer.from(png()).toString('base64') },
    ...(text === undefined ? {} : { text }),
    ...(mediaGroupId === undefined ? {} : { mediaGroupId }),
  });
const edits = async (messageId: number, text: string) => {
  stage.control.people.edit({ userId: mika, chatId: forum, messageId, text });
  await stage.settled();
};
const newest = async () => {
  const message = (await visitor.messages()).at(-1);
  return [message?.text, message?.attachments?.length];
};
const shown = () => stage.shown(forum, stage.theTopic().id).map(({ message }) => message);

describe('the words under a file', () => {
  it('38: are corrected by the agent, or taken away, and the file stays', async () => {
    const { id } = mikaSends('Like thsi?');
    await stage.settled();
    assert.deepEqual(await newest(), ['Like thsi?', 1]);
    await edits(id, 'Like this?');
    assert.deepEqual(await newest(), ['Like this?', 1]);
    const { revision } = await visitor.conversation();
    await edits(id, 'Like this?');
    assert.equal((await visitor.conversation()).revision, revision, 'nothing changed');
    await edits(id, '');
    assert.deepEqual(await newest(), ['', 1]);
  });

  it('38: of an album do not go away by an edit of another of its files', async () => {
    const [first, second] = [mikaSends('Both of them', '7'), mikaSends(undefined, '7')];
    await stage.settled();
    await stage.drive();
    assert.deepEqual(await newest(), ['Both of them', 2]);
    stage.control.pushUpdate({
      kind: 'edited_message',
      payload: {
        message_id: second.id,
        date: 1,
        edit_date: 2,
        chat: { id: forum, type: 'supergroup', is_forum: true },
        from: { id: mika, is_bot: false, first_name: 'Mika' },
        message_thread_id: stage.theTopic().id,
        is_topic_message: true,
        media_group_id: '7',
        photo: [],
      },
    });
    await stage.settled();
    assert.deepEqual(await newest(), ['Both of them', 2]);
    await edits(first.id, 'Both of these');
    assert.deepEqual(await newest(), ['Both of these', 2]);
  });

  it('39: are corrected by the visitor', async () => {
    const { id: messageId } = await visitor.sends([photo()], 'Is thsi the lamp?');
    const count = shown().length;
    await stage.db.editVisitorMessage({ ...visitor.scope, messageId, text: 'Is this the lamp?' });
    await stage.drive();
    assert.equal(shown().at(-1)?.caption, 'Is this the lamp?');
    assert.ok(shown().at(-1)?.photo !== undefined);
    assert.equal(shown().length, count, 'in place');
  });

  it('39: go with the files when the visitor takes them back', async () => {
    const count = shown().length;
    const { id: messageId } = await visitor.sends([photo('a.png'), photo('b.png')], 'Not for you');
    assert.equal(shown().length, count + 2);
    await stage.db.deleteVisitorMessage({ ...visitor.scope, messageId });
    await stage.drive();
    assert.equal(shown().length, count);
  });

  it('39, 40: go alone when the file is too old to be removed', async () => {
    const { id: messageId } = await visitor.sends([photo()], 'Not for you');
    await stage.control.advanceClock({ durationMs: 49 * 3_600_000 });
    await stage.db.deleteVisitorMessage({ ...visitor.scope, messageId });
    await stage.drive();
    assert.equal(shown().at(-1)?.caption, '(taken back by the visitor)');
    assert.ok(stage.logger.records.some(({ event }) => event === 'telegram.message_not_taken_back'));
  });
});
