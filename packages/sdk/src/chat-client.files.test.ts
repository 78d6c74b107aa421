import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { fileJourney, picture } from '../testing/file-journey.ts';
import { visible } from '../testing/test-world.ts';

describe('files', () => {
  const on = fileJourney();

  it('are brought to the server when they are chosen, and go with the message', async () => {
    const upload = await on.chat.upload(picture());
    assert.deepEqual([upload.name, upload.mediaType, upload.byteSize], ['lamp.png', 'image/png', 7]);
    await on.uploaded();
    assert.deepEqual(on.states(), ['lamp.png uploaded']);
    const message = await on.chat.send({ text: 'The lamp', uploadIds: [upload.id] });
    assert.equal(message.type, 'image');
    assert.deepEqual(on.attached(), [['lamp.png']]);
    assert.deepEqual(on.chat.getSnapshot().uploads, []);
    await on.idle();
    assert.deepEqual(on.world.server.files.sentNames, ['lamp.png']);
    assert.deepEqual(on.attached(), [['lamp.png']]);
    assert.deepEqual(await on.stored(''), ['session']);
  });

  it('need no text', async () => {
    const { id } = await on.chat.upload(picture());
    await on.chat.send({ uploadIds: [id] });
    await on.idle();
    assert.deepEqual(on.attached(), [['lamp.png']]);
    assert.deepEqual(on.world.server.visitorTexts, ['']);
  });

  it('keep nothing in storage until a message carries them', async () => {
    await on.chat.upload(picture());
    await on.uploaded();
    assert.deepEqual(await on.stored(''), ['session']);
    on.chat.destroy();
    on.chat = await on.openPage();
    assert.deepEqual(on.chat.getSnapshot().uploads, []);
  });

  it('hold back their message, and those behind it', async () => {
    on.world.server.files.travelMs = 10_000;
    const { id } = await on.chat.upload(picture());
    await on.chat.send({ text: 'photo', uploadIds: [id] });
    await on.chat.send('later');
    await on.world.clock.advance(9_000);
    assert.deepEqual(visible(on.chat), ['photo (queued)', 'later (queued)']);
    assert.deepEqual(on.attached(), [['lamp.png'], []]);
    assert.equal(on.count('chat/message'), 0);
    await on.world.clock.advance(2_000);
    assert.deepEqual(on.world.server.visitorTexts, ['photo', 'later']);
    assert.deepEqual(visible(on.chat), ['photo (sent)', 'later (sent)']);
  });

  it('stand in the order in which they were named', async () => {
    const first = await on.chat.upload(picture('1', 'a.png'));
    const second = await on.chat.upload(picture('2', 'b.png'));
    await on.chat.send({ uploadIds: [second.id, first.id, second.id] });
    await on.idle();
    assert.deepEqual(on.attached(), [['b.png', 'a.png']]);
  });

  it('tell their progress in sensible steps', async () => {
    on.world.server.files.rules = { ...on.world.server.files.rules, max_bytes: 1e6 };
    on.chat.destroy();
    let steps = 0;
    on.chat = await on.openPage({
      putFile: async (put) => {
        for (let sent = 0; sent <= 1_000; sent++) {
          put.onProgress((put.file.size * sent) / 1_000);
          await Promise.resolve();
        }
        return on.world.server.putFile(put);
      },
    });
    on.chat.subscribe(() => (steps += 1));
    await on.chat.upload(picture('x'.repeat(100_000)));
    await on.uploaded();
    assert.ok(steps > 5 && steps < 30, String(steps));
  });

  it('travel two at a time, in the order in which they were chosen', async () => {
    on.world.server.files.travelMs = 1_000;
    for (const name of ['a.png', 'b.png', 'c.png']) await on.chat.upload(picture(name, name));
    await on.world.clock.advance(500);
    assert.deepEqual(on.states(), ['a.png 0.5', 'b.png 0.5', 'c.png waiting']);
    await on.world.clock.advance(1_000);
    assert.deepEqual(on.states(), ['a.png uploaded', 'b.png uploaded', 'c.png 0.5']);
  });

  describe('that are not taken', () => {
    const refusedWith = (code: string, file: Blob): Promise<void> => assert.rejects(on.chat.upload(file), { code });

    it('are refused before they travel', async () => {
      await refusedWith('attachment_type_refused', new File(['x'], 'a.zip', { type: 'application/zip' }));
      await refusedWith('attachment_type_refused', new File([], 'a.png', { type: 'image/png' }));
      await refusedWith('attachment_too_large', picture('x'.repeat(1_001)));
      for (let index = 0; index < 3; index++) await on.chat.upload(picture());
      await refusedWith('attachment_limit_reached', picture());
      assert.equal(on.chat.getSnapshot().uploads.length, 3);
    });

    it('are counted when they are chosen at once', async () => {
      const results = await Promise.allSettled(Array.from({ length: 5 }, () => on.chat.upload(picture())));
      assert.deepEqual(
        results.map(({ status }) => status),
        ['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'],
      );
    });

    it('are refused where the widget takes none', async () => {
      on.world.server.files.rules = { ...on.world.server.files.rules, enabled: false };
      on.chat.destroy();
      on.chat = await on.openPage();
      await refusedWith('feature_disabled', picture());
    });

    it('fail by what the server finds in them, and can be taken away', async () => {
      const { id } = await on.chat.upload(picture('virus'));
      await on.world.clock.until(() => on.states()[0] === 'lamp.png failed');
      const { state } = on.chat.getSnapshot().uploads[0] ?? {};
      assert.ok(state?.name === 'failed' && state.error.code === 'attachment_type_refused');
      await assert.rejects(on.chat.send({ text: 'look', uploadIds: [id] }), { code: 'attachment_type_refused' });
      await on.chat.cancelUpload(id);
      assert.deepEqual(on.states(), []);
      await assert.rejects(on.chat.send({ text: 'look', uploadIds: [id] }), { code: 'attachment_not_found' });
    });

    it('make their message fail, with the reason, and those behind it go on', async () => {
      on.world.server.files.travelMs = 1_000;
      const { id } = await on.chat.upload(picture('virus'));
      await on.chat.send({ text: 'photo', uploadIds: [id] });
      await on.chat.send('later');
      await on.world.clock.advance(3_000);
      assert.deepEqual(visible(on.chat), ['later (sent)', 'photo (failed)']);
      const { delivery } = on.chat.getSnapshot().messages[1] ?? {};
      assert.ok(delivery?.state === 'failed' && delivery.error.code === 'attachment_type_refused');
      await on.chat.discard(on.chat.getSnapshot().messages[1]?.id ?? '');
      assert.deepEqual(await on.stored(''), ['session']);
    });
  });

  describe('that a person holds in their hands', () => {
    beforeEach(() => (on.world.server.files.travelMs = 1_000));

    it('can be paused and resumed', async () => {
      const { id } = await on.chat.upload(picture());
      await on.world.clock.advance(500);
      on.chat.pauseUpload(id);
      await on.world.clock.advance(5_000);
      assert.deepEqual(on.states(), ['lamp.png paused']);
      on.chat.resumeUpload(id);
      await on.uploaded();
      assert.equal(on.world.server.files.all.length, 1, 'in the place that was given');
    });

    it('can be cancelled', async () => {
      const { id } = await on.chat.upload(picture());
      await on.world.clock.advance(500);
      await on.chat.cancelUpload(id);
      await on.world.clock.advance(5_000);
      assert.deepEqual(on.states(), []);
      assert.equal(on.count('chat/upload/complete'), 0);
      assert.equal(on.world.clock.pending <= 1, true, 'nothing of it goes on');
    });

    it('go on with their message when they were paused', async () => {
      const { id } = await on.chat.upload(picture());
      await on.world.clock.advance(500);
      on.chat.pauseUpload(id);
      await on.world.clock.advance(0);
      await on.chat.send({ text: 'photo', uploadIds: [id] });
      await on.idle();
      assert.deepEqual(on.world.server.files.sentNames, ['lamp.png']);
    });

    it('can be tried again when they have failed', async () => {
      on.world.server.nextFaults.push({ kind: 'status', status: 403, code: 'feature_disabled', path: 'chat/upload' });
      const { id } = await on.chat.upload(picture());
      await on.world.clock.until(() => on.states()[0] === 'lamp.png failed');
      on.chat.resumeUpload(id);
      await on.uploaded();
    });

    it('stop when their message is discarded', async () => {
      const { id } = await on.chat.upload(picture());
      const message = await on.chat.send({ text: 'photo', uploadIds: [id] });
      await on.world.clock.advance(500);
      await on.chat.discard(message.id);
      await on.world.clock.advance(5_000);
      assert.equal(on.count('chat/upload/complete'), 0);
      assert.deepEqual([visible(on.chat), await on.stored('')], [[], ['session']]);
      assert.deepEqual(on.states(), []);
    });
  });

  describe('over a bad network', () => {
    for (const path of ['chat/upload', 'PUT', 'chat/upload/complete'] as const) {
      for (const kind of ['down', 'lost-answer', 'portal'] as const) {
        it(`arrive once when ${path} fails (${kind})`, async () => {
          for (let times = 0; times < 3; times++) on.world.server.nextFaults.push({ kind, path });
          const { id } = await on.chat.upload(picture());
          await on.chat.send({ text: 'photo', uploadIds: [id] });
          await on.idle();
          assert.deepEqual(on.world.server.files.sentNames, ['lamp.png']);
          assert.deepEqual(on.world.server.visitorTexts, ['photo']);
        });
      }
    }

    it('do not travel again when only the answer got lost', async () => {
      on.world.server.nextFaults.push({ kind: 'lost-answer', path: 'PUT' });
      await on.chat.upload(picture());
      await on.uploaded();
      assert.equal(on.count('PUT'), 1);
    });

    it('get a new place when theirs has expired', async () => {
      on.world.server.nextFaults.push({ kind: 'down', path: 'PUT' });
      on.world.server.files.placeSeconds = 0.1;
      await on.chat.upload(picture());
      await on.world.clock.advance(200);
      on.world.server.files.placeSeconds = 60;
      await on.uploaded();
      assert.equal(on.world.server.files.all.length, 2);
    });

    it('fail when the storage refuses every place', async () => {
      for (let times = 0; times < 5; times++)
        on.world.server.nextFaults.push({ kind: 'status', status: 403, path: 'PUT' });
      await on.chat.upload(picture());
      await on.world.clock.until(() => on.states()[0] === 'lamp.png failed');
    });

    it('wait as long as the server asks', async () => {
      on.world.server.nextFaults.push({
        kind: 'status',
        status: 429,
        code: 'rate_limited',
        retryAfter: '20',
        path: 'chat/upload',
      });
      await on.chat.upload(picture());
      await on.world.clock.advance(19_000);
      on.world.page.send('visible');
      await on.world.clock.advance(500);
      assert.deepEqual(on.states(), ['lamp.png waiting']);
      await on.world.clock.advance(1_000);
      assert.deepEqual(on.states(), ['lamp.png uploaded']);
    });

    for (const wake of ['online', 'reconnect'] as const) {
      it(`go on at once after "${wake}"`, async () => {
        on.world.server.fault = { kind: 'down' };
        await on.chat.upload(picture());
        await on.world.clock.advance(60_000);
        on.world.server.fault = null;
        if (wake === 'online') on.world.page.send('online');
        else on.chat.reconnect();
        await on.world.clock.advance(0);
        assert.deepEqual(on.states(), ['lamp.png uploaded']);
      });
    }

    it('are given up and tried again when they stand still', async () => {
      let puts = 0;
      on.chat.destroy();
      on.chat = await on.openPage({
        putFile: (put) => {
          if (++puts > 1) return on.world.server.putFile(put);
          put.onProgress(1);
          return new Promise(() => {});
        },
      });
      await on.chat.upload(picture());
      await on.world.clock.advance(59_000);
      assert.equal(puts, 1);
      await on.world.clock.advance(5_000);
      assert.deepEqual([puts, on.states()], [2, ['lamp.png uploaded']]);
    });
  });

  it('are made smaller before they are measured and before they travel', async () => {
    on.chat.destroy();
    const edges: number[] = [];
    on.chat = await on.openPage({
      shrinkPicture: async (file, maxEdge) => {
        edges.push(maxEdge);
        return file.slice(0, 10, file.type);
      },
    });
    const large = picture('x'.repeat(2_000));
    const upload = await on.chat.upload(large);
    assert.deepEqual([upload.byteSize, upload.name, upload.file.size], [10, 'lamp.png', 10]);
    await on.chat.upload(large, { maxImageEdge: 100, name: 'small.png' });
    assert.deepEqual(edges, [2_560, 100]);
    await on.uploaded();
    assert.deepEqual(
      on.world.server.files.all.map(({ wire }) => [wire.name, wire.byte_size]),
      [
        ['lamp.png', 10],
        ['small.png', 10],
      ],
    );
    await assert.rejects(on.chat.upload(large, { maxImageEdge: 0 }), { code: 'attachment_too_large' });
  });
});
