import assert from 'node:assert/strict';
import { aWidget, WIDGET_ID } from '../../testing/fake-database.ts';
import { createFakeDeps } from '../../testing/fake-deps.ts';
import { FakeStorage } from '../../testing/fake-storage.ts';
import * as sample from '../../testing/sample-files.ts';
import { TestVisitor, type Answer } from '../../testing/test-visitor.ts';
import type { AppCases } from '../app-suite.ts';
import { fileResponseSchema, uploadCompleteResponseSchema, uploadResponseSchema } from '../schemas/attachments.ts';
import { StorageError } from '../storage/file-storage.ts';

const RULES = { enabled: true, max_bytes: 10_485_760, max_files: 5, types: ['image/png', 'text/plain'] };
const PATH = '20000000-0000-4000-8000-000000000001/90000000-0000-4000-8000-000000000001';
const UNKNOWN_ID = '90000000-0000-4000-8000-000000000099';

async function setUp(attachments: object = RULES) {
  const deps = await createFakeDeps();
  deps.database.widgets.set('wk_demo', aWidget({ features: { attachments } }));
  const storage = new FakeStorage();
  const visitor = new TestVisitor({ ...deps, storage });
  const session = await visitor.openSession();
  const token = session.access_token;
  const announce = async (changes: object = {}) => {
    const body = { name: 'lamp.png', media_type: 'image/png', byte_size: 1_000, ...changes };
    return visitor.call('chat/upload', { token, body });
  };
  const complete = (attachment_id: string) => visitor.call('chat/upload/complete', { token, body: { attachment_id } });
  const file = (attachment_id: string) => visitor.call('chat/file', { token, query: { attachment_id } });
  /** Announces, lets the bytes arrive under a type, completes. */
  const upload = async (bytes: Uint8Array, changes: { name?: string; media_type?: string; servedAs?: string } = {}) => {
    const { servedAs, ...announced } = changes;
    const { attachment } = uploadResponseSchema.parse((await announce(announced)).json());
    storage.files.set(PATH.replace(/[^/]+$/, attachment.id), { bytes, mediaType: servedAs ?? attachment.media_type });
    return { id: attachment.id, answer: await complete(attachment.id) };
  };
  const scope = { p_session_id: session.session_id, p_visitor_id: session.visitor_id, p_widget_id: WIDGET_ID };
  return { visitor, database: deps.database, storage, deps, token, scope, announce, complete, file, upload };
}

const codeOf = ({ status, code }: Answer) => [status, code];

