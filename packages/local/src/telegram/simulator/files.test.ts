import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stage } from './simulator-suite.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('A file', () => {
  const upload = (
    stage: Stage,
    method: string,
    part: string,
    bytes: Uint8Array,
    name: string,
    fields: Record<string, string> = {},
  ) => {
    const form = new FormData();
    for (const [key, value] of Object.entries({ chat_id: String(stage.forum), ...fields })) form.set(key, value);
    form.set(part, new File([Uint8Array.from(bytes)], name, { type: 'application/pdf' }));
    return stage.simulator.fetch(
      new Request(`http://127.0.0.1/bot${stage.simulator.token}/${method}`, { method: 'POST', body: form }),
    );
  };

  it('[DOC] is uploaded as multipart, found by getFile and downloaded by its path', async () => {
    const stage = new Stage();
    const answer = await upload(stage, 'sendDocument', 'upload1', Buffer.from('%PDF-1.7 proof'), 'proof.pdf', {
      document: 'attach://upload1',
      caption: 'Proof of delivery',
    });
    const { result } = (await answer.json()) as {
      result: { caption: string; document: { file_id: string; file_name: string; mime_type: string } };
    };
    assert.equal(result.caption, 'Proof of delivery');
    assert.deepEqual([result.document.file_name, result.document.mime_type], ['proof.pdf', 'application/pdf']);
    const { file_path } = await stage.ok<{ file_path: string }>('getFile', { file_id: result.document.file_id });
    const file = await stage.simulator.fetch(
      new Request(`http://127.0.0.1/file/bot${stage.simulator.token}/${file_path}`),
    );
    assert.equal(await file.text(), '%PDF-1.7 proof');
    assert.equal(
      (await stage.simulator.fetch(new Request(`http://127.0.0.1/file/bot1:wrong/${file_path}`))).status,
      401,
    );
  });

  it('[DOC] is read as a picture when it is sent as a photo', async () => {
    const stage = new Stage();
    const answer = (await (await upload(stage, 'sendPhoto', 'photo', PNG, 'dot.png')).json()) as {
      result: { photo: { width: number; height: number }[] };
    };
    assert.deepEqual(
      answer.result.photo.map(({ width, height }) => [width, height]),
      [[1, 1]],
    );
    const refused = (await (await upload(stage, 'sendPhoto', 'photo', Buffer.from('no picture'), 'a.png')).json()) as {
      description: string;
    };
    assert.equal(refused.description, 'Bad Request: IMAGE_PROCESS_FAILED');
  });

  it('[DOC] over 20 MB cannot be fetched by a bot', async () => {
    const stage = new Stage();
    const { content } = stage.control.people.send({
      userId: stage.ids.mika,
      chatId: stage.forum,
      file: { kind: 'video', name: 'unboxing.mp4', size: 21 * 1024 * 1024 },
    });
    assert.equal(
      (await stage.refused('getFile', { file_id: content.video?.file_id })).description,
      'Bad Request: file is too big',
    );
  });

  it('[DOC] can be sent again by its id, but never as another kind', async () => {
    const stage = new Stage();
    const { content } = stage.control.people.send({
      userId: stage.ids.mika,
      chatId: stage.forum,
      file: { kind: 'photo', size: 10 },
    });
    const file_id = content.photo?.[0]?.file_id;
    assert.equal((await stage.ok('sendPhoto', { chat_id: stage.forum, photo: file_id })).photo?.[0]?.file_id, file_id);
    assert.equal(
      (await stage.refused('sendDocument', { chat_id: stage.forum, document: file_id })).description,
      "Bad Request: can't use file of type Photo as Document",
    );
  });
});

describe('Parameters', () => {
  it('[DOC] come as query, form, JSON or multipart, and the method in any case', async () => {
    const stage = new Stage();
    const url = `http://127.0.0.1/bot${stage.simulator.token}`;
    const text = async (request: Request) =>
      ((await (await stage.simulator.fetch(request)).json()) as { result: { text: string } }).result.text;
    const form = new FormData();
    form.set('chat_id', String(stage.forum));
    form.set('text', 'multipart');
    assert.equal(await text(new Request(`${url}/SENDMESSAGE?chat_id=${stage.forum}&text=query`)), 'query');
    assert.equal(
      await text(
        new Request(`${url}/sendMessage`, {
          method: 'POST',
          body: new URLSearchParams({ chat_id: String(stage.forum), text: 'form' }),
        }),
      ),
      'form',
    );
    assert.equal(await text(new Request(`${url}/sendmessage`, { method: 'POST', body: form })), 'multipart');
    assert.equal((await stage.send('json')).text, 'json');
  });

  it('[SRC] with a wrong token are answered 401', async () => {
    const stage = new Stage();
    const answer = await stage.simulator.fetch(new Request('http://127.0.0.1/bot1:wrong/getMe'));
    assert.equal(answer.status, 401);
    assert.deepEqual(await answer.json(), { ok: false, error_code: 401, description: 'Unauthorized' });
  });
});
