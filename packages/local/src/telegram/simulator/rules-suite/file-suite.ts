import assert from 'node:assert/strict';
import type { OutsideClient } from './outside-client-suite.ts';
import { holds, refuses } from './rule-suite.ts';
import type { Rule } from './rule-suite.ts';

const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
const picture = () => new File([PNG], 'dot.png', { type: 'image/png' });
const note = () => new File(['a note'], 'note.txt', { type: 'text/plain' });
const MEGABYTE = 1024 * 1024;

const uploadTo = (client: OutsideClient, method: string, files: Record<string, File>, fields: object = {}) =>
  client.upload(method, { chat_id: client.forum, ...fields }, files);

const album = (client: OutsideClient, items: object[], files: Record<string, File>) =>
  uploadTo(client, 'sendMediaGroup', files, { media: items });

/** A file that Mika put into the forum; only its size counts. */
async function fileOfMika(client: OutsideClient, kind: string, size: number): Promise<string> {
  const sent = await client.act<{ content: Record<string, { file_id: string } | { file_id: string }[]> }>(
    'send-message',
    {
      userId: client.ids.mika,
      chatId: client.forum,
      file: { kind, size, name: 'file.bin' },
    },
  );
  const file = sent.content[kind];
  return (Array.isArray(file) ? file[0] : file)?.file_id ?? '';
}

