/** Visitors' files on their way to the team: real SQL, the bridge, the webhook, a simulated Telegram. Numbers: conformance checklist. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { gif, mp3, mpeg4, pdf, png, text } from '../../testing/sample-files.ts';
import { TelegramStage, type StageFile, type StageVisitor } from '../../testing/telegram/telegram-stage.ts';
import { StorageError } from '../storage/file-storage.ts';

let database: LocalDatabase;
let stage: TelegramStage;
let visitor: StageVisitor;
let forum: number;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  stage = await TelegramStage.create(database, { mode: 'topics' });
  forum = stage.ids.forumId;
  visitor = await stage.visitor();
  await visitor.says('Hello?');
});
afterEach(() => stage.close());

const photo = (name = 'lamp.png'): StageFile => ({ name, mediaType: 'image/png', bytes: png(), width: 3, height: 2 });
const bill = (name = 'bill.pdf'): StageFile => ({ name, mediaType: 'application/pdf', bytes: pdf() });

/** Everything below card and greeting: kind, words, name, album. */
const shown = () =>
  stage
    .shown(forum, stage.theTopic().id)
    .slice(2)
    .map(({ message }) => {
      const kind = (['photo', 'animation', 'document', 'voice', 'audio', 'video'] as const).find(
        (name) => name in message,
      );
      const file = kind === undefined ? undefined : message[kind];
      return {
        kind: kind ?? 'text',
        words: message.text ?? message.caption ?? '',
        ...(file !== undefined && !Array.isArray(file) && { name: file.file_name }),
        ...(message.media_group_id !== undefined && { album: message.media_group_id }),
      };
    });
const kinds = () => shown().map(({ kind }) => kind);
const calls = (method: string) => stage.control.calls().filter((call) => call.method === method);
const known = async (messageId: string) =>
  (
    await stage.rows(
      `select message_id, part from support.telegram_messages where support_message_id = '${messageId}' order by part`,
    )
  ).map(({ part }) => part);