export const fileCases: AppCases = {
  'announces an upload and says where the bytes go, and as what': async () => {
    const { announce, database, scope } = await setUp();
    const answer = await announce({ name: '../../lamp\u202Egnp.png', media_type: 'image/PNG; x=y' });
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const { attachment, upload } = uploadResponseSchema.parse(answer.json());
    assert.deepEqual(
      [attachment.name, attachment.media_type, attachment.byte_size],
      ['lampgnp.png', 'image/png', 1_000],
    );
    assert.deepEqual(upload, {
      url: `https://files.example/${PATH}?token=t`,
      method: 'PUT',
      headers: { 'x-upsert': 'false', 'content-type': 'image/png' },
      expires_in: 7_200,
    });
    assert.deepEqual(database.callsOf('support_create_attachment'), [
      { ...scope, p_name: 'lampgnp.png', p_media_type: 'image/png', p_byte_size: 1_000 },
    ]);
  },

  'takes the type from the ending where the browser knows none': async () => {
    const { announce, database } = await setUp();
    await announce({ name: 'IMG_1.HEIC', media_type: '' });
    await announce({ name: 'a.zip', media_type: 'application/x-zip-compressed' });
    await announce({ name: 'a.weird', media_type: '' });
    const types = database.callsOf('support_create_attachment').map((call) => call['p_media_type']);
    assert.deepEqual(types, ['image/heic', 'application/zip', 'application/octet-stream']);
  },

  'checks what is announced before the database is asked': async () => {
    const { announce, database } = await setUp();
    const wrong = [
      { name: '' },
      { name: 'x'.repeat(256) },
      { name: 5 },
      { media_type: 'x'.repeat(201) },
      { byte_size: 0 },
      { byte_size: -1 },
      { byte_size: 1.5 },
      { byte_size: '9' },
      { byte_size: 1e300 },
      { path: '../x' },
    ];
    for (const changes of wrong) {
      assert.deepEqual(codeOf(await announce(changes)), [400, 'invalid_request'], JSON.stringify(changes));
    }
    assert.deepEqual(database.callsOf('support_create_attachment'), []);
  },

  'passes on what the widget refuses, with the limit': async () => {
    const { announce, database, storage } = await setUp();
    database.refuseWith('support_create_attachment', 'SC061', '10485760');
    const tooLarge = await announce({ byte_size: 10_485_761 });
    assert.deepEqual(codeOf(tooLarge), [413, 'attachment_too_large']);
    assert.deepEqual((tooLarge.json()['error'] as { details: unknown }).details, { limit: 10_485_760 });
    database.refuseWith('support_create_attachment', 'SC062');
    assert.deepEqual(codeOf(await announce({ media_type: 'text/html' })), [415, 'attachment_type_refused']);
    database.refuseWith('support_create_attachment', 'SC064', '20');
    assert.deepEqual(codeOf(await announce()), [409, 'attachment_limit_reached']);
    assert.equal(storage.reads, 0);
  },

  'completes an upload with what its bytes say': async () => {
    const { upload, database } = await setUp();
    const { id, answer } = await upload(sample.png(640, 480));
    const { attachment } = uploadCompleteResponseSchema.parse(answer.json());
    const byte_size = sample.png().byteLength;
    assert.deepEqual(attachment, { id, name: 'lamp.png', media_type: 'image/png', byte_size, width: 640, height: 480 });
    assert.deepEqual(database.callsOf('support_settle_attachment'), [
      {
        p_attachment_id: id,
        p_outcome: 'stored',
        p_media_type: 'image/png',
        p_byte_size: byte_size,
        p_width: 640,
        p_height: 480,
      },
    ]);
  },

  'completes twice with the same answer, and looks once': async () => {
    const { upload, complete, storage, database } = await setUp();
    const { id, answer } = await upload(sample.png(640, 480));
    const again = await complete(id);
    assert.deepEqual([again.status, again.text, storage.reads], [200, answer.text, 1]);
    assert.equal(database.callsOf('support_settle_attachment').length, 1);
  },

  'says that nothing has arrived, as often as it is asked, and settles nothing by it': async () => {
    const { announce, complete, file, database } = await setUp();
    const { attachment } = uploadResponseSchema.parse((await announce()).json());
    assert.deepEqual(codeOf(await complete(attachment.id)), [409, 'attachment_not_ready']);
    assert.deepEqual(codeOf(await complete(attachment.id)), [409, 'attachment_not_ready']);
    assert.deepEqual(codeOf(await file(attachment.id)), [409, 'attachment_not_ready']);
    assert.deepEqual(database.callsOf('support_settle_attachment'), []);
  },

  'refuses what is not what it was said to be, and stays with it': async () => {
    const renamed: readonly (readonly [string, Uint8Array, string?])[] = [
      ['a program as a picture', sample.exe()],
      ['a page as a picture', sample.text('<!doctype html><script>alert(1)</script>')],
      ['a drawing that can carry a script', sample.text('<svg onload="alert(1)"/>')],
      ['nothing at all', new Uint8Array()],
      ['a picture that is served as a page', sample.gif(3, 2, '<script>alert(1)</script>'), 'text/html'],
      ['a picture that is served as a drawing', sample.png(), 'image/svg+xml'],
      ['a picture that is served as a script', sample.png(), 'text/javascript'],
    ];
    for (const [what, bytes, servedAs] of renamed) {
      const { upload, complete, file } = await setUp();
      const { id, answer } = await upload(bytes, servedAs === undefined ? {} : { servedAs });
      assert.deepEqual(codeOf(answer), [415, 'attachment_type_refused'], what);
      assert.deepEqual(codeOf(await complete(id)), [415, 'attachment_type_refused'], what);
      assert.deepEqual(codeOf(await file(id)), [404, 'attachment_not_found'], what);
    }
  },

  'refuses what is larger than it may be, whatever was announced': async () => {
    const { upload, complete } = await setUp();
    const { id, answer } = await upload(sample.concat(sample.png(), new Uint8Array(10_485_760)));
    for (const refusal of [answer, await complete(id)]) {
      assert.deepEqual(codeOf(refusal), [413, 'attachment_too_large']);
      assert.deepEqual((refusal.json()['error'] as { details: unknown }).details, { limit: 10_485_760 });
    }
  },

  'reads no more of a large file than it has to': async () => {
    const { upload, storage } = await setUp();
    const { answer } = await upload(sample.concat(sample.png(), new Uint8Array(5_000_000)));
    assert.deepEqual([answer.status, storage.reads], [200, 1]);
  },

  'hands out pictures to be shown, and everything else to be saved under a name that fits': async () => {
    const { upload, file, storage } = await setUp();
    const picture = await upload(sample.png());
    const shown = fileResponseSchema.parse((await file(picture.id)).json());
    assert.deepEqual([shown.disposition, shown.expires_in], ['inline', 300]);
    const note = await upload(sample.text('just <script>words'), { name: 'invoice.html', media_type: 'text/plain' });
    const answer = await file(note.id);
    assert.equal(fileResponseSchema.parse(answer.json()).disposition, 'attachment');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.deepEqual(storage.downloads.at(-1), {
      path: PATH.replace(/[^/]+$/, note.id),
      name: 'invoice.html.txt',
      disposition: 'attachment',
      expiresInSeconds: 300,
    });
  },

  'never shows a drawing in the page, also where a widget takes them': async () => {
    const { upload, file, database } = await setUp();
    const { id } = await upload(sample.png());
    for (const media_type of [
      'image/svg+xml',
      'text/html',
      'application/pdf',
      'image/heic',
      'text/plain',
      'video/x+xml',
    ]) {
      const stored = { attachment_id: id, path: PATH, name: 'x', media_type, byte_size: 1, state: 'stored' };
      database.answerWith('support_get_attachment', stored);
      assert.equal((await file(id)).json()['disposition'], 'attachment', media_type);
    }
  },

  'knows nothing of somebody else’s file': async () => {
    const { visitor, upload } = await setUp();
    const { id } = await upload(sample.png());
    const { access_token: token } = await visitor.openSession();
    const body = { attachment_id: id };
    assert.deepEqual(codeOf(await visitor.call('chat/upload/complete', { token, body })), [
      404,
      'attachment_not_found',
    ]);
    assert.deepEqual(codeOf(await visitor.call('chat/file', { token, query: body })), [404, 'attachment_not_found']);
  },

  'needs a visitor, an id, and the right method': async () => {
    const { visitor, token, complete, file } = await setUp();
    for (const path of ['chat/upload', 'chat/upload/complete']) {
      assert.deepEqual(codeOf(await visitor.call(path, { body: {} })), [401, 'token_missing'], path);
      assert.deepEqual(codeOf(await visitor.call(path, { token })), [405, 'method_not_allowed'], path);
    }
    assert.deepEqual(codeOf(await visitor.call('chat/file')), [401, 'token_missing']);
    assert.deepEqual(codeOf(await complete('../../x')), [400, 'invalid_request']);
    assert.deepEqual(codeOf(await file('x')), [400, 'invalid_request']);
    assert.deepEqual(codeOf(await visitor.call('chat/file', { token })), [400, 'invalid_request']);
    assert.deepEqual(codeOf(await complete(UNKNOWN_ID)), [404, 'attachment_not_found']);
    assert.deepEqual(codeOf(await file(UNKNOWN_ID)), [404, 'attachment_not_found']);
  },

  'is switched off with the widget’s files, and without a storage': async () => {
    const off = await setUp({ ...RULES, enabled: false });
    assert.deepEqual(codeOf(await off.announce()), [403, 'feature_disabled']);
    assert.deepEqual(codeOf(await off.complete(UNKNOWN_ID)), [403, 'feature_disabled']);
    const nowhere = new TestVisitor({ ...off.deps, storage: undefined });
    const body = { name: 'x', media_type: 'image/png', byte_size: 1 };
    assert.deepEqual(codeOf(await nowhere.call('chat/upload', { token: off.token, body })), [403, 'feature_disabled']);
    const query = { attachment_id: UNKNOWN_ID };
    assert.deepEqual(codeOf(await nowhere.call('chat/file', { token: off.token, query })), [403, 'feature_disabled']);
  },

  'still hands out files that were sent before files were switched off': async () => {
    const { upload, file, database } = await setUp();
    const { id } = await upload(sample.png());
    database.widgets.set('wk_demo', aWidget({ features: { attachments: { ...RULES, enabled: false } } }));
    assert.equal((await file(id)).status, 200);
  },

  'says to try again when the storage gives no answer, and hides why it refuses': async () => {
    const { announce, complete, file, upload, storage, deps } = await setUp();
    const { id } = await upload(sample.png());
    const { attachment } = uploadResponseSchema.parse((await announce()).json());
    storage.failure = new StorageError('unavailable', 'Storage gave no answer (TimeoutError).');
    for (const answer of [await announce(), await complete(attachment.id), await file(id)]) {
      assert.deepEqual([...codeOf(answer), answer.headers.get('retry-after')], [503, 'database_unavailable', '2']);
      assert.doesNotMatch(answer.text, /Timeout/);
    }
    storage.failure = new StorageError('refused', 'Storage refused to sign an upload: 404 NoSuchBucket');
    const answer = await announce();
    assert.deepEqual(codeOf(answer), [500, 'internal_error']);
    assert.doesNotMatch(answer.text, /Bucket/);
    const failed = deps.logger.records.filter((record) => record.event === 'request.failed');
    assert.equal((failed.at(-1)?.fields['error'] as Error).message, storage.failure.message);
  },
};