/** Files both ways, albums, places and contacts. */
export const fileRules: readonly Rule[] = [
  holds('a file is uploaded, found and downloaded, less its name', 'DOC #getfile', async (client) => {
    const sent = await uploadTo(client, 'sendDocument', { part: note() }, { document: 'attach://part' });
    assert.ok(sent.ok);
    const file = await client.ok<{ file_path: string; file_size: number }>('getFile', {
      file_id: sent.result.document?.file_id,
    });
    const download = await client.fetch(`/file/bot${client.token}/${file.file_path}`);
    assert.equal(await download.text(), 'a note');
    assert.equal(download.headers.get('content-type'), 'application/octet-stream');
    assert.equal((await client.fetch(`/file/bot1:wrong/${file.file_path}`)).status, 401);
  }),
  refuses('a bot fetches up to 20 MB', 'SRC Client::on_update_file', 'Bad Request: file is too big', async (client) =>
    client.call('getFile', { file_id: await fileOfMika(client, 'video', 21 * MEGABYTE) }),
  ),
  refuses(
    'a file is known by its id',
    'SRC Client::on_update_file',
    'Bad Request: wrong file_id or the file is temporarily unavailable',
    (client) => client.call('getFile', { file_id: 'nothing' }),
  ),
  ...['animation', 'audio', 'document', 'photo', 'sticker', 'video', 'voice'].map((kind) => {
    const method = `send${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    return refuses(
      `${method} has a file`,
      `SRC Client::process_send_${kind}_query`,
      `Bad Request: there is no ${kind} in the request`,
      (client) => client.call(method, { chat_id: client.forum }),
    );
  }),
  refuses(
    'sendVideoNote has a file',
    'SRC Client::process_send_video_note_query',
    'Bad Request: there is no video note in the request',
    (client) => client.call('sendVideoNote', { chat_id: client.forum }),
  ),
  refuses(
    'a caption has 1024 characters at most',
    'DOC #sendphoto',
    'Bad Request: message caption is too long',
    (client) => uploadTo(client, 'sendPhoto', { photo: picture() }, { caption: 'x'.repeat(1025) }),
  ),
  refuses(
    'a photo is a picture',
    'unverified: the code is seen by others',
    'Bad Request: IMAGE_PROCESS_FAILED',
    (client) => uploadTo(client, 'sendPhoto', { photo: note() }),
  ),
  refuses('a photo is no ribbon', 'DOC #sendphoto', 'Bad Request: PHOTO_INVALID_DIMENSIONS', (client) => {
    const ribbon = Buffer.from(PNG);
    ribbon.writeUInt32BE(2100, 16);
    ribbon.writeUInt32BE(100, 20);
    return uploadTo(client, 'sendPhoto', { photo: new File([Uint8Array.from(ribbon)], 'ribbon.png') });
  }),
  refuses(
    'a caption stays within its limit when it is edited',
    "unverified: the code is TDLib's, seen by others",
    'Bad Request: MEDIA_CAPTION_TOO_LONG',
    async (client) => {
      const sent = await uploadTo(client, 'sendPhoto', { photo: picture() });
      assert.ok(sent.ok);
      const { message_id } = sent.result;
      return client.call('editMessageCaption', { chat_id: client.forum, message_id, caption: 'x'.repeat(1025) });
    },
  ),
  refuses(
    'a file stays of its kind',
    'SRC Client::get_input_file',
    "Bad Request: can't use file of type Photo as Document",
    async (client) =>
      client.call('sendDocument', { chat_id: client.forum, document: await fileOfMika(client, 'photo', 10) }),
  ),
  holds('a file is sent again by its id', 'DOC #sending-files', async (client) => {
    const document = await fileOfMika(client, 'document', 10);
    assert.equal((await client.ok('sendDocument', { chat_id: client.forum, document })).document?.file_id, document);
  }),
  refuses(
    'an address that Telegram cannot reach',
    'SRC Client::fail_query_with_error',
    'Bad Request: failed to get HTTP URL content',
    (client) => client.call('sendPhoto', { chat_id: client.forum, photo: 'https://bot.example/a.png' }),
  ),
  holds('an address with a picture behind it becomes a photo', 'DOC #sending-files', async (client) => {
    const url = 'https://bot.example/a.png';
    await client.act('publish-file', { url, base64: Buffer.from(PNG).toString('base64'), mimeType: 'image/png' });
    assert.equal((await client.ok('sendPhoto', { chat_id: client.forum, photo: url })).photo?.length, 1);
  }),
  refuses(
    'documents by address are PDF or ZIP',
    'SRC Client::fail_query_with_error',
    'Bad Request: wrong type of the web page content',
    async (client) => {
      const url = 'https://bot.example/note.txt';
      await client.act('publish-file', { url, base64: 'eA==', mimeType: 'text/plain' });
      return client.call('sendDocument', { chat_id: client.forum, document: url });
    },
  ),
  holds('a text becomes a photo and a photo another', 'DOC #editmessagemedia', async (client) => {
    const { message_id } = await client.send();
    const media = { type: 'photo', media: 'attach://new', caption: 'now a picture' };
    const edited = await uploadTo(client, 'editMessageMedia', { new: picture() }, { message_id, media });
    assert.ok(edited.ok);
    assert.deepEqual(
      [edited.result.text, edited.result.caption, edited.result.photo?.length],
      [undefined, 'now a picture', 1],
    );
  }),

  holds('an album is as many messages with one media_group_id', 'DOC #sendmediagroup', async (client) => {
    const form = [
      { type: 'photo', media: 'attach://a', caption: 'Both' },
      { type: 'photo', media: 'attach://b' },
    ];
    const answer = (await album(client, form, { a: picture(), b: picture() })) as unknown as {
      result: { caption?: string; media_group_id: string }[];
    };
    assert.deepEqual(
      answer.result.map(({ caption }) => caption),
      ['Both', undefined],
    );
    assert.equal(new Set(answer.result.map(({ media_group_id: id }) => id)).size, 1);
  }),
  holds('an album of a person is as many updates of one queue', 'tdlib/telegram-bot-api#702', async (client) => {
    await client.drain();
    const files = [
      { kind: 'photo', size: 1 },
      { kind: 'photo', size: 1 },
    ];
    await client.act('send-album', { userId: client.ids.mika, chatId: client.forum, text: 'Two', files });
    const items = await client.waiting('message');
    assert.deepEqual(
      items.map(({ caption }) => caption),
      ['Two', undefined],
    );
    assert.equal(new Set(items.map(({ media_group_id: id }) => id)).size, 1);
  }),
  refuses(
    'an album has ten items at most',
    'TDLib MessagesManager::send_message_group',
    'Bad Request: too many messages to send as an album',
    (client) =>
      album(
        client,
        Array.from({ length: 11 }, () => ({ type: 'photo', media: 'attach://a' })),
        { a: picture() },
      ),
  ),
  refuses(
    'documents stay among themselves',
    'TDLib MessagesManager::send_message_group',
    "Bad Request: document can't be mixed with other media types",
    (client) =>
      album(
        client,
        ['photo', 'document'].map((type) => ({ type, media: 'attach://a' })),
        { a: picture() },
      ),
  ),
  refuses(
    'one bad item takes the album with it',
    'TDLib MessagesManager::send_message_group',
    'Bad Request: failed to send message #2 with the error message "IMAGE_PROCESS_FAILED"',
    (client) =>
      album(
        client,
        ['a', 'b'].map((part) => ({ type: 'photo', media: `attach://${part}` })),
        { a: picture(), b: note() },
      ),
  ),

  holds('places and contacts are messages without text', 'DOC #sendvenue', async (client) => {
    const place = { chat_id: client.forum, latitude: 64.15, longitude: -21.94 };
    const { location } = await client.ok('sendLocation', place);
    const { venue } = await client.ok('sendVenue', { ...place, title: 'Harbor', address: 'Quay 1' });
    const { contact } = await client.ok('sendContact', {
      chat_id: client.forum,
      phone_number: '+3545550100',
      first_name: 'Robin',
    });
    assert.deepEqual(
      [location, venue?.location, contact?.first_name],
      [{ latitude: 64.15, longitude: -21.94 }, { latitude: 64.15, longitude: -21.94 }, 'Robin'],
    );
  }),
  refuses('a place has a latitude', 'SRC Client::get_location', 'Bad Request: latitude is empty', (client) =>
    client.call('sendLocation', { chat_id: client.forum, longitude: 1 }),
  ),
  refuses(
    'a contact has a number',
    'SRC Client::get_required_string_arg',
    'Bad Request: parameter "phone_number" is required',
    (client) => client.call('sendContact', { chat_id: client.forum, first_name: 'Robin' }),
  ),
];
