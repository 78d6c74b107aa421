import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTelegramApi } from '../telegram-api.ts';
import { classifyTelegramFailure, describeFailure } from '../telegram-failure.ts';

const TOKEN = '1000001:not-a-real-token';

function apiOver(answer: (path: string, request: Request) => Response | Promise<Response>) {
  const seen: string[] = [];
  const api = createTelegramApi({
    token: TOKEN,
    apiRoot: 'http://telegram.test',
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const path = new URL(request.url).pathname.replace(TOKEN, 'TOKEN');
      seen.push(path);
      return answer(path, request);
    },
  });
  return { api, seen };
}

const found = (size: number) =>
  Response.json({ ok: true, result: { file_id: 'f', file_path: 'photos/1.jpg', file_size: size } });
const rejection = (work: Promise<unknown>) =>
  work.then(
    () => assert.fail('it was fulfilled'),
    (error: unknown) => error,
  );

describe('files to and from Telegram', () => {
  it('35: asks where a file is, and fetches it', async () => {
    const { api, seen } = apiOver((path) => (path.startsWith('/file/') ? new Response('bytes') : found(5)));
    const bytes = await api.downloadFile({ file_id: 'f', maxBytes: 5 });
    assert.equal(new TextDecoder().decode(bytes), 'bytes');
    assert.deepEqual(seen, ['/botTOKEN/getFile', '/file/botTOKEN/photos/1.jpg']);
  });

  it('34: takes no more than it was told, whatever size Telegram said', async () => {
    for (const size of [6, 0]) {
      const { api, seen } = apiOver((path) => (path.startsWith('/file/') ? new Response('123456') : found(size)));
      const error = await rejection(api.downloadFile({ file_id: 'f', maxBytes: 5 }));
      assert.deepEqual(
        [classifyTelegramFailure(error).kind, describeFailure(error)],
        ['bad-file', '400 Bad Request: file is too big (getFile)'],
      );
      assert.equal(seen.length, size === 6 ? 1 : 2);
    }
  });

  it('35: never repeats the address, which holds the token, whatever goes wrong', async () => {
    const answers: (() => Response)[] = [
      () => new Response('gone', { status: 404 }),
      () => new Response('busy', { status: 502 }),
      () => {
        throw new TypeError(`error sending request for url (http://telegram.test/file/bot${TOKEN}/photos/1.jpg)`);
      },
      () =>
        new Response(
          new ReadableStream({
            pull: (controller) => controller.error(new Error(`reset http://telegram.test/file/bot${TOKEN}`)),
          }),
        ),
    ];
    const kinds: string[] = [];
    for (const answer of answers) {
      const { api } = apiOver((path) => (path.startsWith('/file/') ? answer() : found(5)));
      const error = await rejection(api.downloadFile({ file_id: 'f', maxBytes: 5 }));
      kinds.push(classifyTelegramFailure(error).kind);
      for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
        assert.ok(!`${cause.message} ${cause.stack ?? ''} ${describeFailure(error)}`.includes('not-a-real-token'));
      }
      assert.ok(!JSON.stringify(error).includes('not-a-real-token'));
    }
    assert.deepEqual(kinds, ['permanent', 'retry', 'unknown-outcome', 'unknown-outcome']);
  });

  it('uploads under a name that cannot break out of its place', async () => {
    const names: unknown[] = [];
    const { api } = apiOver(async (_path, request) => {
      const form = await request.formData();
      names.push([...form.values()].flatMap((value) => (value instanceof File ? [value.name] : [])));
      return Response.json({ ok: true, result: [{ message_id: 9 }] });
    });
    for (const name of [
      'a b.pdf',
      'x"; name="chat_id',
      'y\r\ncontent-type: text/html\r\n\r\n.pdf',
      'back\\slash',
      'Größe 📎.pdf',
    ]) {
      const file = { bytes: new Uint8Array([1]), name };
      await api.sendAlbum({
        chat_id: -5,
        items: [
          { kind: 'document', file },
          { kind: 'document', file },
        ],
      });
    }
    const twice = (name: string) => [name, name];
    assert.deepEqual(names, [
      twice('a b.pdf'),
      twice("x'; name='chat_id"),
      twice('ycontent-type: text/html.pdf'),
      twice('backslash'),
      twice('Größe 📎.pdf'),
    ]);
  });

  it('uploads the bytes themselves, with name and caption', async () => {
    let form = new FormData();
    const { api, seen } = apiOver(async (_path, request) => {
      form = await request.formData();
      return Response.json({ ok: true, result: { message_id: 9 } });
    });
    const sent = await api.sendFile({
      chat_id: -5,
      message_thread_id: 7,
      kind: 'document',
      file: { bytes: new Uint8Array([0, 255, 13, 10]), name: 'Größe "1".pdf' },
      caption: 'Look',
      caption_entities: [{ type: 'bold', offset: 0, length: 4 }],
    });
    assert.equal(sent.message_id, 9);
    assert.deepEqual(seen, ['/botTOKEN/sendDocument']);
    assert.deepEqual(
      ['chat_id', 'message_thread_id', 'caption', 'parse_mode'].map((name) => form.get(name)),
      ['-5', '7', 'Look', null],
    );
    assert.deepEqual(JSON.parse(String(form.get('caption_entities'))), [{ type: 'bold', offset: 0, length: 4 }]);
    const file = [...form.values()].find((value) => value instanceof File);
    assert.deepEqual([...new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer())], [0, 255, 13, 10]);
  });
});
