import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stage } from './simulator-suite.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

interface Sent {
  readonly message_id: number;
  readonly media_group_id?: string;
  readonly caption?: string;
  readonly photo?: readonly object[];
  readonly document?: { readonly file_name: string };
}

type Answer =
  { readonly ok: true; readonly result: readonly Sent[] } | { readonly ok: false; readonly description: string };

async function sendAlbum(
  stage: Stage,
  items: readonly object[],
  files: Readonly<Record<string, Buffer>>,
): Promise<Answer> {
  const form = new FormData();
  form.set('chat_id', String(stage.forum));
  form.set('media', JSON.stringify(items));
  for (const [name, bytes] of Object.entries(files)) form.set(name, new File([new Uint8Array(bytes)], `${name}.bin`));
  const url = `http://127.0.0.1/bot${stage.simulator.token}/sendMediaGroup`;
  const answer = await stage.simulator.fetch(new Request(url, { method: 'POST', body: form }));
  return (await answer.json()) as Answer;
}

const photo = (part: string, more: object = {}) => ({ type: 'photo', media: `attach://${part}`, ...more });
const refusal = async (items: readonly object[], files: Readonly<Record<string, Buffer>> = { a: PNG }) => {
  const stage = new Stage();
  const before = stage.control.messages({ chatId: stage.forum }).length;
  const answer = await sendAlbum(stage, items, files);
  assert.equal(stage.control.messages({ chatId: stage.forum }).length, before);
  return answer.ok ? 'sent' : answer.description;
};

describe('An album of the bot', () => {
  it('[DOC] is one message for each item, in order, tied together', async () => {
    const stage = new Stage();
    const answer = await sendAlbum(stage, [photo('a', { caption: 'Both' }), photo('b')], { a: PNG, b: PNG });
    assert.ok(answer.ok);
    const [first, second] = answer.result;
    assert.deepEqual([first?.caption, second?.caption], ['Both', undefined]);
    assert.ok(first?.media_group_id !== undefined && first.media_group_id === second?.media_group_id);
    assert.ok(first.message_id < (second?.message_id ?? 0));
  });

  it('[TDLib] of one item is an ordinary message', async () => {
    const answer = await sendAlbum(new Stage(), [photo('a')], { a: PNG });
    assert.ok(answer.ok);
    assert.deepEqual([answer.result.length, answer.result[0]?.media_group_id], [1, undefined]);
  });

  it('[DOC] has at most ten items, and documents and sound only among themselves', async () => {
    assert.equal(await refusal([]), 'Bad Request: there are no messages to send');
    assert.equal(
      await refusal(Array.from({ length: 11 }, () => photo('a'))),
      'Bad Request: too many messages to send as an album',
    );
    for (const type of ['document', 'audio']) {
      assert.equal(
        await refusal([photo('a'), { type, media: 'attach://a' }]),
        `Bad Request: ${type} can't be mixed with other media types`,
      );
    }
    assert.equal(
      await refusal([photo('a'), { type: 'animation', media: 'attach://a' }]),
      'Bad Request: can\'t parse InputMedia: type "animation" can\'t be used in sendMediaGroup',
    );
  });

  it('[TDLib] is refused as a whole for one item, which is named', async () => {
    assert.equal(
      await refusal([photo('a'), photo('b')], { a: PNG, b: Buffer.from('no picture') }),
      'Bad Request: failed to send message #2 with the error message "IMAGE_PROCESS_FAILED"',
    );
  });

  it('[DOC] takes from the budget of the chat what it has of messages', async () => {
    const stage = new Stage({ rateLimits: 'telegram' });
    const ten = Array.from({ length: 10 }, () => photo('a'));
    const outcomes = [
      await sendAlbum(stage, ten, { a: PNG }),
      await sendAlbum(stage, ten, { a: PNG }),
      await sendAlbum(stage, ten, { a: PNG }),
    ];
    assert.equal(outcomes.at(-1)?.ok, false);
  });
});

describe('What people send besides text', () => {
  it('[DOC] stickers say whether they move, and have neither caption nor name', async () => {
    const stage = new Stage();
    const send = (mimeType: string) =>
      stage.control.people.send({
        userId: stage.ids.mika,
        chatId: stage.forum,
        text: 'no caption',
        file: { kind: 'sticker', mimeType, emoji: '🎉', base64: PNG.toString('base64') },
      }).content;
    const { sticker, caption } = send('application/x-tgsticker');
    assert.deepEqual(
      [sticker?.is_animated, sticker?.is_video, sticker?.emoji, sticker?.file_name],
      [true, false, '🎉', undefined],
    );
    assert.equal(caption, undefined);
    assert.deepEqual([send('video/webm').sticker?.is_video, send('image/webp').sticker?.is_animated], [true, false]);
  });

  it('places and contacts are messages without text', () => {
    const stage = new Stage();
    const contact = { phone_number: '+3545550100', first_name: 'Robin' };
    const { content } = stage.control.people.send({ userId: stage.ids.mika, chatId: stage.forum, thing: { contact } });
    assert.deepEqual(content, { contact });
  });
});