describe('files of visitors', () => {
  it('33: are shown as what they are, with the words under them', async () => {
    await visitor.sends([photo()], 'Is this the lamp?');
    await visitor.sends([bill()]);
    await visitor.sends([{ name: 'note.ogg', mediaType: 'audio/ogg', bytes: text('OggS') }]);
    await visitor.sends([{ name: 'song.mp3', mediaType: 'audio/mpeg', bytes: mp3() }]);
    await visitor.sends([{ name: 'film.mp4', mediaType: 'video/mp4', bytes: mpeg4('isom') }]);
    await visitor.sends([{ name: 'wave.gif', mediaType: 'image/gif', bytes: gif() }]);
    assert.deepEqual(
      shown().map(({ kind, words }) => [kind, words]),
      [
        ['photo', 'Is this the lamp?'],
        ['document', ''],
        ['voice', ''],
        ['audio', ''],
        ['video', ''],
        ['animation', ''],
      ],
    );
    assert.equal((await visitor.conversation()).delivered_seq, 7);
  });

  it('33: arrive whole, under a name that fits what they are', async () => {
    await visitor.sends([{ name: 'page.html', mediaType: 'text/plain', bytes: text('a\r\nb\u0000') }]);
    const [message] = stage.shown(forum, stage.theTopic().id).slice(2);
    assert.equal(message?.message.document?.file_name, 'page.html.txt');
    const bytes = await stage.api.downloadFile({ file_id: message?.message.document?.file_id ?? '', maxBytes: 100 });
    assert.equal(Buffer.from(bytes).toString(), 'a\r\nb\u0000');
  });

  it('36: are albums of what goes together, in order, and every item is known', async () => {
    const film = { name: 'film.mp4', mediaType: 'video/mp4', bytes: mpeg4('isom') };
    const { id } = await visitor.sends([photo(), film, bill('a.pdf'), bill('b.pdf'), photo('c.png')], 'All of it');
    assert.deepEqual(kinds(), ['photo', 'video', 'document', 'document', 'photo']);
    const albums = shown().map(({ album }) => album);
    assert.ok(albums[0] !== undefined && albums[0] === albums[1] && albums[2] !== undefined && albums[2] === albums[3]);
    assert.notEqual(albums[0], albums[2]);
    assert.equal(albums[4], undefined);
    assert.equal(shown()[0]?.words, 'All of it');
    assert.deepEqual(await known(id), [1, 2, 3, 4, 5]);
  });

  it('36: are answered by a reply to any item', async () => {
    await visitor.sends([photo('a.png'), photo('b.png')], 'Which one?');
    const items = stage.shown(forum, stage.theTopic().id).slice(2);
    const replyTo = items[1]?.message.message_id ?? 0;
    stage.control.people.send({
      userId: stage.ids.mika,
      chatId: forum,
      threadId: stage.theTopic().id,
      replyTo,
      text: 'This',
    });
    await stage.settled();
    const answer = (await visitor.messages()).at(-1);
    assert.deepEqual([answer?.text, answer?.reply_to?.text], ['This', 'Which one?']);
  });

  it('37: go as documents when Telegram takes them for no photo, the rest of an album as photos', async () => {
    const broken = { ...photo('broken.png'), bytes: text('no picture at all') };
    await visitor.sends([broken], 'Look');
    await visitor.sends([photo(), broken, photo('c.png')]);
    const wide = { name: 'wide.png', mediaType: 'image/png', bytes: png(3_000, 10), width: 3_000, height: 10 };
    await visitor.sends([wide]);
    assert.deepEqual(
      shown().map(({ kind, words }) => [kind, words]),
      [
        ['document', 'Look'],
        ['photo', ''],
        ['document', ''],
        ['photo', ''],
        ['document', ''],
      ],
    );
  });

  it('34: are an address and the reason when they are too large for a bot, or refused as documents, too', async () => {
    const { id } = await visitor.sends([bill()], 'And <b>@mika</b>');
    await database.execute(`
      delete from support.telegram_messages where support_message_id = '${id}';
      update support.attachments set byte_size = 60000000;
      update support.outbox set state = 'pending', settled_at = null, not_before = now(), sent_parts = 0 where message_id = '${id}'`);
    await stage.drive();
    const line = shown().at(-1)?.words ?? '';
    assert.match(line, /📎 bill\.pdf \(60\.0 MB\) is not here: Telegram takes at most 50 MB from a bot\./);
    assert.match(line, /For a week it can be fetched here: https:\/\/files\.example\//);
    assert.equal(stage.storage.downloads.at(-1)?.disposition, 'attachment');

    stage.control.injectFault({
      method: 'sendDocument',
      kind: 'error',
      code: 400,
      description: 'Bad Request: DOCUMENT_INVALID',
      times: 1,
    });
    await visitor.sends([bill('odd.pdf')]);
    assert.match(shown().at(-1)?.words ?? '', /odd\.pdf .* is not here: Telegram did not take it\.\nFor a week/);
  });

  it('30: have a long text before them, in parts, and every part is known', async () => {
    const long = 'word '.repeat(300).trim();
    const { id } = await visitor.sends([photo(), photo('b.png')], long);
    assert.deepEqual(kinds(), ['text', 'photo', 'photo']);
    assert.equal(shown()[0]?.words, long);
    assert.deepEqual(await known(id), [1, 2, 3]);
    const edge = '👨‍👩‍👧‍👦'.repeat(93); // 1023 units
    await visitor.sends([photo()], edge);
    assert.equal(shown().at(-1)?.words, edge);
  });

  it('31: bring no mention and no command with their words', async () => {
    await visitor.sends([photo()], 'ask @mika or /close');
    const message = stage.shown(forum, stage.theTopic().id).at(-1)?.message;
    assert.deepEqual(message?.caption_entities ?? [], []);
  });

  it('51: are not sent twice when a delivery goes on after a failure', async () => {
    stage.control.injectFault({ method: 'sendDocument', kind: 'error', code: 500, times: 1 });
    const { id } = await visitor.sends([photo(), bill()], 'Both');
    await stage.skip(5_000);
    await stage.drive();
    assert.deepEqual(kinds(), ['photo', 'document']);
    assert.equal(calls('sendDocument').length, 2);
    assert.equal(calls('sendPhoto').length, 1);
    assert.deepEqual(await known(id), [1, 2]);
  });

  it('wait for a storage that gives no answer, and are named when it stays so', async () => {
    const fails = () => {
      stage.storage.failure = new StorageError('unavailable', 'Storage gave no answer.');
    };
    fails();
    await visitor.sends([photo()], 'Look');
    assert.deepEqual(kinds(), []);
    stage.storage.failure = undefined;
    await stage.skip(5_000);
    await stage.drive();
    assert.deepEqual(kinds(), ['photo']);

    fails();
    await visitor.sends([photo()], 'And this?');
    for (let attempt = 2; attempt <= 4; attempt += 1) {
      await stage.skip(60_000);
      await stage.drive();
    }
    assert.equal(shown()[1]?.words, 'And this?\n📎 lamp.png (45 B) is not here: it could not be read just now.');
  });
});

describe('files of visitors in claims mode', () => {
  it('name the conversation in the caption, and follow the claim into direct messages', async () => {
    await stage.close();
    stage = await TelegramStage.create(database, { mode: 'claims' });
    visitor = await stage.visitor();
    await visitor.sends([photo(), photo('b.png')], 'Look');
    const items = stage.shown(stage.ids.claimsGroupId).filter(({ message }) => message.photo !== undefined);
    assert.equal(items.length, 2);
    assert.match(items[0]?.message.caption ?? '', / · #\d+\nLook$/);
    assert.deepEqual(
      items[0]?.message.caption_entities?.map(({ type }) => type),
      ['bold'],
    );
    assert.notEqual(items[0]?.message.reply_to_message, undefined);
  });
});
