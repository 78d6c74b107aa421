/** Files from the visitor's choice to the last byte, over the real SQL and the local stack's storage. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createLocalStorage, type LocalStorage } from '../../../local/src/storage/local-storage.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { createFakeDeps } from '../../testing/fake-deps.ts';
import * as sample from '../../testing/sample-files.ts';
import { TestVisitor, type Answer } from '../../testing/test-visitor.ts';
import { createChatDb } from '../db/chat-db.ts';
import { createSqlCaller } from '../db/sql-caller.ts';
import { fileResponseSchema, uploadCompleteResponseSchema, uploadResponseSchema } from '../schemas/attachments.ts';
import { messagePageSchema, messageResponseSchema } from '../schemas/message.ts';
import { driveStorageDeletions } from '../storage/drive-deletions.ts';
import type { FileStorage } from '../storage/file-storage.ts';

const SERVER = 'http://127.0.0.1:4100';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let local: LocalStorage;
let storage: FileStorage;
let visitor: TestVisitor;
let token: string;

before(async () => {
  database = await createTestDatabase();
  await database.execute(`
    insert into support.organizations (id, name) values ('20000000-0000-4000-8000-000000000001', 'Robin''s shop');
    insert into support.widgets (organization_id, key, name, features) values
      ('20000000-0000-4000-8000-000000000001', 'wk_demo', 'Demo', '{"attachments": {"max_bytes": 1000000}}'),
      ('20000000-0000-4000-8000-000000000001', 'wk_off', 'Off', '{"attachments": {"enabled": false}}'),
      ('20000000-0000-4000-8000-000000000001', 'wk_all', 'All', '{"attachments": {"types": ["*/*", "image/svg+xml"]}}');
  `);
  local = createLocalStorage({
    database,
    secretKey: 'sb_secret_for_tests',
    publishableKey: 'sb_publishable_for_tests',
  });
  storage = local.connect(SERVER);
});
after(() => database.close());

beforeEach(async () => {
  await database.execute('truncate support.rate_limits');
  const caller = createSqlCaller((text, parameters) => database.query(text, parameters, { role: 'service_role' }));
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  visitor = new TestVisitor({ ...(await createFakeDeps()), db: createChatDb(caller), randomBytes, storage });
  token = (await visitor.openSession()).access_token;
});

const codeOf = ({ status, code }: Answer) => [status, code];

async function announce(name: string, media_type: string, byte_size: number, widgetKey = 'wk_demo') {
  return visitor.call('chat/upload', { token, widgetKey, body: { name, media_type, byte_size } });
}

/** As a browser does: announce, put, complete. */
async function upload(name: string, media_type: string, bytes: Uint8Array<ArrayBuffer>, widgetKey = 'wk_demo') {
  const announced = uploadResponseSchema.parse(
    (await announce(name, media_type, bytes.byteLength || 1, widgetKey)).json(),
  );
  const { url, method, headers } = announced.upload;
  const put = await local.handleRequest(new Request(url, { method, headers, body: bytes }));
  assert.equal(put.status, 200, await put.text());
  const { id } = announced.attachment;
  return { id, answer: await complete(id, widgetKey), announced };
}

const complete = (attachment_id: string, widgetKey = 'wk_demo') =>
  visitor.call('chat/upload/complete', { token, widgetKey, body: { attachment_id } });
const file = (attachment_id: string, as = token, widgetKey = 'wk_demo') =>
  visitor.call('chat/file', { token: as, widgetKey, query: { attachment_id } });
const send = (attachment_ids: readonly string[], text = '') =>
  visitor.call('chat/message', { token, body: { id: randomUUID(), text, attachment_ids } });
const download = async (answer: Answer) =>
  local.handleRequest(new Request(fileResponseSchema.parse(answer.json()).url));

describe('files over a real database', () => {
  it('go from a page into a message, and out again as they were', async () => {
    const picture = await upload('lamp.png', 'image/png', sample.png(640, 480));
    const { attachment } = uploadCompleteResponseSchema.parse(picture.answer.json());
    assert.deepEqual([attachment.width, attachment.height, attachment.media_type], [640, 480, 'image/png']);
    assert.equal((await complete(picture.id)).text, picture.answer.text);
    const list = await upload('list.csv', 'text/csv', sample.text('a;b\n1;2\n'));

    const posted = await send([picture.id, list.id], 'The lamp, and the list.');
    const { message } = messageResponseSchema.parse(posted.json());
    assert.deepEqual(
      message.attachments?.map(({ id }) => id),
      [picture.id, list.id],
    );
    assert.equal(message.type, 'file');
    const only = messageResponseSchema.parse(
      (await send([(await upload('b.png', 'image/png', sample.png())).id])).json(),
    );
    assert.deepEqual([only.message.type, only.message.text], ['image', '']);

    const query = { conversation_id: message.conversation_id };
    const page = messagePageSchema.parse((await visitor.call('chat/messages', { token, query })).json());
    assert.deepEqual(page.messages[0]?.attachments, message.attachments);

    const shown = await download(await file(picture.id));
    assert.deepEqual(new Uint8Array(await shown.arrayBuffer()), sample.png(640, 480));
    assert.deepEqual(
      [shown.headers.get('content-type'), shown.headers.get('content-disposition')],
      ['image/png', null],
    );
    const saved = await download(await file(list.id));
    assert.match(saved.headers.get('content-disposition') ?? '', /^attachment; filename=list\.csv;/);
  });

  it('are refused by their bytes, and then neither sent nor shown, and removed', async () => {
    const hostile: readonly (readonly [string, string, Uint8Array<ArrayBuffer>])[] = [
      ['lamp.png', 'image/png', sample.exe()],
      ['lamp.png', 'image/png', sample.text('<html><script>alert(1)</script>')],
      ['lamp.png', 'image/png', sample.text('<?xml version="1.0"?><svg onload="alert(1)"/>')],
      ['note.txt', 'text/plain', sample.text('#!/bin/sh\nrm -rf ~')],
      ['setup.doc', 'application/msword', sample.compound('\u4840\u3b3f')],
      ['empty.txt', 'text/plain', sample.text('')],
    ];
    for (const [name, type, bytes] of hostile) {
      const { id, answer, announced } = await upload(name, type, bytes);
      assert.deepEqual(codeOf(answer), [415, 'attachment_type_refused'], `${name} ${type}`);
      assert.deepEqual(codeOf(await complete(id)), [415, 'attachment_type_refused']);
      assert.deepEqual(codeOf(await send([id])), [415, 'attachment_type_refused']);
      assert.deepEqual(codeOf(await file(id)), [404, 'attachment_not_found']);
      const path = new URL(announced.upload.url).pathname.split('/support-attachments/')[1] ?? '';
      assert.notEqual(await storage.read(path, { offset: 0, length: 1 }), null);
      await driveStorageDeletions({ ...visitor.deps, storage });
      assert.equal(await storage.read(path, { offset: 0, length: 1 }), null, `${name} is still there`);
    }
  });

  it('are refused when they are larger than the widget takes, whatever was announced', async () => {
    const announced = await announce('a.png', 'image/png', 1_000_001);
    assert.deepEqual(codeOf(announced), [413, 'attachment_too_large']);
    assert.deepEqual((announced.json()['error'] as { details: unknown }).details, { limit: 1_000_000 });
    const { url, headers } = uploadResponseSchema.parse((await announce('a.png', 'image/png', 9)).json()).upload;
    const bytes = sample.concat(sample.png(), new Uint8Array(1_000_000));
    await local.handleRequest(new Request(url, { method: 'PUT', headers, body: bytes }));
    const [row] = await database.query<{ id: string }>(
      'select id from support.attachments order by created_at desc limit 1',
    );
    const answer = await complete(row?.id ?? '');
    assert.deepEqual(codeOf(answer), [413, 'attachment_too_large']);
    assert.deepEqual((answer.json()['error'] as { details: unknown }).details, { limit: 1_000_000 });
  });

  it('are not taken by a widget that takes none, nor of types it does not name', async () => {
    assert.deepEqual(codeOf(await visitor.call('chat/session', { widgetKey: 'wk_off', body: {} })), [200, undefined]);
    const session = (await visitor.call('chat/session', { widgetKey: 'wk_off', body: {} })).json();
    const body = { name: 'a.png', media_type: 'image/png', byte_size: 1 };
    const off = await visitor.call('chat/upload', {
      token: String(session['access_token']),
      widgetKey: 'wk_off',
      body,
    });
    assert.deepEqual(codeOf(off), [403, 'feature_disabled']);
    for (const [name, type] of [
      ['a.html', 'text/html'],
      ['a.svg', 'image/svg+xml'],
      ['a.exe', ''],
      ['a', 'picture/'],
    ]) {
      const answer = await announce(name ?? '', type ?? '', 10);
      assert.ok(answer.status === 415 || answer.status === 400, `${String(type)}: ${answer.text}`);
    }
  });

  it('never run in a page, also where a widget takes everything', async () => {
    const session = (await visitor.call('chat/session', { widgetKey: 'wk_all', body: {} })).json();
    token = String(session['access_token']);
    const svg = await upload('drawing.svg', 'image/svg+xml', sample.text('<svg onload="alert(1)"/>'), 'wk_all');
    assert.equal(svg.answer.status, 200);
    const answer = await file(svg.id, token, 'wk_all');
    assert.equal(fileResponseSchema.parse(answer.json()).disposition, 'attachment');
    const served = await download(answer);
    assert.match(served.headers.get('content-disposition') ?? '', /^attachment;/);
    assert.equal(served.headers.get('content-security-policy'), "default-src 'none'; sandbox");
    // A drawing under the cloak of a picture: served as what was announced, so refused.
    const cloaked = await upload('drawing.svg', 'image/svg+xml', sample.png(), 'wk_all');
    assert.deepEqual(codeOf(cloaked.answer), [415, 'attachment_type_refused']);
    const page = await upload('page.bin', 'application/octet-stream', sample.text('<html><script>'), 'wk_all');
    assert.deepEqual(codeOf(page.answer), [415, 'attachment_type_refused']);
  });

  it('are not there before they have arrived, and arrive once', async () => {
    const { attachment, upload: place } = uploadResponseSchema.parse((await announce('a.png', 'image/png', 9)).json());
    assert.deepEqual(codeOf(await complete(attachment.id)), [409, 'attachment_not_ready']);
    assert.deepEqual(codeOf(await send([attachment.id])), [409, 'attachment_not_ready']);
    const put = (body: BodyInit) =>
      local.handleRequest(new Request(place.url, { method: 'PUT', headers: place.headers, body }));
    assert.equal((await put(sample.png())).status, 200);
    const answers = await Promise.all([complete(attachment.id), complete(attachment.id), complete(attachment.id)]);
    assert.deepEqual(new Set(answers.map((answer) => answer.text)).size, 1);
    const second = await put(sample.text('<script>'));
    assert.match(await second.text(), /"409"/);
    assert.equal((await complete(attachment.id)).text, answers[0]?.text);
  });

  it('are their visitor’s and nobody else’s, and sent once', async () => {
    const { id } = await upload('a.png', 'image/png', sample.png());
    const stranger = (await visitor.openSession()).access_token;
    assert.deepEqual(codeOf(await file(id, stranger)), [404, 'attachment_not_found']);
    const asStranger = { token: stranger, body: { attachment_id: id } };
    assert.deepEqual(codeOf(await visitor.call('chat/upload/complete', asStranger)), [404, 'attachment_not_found']);
    const message = { id: randomUUID(), text: '', attachment_ids: [id] };
    const stolen = await visitor.call('chat/message', { token: stranger, body: message });
    assert.deepEqual(codeOf(stolen), [404, 'attachment_not_found']);
    assert.equal((await send([id])).status, 200);
    assert.deepEqual(codeOf(await send([id])), [404, 'attachment_not_found']);
  });

  it('may be many, but not too many at once or unsent', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 6; count += 1) ids.push((await upload('a.png', 'image/png', sample.png())).id);
    assert.deepEqual(codeOf(await send(ids)), [409, 'attachment_limit_reached']);
    assert.equal((await send(ids.slice(0, 5))).status, 200);
    let answer = await announce('a.png', 'image/png', 9);
    for (let count = 0; count < 20 && answer.status === 200; count += 1)
      answer = await announce('a.png', 'image/png', 9);
    assert.deepEqual(codeOf(answer), [409, 'attachment_limit_reached']);
  });

  it('leave no byte behind when their visitor is erased, or when they were never sent', async () => {
    const sent = await upload('a.png', 'image/png', sample.png());
    await send([sent.id]);
    const orphan = await upload('b.png', 'image/png', sample.png());
    const paths = [sent, orphan].map(
      ({ announced }) => new URL(announced.upload.url).pathname.split('/support-attachments/')[1] ?? '',
    );
    const there = async () =>
      Promise.all(paths.map(async (path) => (await storage.read(path, { offset: 0, length: 1 })) !== null));
    assert.deepEqual(await there(), [true, true]);

    await database.query(`update support.attachments set created_at = now() - interval '25 hours' where id = $1`, [
      orphan.id,
    ]);
    await visitor.deps.db.runTick();
    await driveStorageDeletions({ ...visitor.deps, storage });
    assert.deepEqual(await there(), [true, false]);

    const erased = await visitor.call('chat/data', { token, method: 'DELETE' });
    assert.equal(erased.status, 200, erased.text);
    await driveStorageDeletions({ ...visitor.deps, storage });
    assert.deepEqual(await there(), [false, false]);
    assert.deepEqual(
      await database.query('select path from support.storage_deletions where path = any ($1)', [paths]),
      [],
    );
  });
});
