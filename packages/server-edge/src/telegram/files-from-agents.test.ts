/** Agents' files on their way to visitors: real SQL, the bridge, the webhook, a simulated Telegram. Numbers: conformance checklist. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import type { SendAsUser } from '../../../local/src/telegram/simulator/control/people.ts';
import { concat, gif, mpeg4, pdf, png, text, webp } from '../../testing/sample-files.ts';
import { TelegramStage, type StageVisitor } from '../../testing/telegram/telegram-stage.ts';
import { StorageError } from '../storage/file-storage.ts';

let database: LocalDatabase;
let stage: TelegramStage;
let visitor: StageVisitor;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  stage = await TelegramStage.create(database, { mode: 'topics' });
  visitor = await stage.visitor();
  await visitor.says('Hello?');
});
afterEach(() => stage.close());

type Sent = Partial<SendAsUser> & {
  bytes?: Uint8Array;
  kind?: NonNullable<SendAsUser['file']>['kind'];
  mimeType?: string;
  name?: string;
};

const posts = ({ bytes, kind, mimeType, name, ...action }: Sent) =>
  stage.control.people.send({
    userId: stage.ids.mika,
    chatId: stage.ids.forumId,
    threadId: stage.theTopic().id,
    ...(kind !== undefined && {
      file: {
        kind,
        ...(mimeType !== undefined && { mimeType }),
        ...(name !== undefined && { name }),
        ...(bytes !== undefined && { base64: Buffer.from(bytes).toString('base64') }),
      },
    }),
    ...action,
  });
const sends = async (sent: Sent) => {
  const message = posts(sent);
  await stage.settled();
  return message;
};
const answers = async () => (await visitor.messages()).filter(({ sender }) => sender.kind === 'agent');
const filesOf = async () =>
  (await answers()).map(({ type, text: words, attachments }) => [
    type,
    words,
    ...(attachments ?? []).map(({ name, media_type: mediaType }) => `${name} ${mediaType}`),
  ]);
const hints = () => stage.texts(stage.ids.forumId, stage.theTopic().id).filter((line) => line.startsWith('Not sent'));

const OGG = concat('OggS', new Uint8Array(24), [1, 19], 'OpusHead', new Uint8Array(11));

describe('33: files of agents', () => {
  const KINDS: readonly (readonly [string, Sent, readonly string[]])[] = [
    ['a photo', { kind: 'photo', bytes: png(), text: 'Like this?' }, ['image', 'Like this?', 'photo.png image/png']],
    ['a document', { kind: 'document', name: 'bill.pdf', bytes: pdf() }, ['file', '', 'bill.pdf application/pdf']],
    ['a voice message', { kind: 'voice', mimeType: 'audio/ogg', bytes: OGG }, ['file', '', 'voice.ogg audio/ogg']],
    [
      'a film',
      { kind: 'video', name: 'unpacking.mp4', mimeType: 'video/mp4', bytes: mpeg4('isom') },
      ['file', '', 'unpacking.mp4 video/mp4'],
    ],
    ['a round film', { kind: 'video_note', bytes: mpeg4('isom') }, ['file', '', 'video.mp4 video/mp4']],
    [
      'an animation',
      { kind: 'animation', name: 'wave.gif', mimeType: 'image/gif', bytes: gif() },
      ['image', '', 'wave.gif image/gif'],
    ],
    ['a sticker', { kind: 'sticker', bytes: webp('VP8X') }, ['image', '', 'sticker.webp image/webp']],
  ];
  for (const [title, sent, expected] of KINDS) {
    it(`reach the visitor: ${title}`, async () => {
      await sends(sent);
      assert.deepEqual(await filesOf(), [expected]);
      assert.deepEqual(hints(), []);
    });
  }

  it('are in our storage, under our name for them, with what their bytes say', async () => {
    await sends({ kind: 'photo', bytes: png(30, 20) });
    const [message] = await answers();
    const [file] = message?.attachments ?? [];
    assert.deepEqual([file?.width, file?.height, file?.byte_size], [30, 20, png().byteLength]);
    const [stored] = stage.storage.files.values();
    assert.deepEqual([Buffer.from(stored?.bytes ?? []), stored?.mediaType], [Buffer.from(png(30, 20)), 'image/png']);
  });

  it('are said in words where words are enough', async () => {
    await sends({ thing: { location: { latitude: 64.1466, longitude: -21.9426 } } });
    const harbor = { latitude: 64.15, longitude: -21.94 };
    await sends({ thing: { location: harbor, venue: { location: harbor, title: 'Harbor Goods', address: 'Pier 1' } } });
    await sends({ thing: { contact: { first_name: 'Robin', last_name: 'Holm', phone_number: '+3545550100' } } });
    await sends({
      kind: 'sticker',
      mimeType: 'application/x-tgsticker',
      file: { kind: 'sticker', mimeType: 'application/x-tgsticker', emoji: '🎉' },
    });
    assert.deepEqual(
      (await answers()).map(({ text: words }) => words),
      [
        '📍 https://www.openstreetmap.org/?mlat=64.146600&mlon=-21.942600#map=16/64.146600/-21.942600',
        'Harbor Goods\nPier 1\n📍 https://www.openstreetmap.org/?mlat=64.150000&mlon=-21.940000#map=16/64.150000/-21.940000',
        '👤 Robin Holm\n+3545550100',
        '🎉',
      ],
    );
  });

  it('are refused to their sender when there is nothing to show', async () => {
    await sends({ thing: { dice: { emoji: '🎲', value: 6 } } });
    assert.deepEqual(hints(), ['Not sent: the visitor cannot be shown messages of this kind. It stays here.']);
    assert.deepEqual(await answers(), []);
  });

  it('14: stay among the team when their caption is a note or a command', async () => {
    await sends({ kind: 'photo', bytes: png(), text: '//known customer' });
    await sends({ kind: 'photo', bytes: png(), text: '/close' });
    assert.deepEqual(await answers(), []);
    assert.deepEqual(
      (await stage.rows('select body, type from support.messages where is_internal order by seq')).map((row) =>
        Object.values(row),
      ),
      [
        ['known customer', 'image'],
        ['/close', 'image'],
      ],
    );
  });
});

describe('34: limits', () => {
  it('a file of more than 20 MB is refused before anything is asked of Telegram', async () => {
    await sends({ file: { kind: 'document', name: 'film.zip', size: 21 * 1024 * 1024 } });
    assert.match(hints().join('\n'), /^Not sent: bots get files of at most 20 MB/);
    assert.deepEqual(await answers(), []);
  });

  it('the type is what the bytes say, and what browsers would run is refused', async () => {
    await sends({
      kind: 'document',
      name: 'logo.png',
      mimeType: 'image/png',
      bytes: text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    });
    await sends({
      kind: 'document',
      name: 'page.txt',
      mimeType: 'text/plain',
      bytes: text('<!doctype html><script></script>'),
    });
    assert.deepEqual(hints(), Array(2).fill('Not sent: this chat does not accept files of this type.'));
    assert.deepEqual(await answers(), []);
    assert.equal(stage.storage.files.size, 0);
  });

  it('what the widget allows holds for agents', async () => {
    await stage.rows(`update support.widgets set features = '{"attachments": {"max_bytes": 10}}'`);
    await sends({ kind: 'photo', bytes: png() });
    assert.deepEqual(hints(), ['Not sent: the file is larger than this chat accepts.']);
  });

  it('a file that Telegram no longer has is not lost in silence', async () => {
    await sends({ file: { kind: 'photo', size: 100 } });
    assert.match(hints().join('\n'), /^Not sent: Telegram does not hand out this file/);
  });
});

describe('33: what fails again and again', () => {
  it('is told to whoever sent it, when it is given up', async () => {
    stage.storage.failure = new StorageError('unavailable', 'Storage gave no answer.');
    await sends({ kind: 'photo', bytes: png() });
    assert.deepEqual(hints(), []);
    for (let attempt = 2; attempt <= 5; attempt += 1) {
      await stage.rows('update support.telegram_updates set not_before = now()');
      await stage.bridge.driveInbox();
    }
    assert.deepEqual(hints(), ['Not sent: something went wrong on our side. Please send it again.']);
    assert.deepEqual(await answers(), []);
  });
});

describe('35: the token', () => {
  it('is in nothing that a visitor gets, and in no log, whatever goes wrong', async () => {
    await sends({ kind: 'document', name: 'bill.pdf', bytes: pdf() });
    await sends({ file: { kind: 'photo', size: 100 } });
    const said = JSON.stringify([await visitor.messages(), stage.logger.records, [...stage.storage.files.keys()]]);
    assert.ok(!said.includes(stage.simulator.token.split(':')[1] ?? ''));
  });
});

describe('36: albums of agents', () => {
  const item = (index: number, more: Sent = {}) =>
    posts({ kind: 'photo', bytes: png(index + 1, 1), mediaGroupId: '7', ...more });
  const widths = async () => (await answers()).map(({ attachments = [] }) => attachments.map(({ width }) => width));

  it('are one message with their files in order, and a late item is appended', async () => {
    for (let index = 0; index < 4; index += 1) item(index, index === 1 ? { text: 'All four' } : {});
    await stage.settled();
    assert.deepEqual(await widths(), [[1, 2, 3, 4]]);
    assert.deepEqual(
      (await answers()).map(({ text: words, edited_at }) => [words, edited_at]),
      [['All four', null]],
    );
    await stage.control.advanceClock({ durationMs: 60 * 60 * 1000 });
    item(4);
    await stage.settled();
    assert.deepEqual(await widths(), [[1, 2, 3, 4, 5]]);
  });

  it('may have ten files, whatever a visitor may send at once, and be several at a time', async () => {
    for (let index = 0; index < 10; index += 1) {
      item(index);
      if (index < 2) item(index, { mediaGroupId: '8' });
    }
    await stage.settled();
    assert.deepEqual(await widths(), [
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      [1, 2],
    ]);
    assert.deepEqual(hints(), []);
  });

  it('are a note with all their files when the first caption says so', async () => {
    item(0, { text: '//only for us' });
    item(1);
    item(2);
    await stage.settled();
    assert.deepEqual(await answers(), []);
    assert.deepEqual(
      (
        await stage.rows(`
        select count(*)::int as files from support.messages as message join support.attachments as file on file.message_id = message.id
        where message.is_internal group by message.id`)
      ).map(({ files }) => files),
      [3],
    );
  });

  it('tell their sender once why they stay', async () => {
    await stage.rows(`update support.widgets set features = '{"attachments": false}'`);
    for (let index = 0; index < 3; index += 1) item(index);
    await stage.settled();
    assert.deepEqual(hints(), ['Not sent: this chat does not accept files of this type.']);
  });

  it('51: are whole after a storage that failed in between', async () => {
    item(0);
    await stage.settled();
    stage.storage.failure = new StorageError('unavailable', 'Storage gave no answer.');
    item(1);
    await stage.settled();
    stage.storage.failure = undefined;
    item(2);
    await stage.rows('update support.telegram_updates set not_before = now()');
    await stage.bridge.driveInbox();
    await stage.settled();
    assert.deepEqual(await widths(), [[1, 2, 3]]);
  });
});
