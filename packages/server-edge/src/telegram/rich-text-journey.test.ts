/** Formatting from an agent's app to the visitor's browser, and into Telegram elsewhere: real SQL, a simulated Telegram. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { WireTextEntity } from '@support-chat/sdk/protocol';
import fc from 'fast-check';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { hostileEntities, hostileTexts } from '../../testing/telegram/hostile-entities.ts';
import { TelegramStage, type StageVisitor } from '../../testing/telegram/telegram-stage.ts';
import { messageSchema } from '../schemas/message.ts';
import { fromTelegram } from './rich-text/from-telegram.ts';

let database: LocalDatabase;
let stage: TelegramStage;
let visitor: StageVisitor;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
afterEach(() => stage.close());

const begin = async (mode: 'topics' | 'claims') => {
  stage = await TelegramStage.create(database, { mode });
  visitor = await stage.visitor();
  await visitor.says('Where is my lamp?');
};
const newest = async () => {
  const message = (await visitor.messages()).at(-1);
  assert.ok(message !== undefined);
  return messageSchema.parse(message);
};
const range = (text: string, words: string) => ({ offset: text.indexOf(words), length: words.length });
const bold = (text: string, words: string) => ({ type: 'bold' as const, ...range(text, words) });
const linkOn = (text: string, words: string, url: string) => ({ type: 'link' as const, url, ...range(text, words) });

describe('formatting in a topic', () => {
  beforeEach(() => begin('topics'));

  const mikaWrites = async (text: string, more: object = {}) => {
    const { mika: userId, forumId: chatId } = stage.ids;
    const { id } = stage.control.people.send({ userId, chatId, threadId: stage.theTopic().id, text, ...more });
    await stage.settled();
    return id;
  };
  const mikaEdits = async (messageId: number, text: string, entities: Parameters<typeof mikaWrites>[1] = []) => {
    const { mika: userId, forumId: chatId } = stage.ids;
    stage.control.people.edit({ userId, chatId, messageId, text, entities: entities as [] });
    await stage.settled();
  };

  it('33: reaches the visitor', async () => {
    const text = '🎈 Ready! See the guide, run npm start, or ask help@shop.example';
    await mikaWrites(text, {
      entities: [
        bold(text, 'Ready!'),
        { type: 'text_link', ...range(text, 'the guide'), url: 'https://shop.example/guide' },
        { type: 'code', ...range(text, 'npm start') },
      ],
    });
    const message = await newest();
    assert.equal(message.text, text);
    assert.deepEqual(message.entities, [
      bold(text, 'Ready!'),
      linkOn(text, 'the guide', 'https://shop.example/guide'),
      { type: 'code', ...range(text, 'npm start') },
      linkOn(text, 'help@shop.example', 'mailto:help@shop.example'),
    ]);
    assert.equal(message.content, undefined);
  });

  it('33: comes with a file’s caption', async () => {
    const text = 'the small one';
    await mikaWrites(text, {
      entities: [bold(text, 'small')],
      file: { kind: 'photo', base64: Buffer.from('photo').toString('base64') },
    });
    const message = await newest();
    // What was sent as a photo may be stored as a file: that is about its bytes.
    assert.deepEqual([message.text, message.entities], [text, [bold(text, 'small')]]);
  });

  it('34: an edit of nothing but formatting is an edit, and one of nothing at all is none', async () => {
    const text = 'It is ready';
    const id = await mikaWrites(text);
    const plain = await newest();
    assert.equal(plain.entities, undefined);
    await mikaEdits(id, text, [bold(text, 'ready')]);
    const emphatic = await newest();
    assert.deepEqual([emphatic.text, emphatic.entities], [text, [bold(text, 'ready')]]);
    assert.ok(emphatic.revision > plain.revision && emphatic.edited_at !== null);
    await mikaEdits(id, text, [bold(text, 'ready')]);
    assert.equal((await newest()).revision, emphatic.revision);
    await mikaEdits(id, 'It is gone');
    assert.deepEqual([(await newest()).text, (await newest()).entities], ['It is gone', undefined]);
  });

  it('33: of an answer given on the web stands in the topic, too', async () => {
    const { conversation_id: conversationId } = await newest();
    const { id: agentId } = await stage.db.upsertTelegramAgent({
      organizationId: '20000000-0000-4000-8000-000000000001',
      telegramUserId: stage.ids.mika,
      name: 'Mika',
    });
    const text = 'Ask @robin, or read the guide';
    const entities: WireTextEntity[] = [bold(text, '@robin'), linkOn(text, 'the guide', 'https://shop.example/guide')];
    await stage.db.postAgentMessage({
      conversationId,
      agentId,
      messageId: crypto.randomUUID(),
      text,
      content: { entities },
    });
    await stage.drive();
    const shown = stage
      .shown(stage.ids.forumId, stage.theTopic().id)
      .map(({ message }) => message)
      .find((message) => message.text?.startsWith('Mika: '));
    const looks = (shown?.entities ?? []).map(({ type, offset, length, url }) => [
      type,
      shown?.text?.slice(offset, offset + length),
      ...(url === undefined ? [] : [url]),
    ]);
    assert.deepEqual(looks, [
      ['bold', 'Mika'],
      ['bold', '@\u2060robin'],
      ['text_link', 'the guide', 'https://shop.example/guide'],
    ]);
  });

  it('33: is stored, whatever was read', async () => {
    const read = fc
      .sample(fc.tuple(hostileTexts, hostileEntities), { numRuns: 500, seed: 33 })
      .map(([text, entities]) => fromTelegram(text, entities));
    assert.ok(read.filter((entities) => entities.length > 0).length > 100);
    const refused = await database.query<{ readonly entities: unknown }>(
      `select entities from jsonb_array_elements($1::jsonb) as entities where not support.is_formatting(entities)`,
      [JSON.stringify(read)],
    );
    assert.deepEqual(refused, []);
  });

  it('31: is never the visitor’s', async () => {
    await visitor.says('<b>now</b> or *never* [here](https://trick.example) https://trick.example');
    const shown = stage.shown(stage.ids.forumId, stage.theTopic().id).at(-1)?.message;
    assert.deepEqual(
      (shown?.entities ?? []).map(({ type }) => type).filter((type) => type !== 'url'),
      [],
    );
    assert.equal((await newest()).entities, undefined);
  });
});
