import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { fileJourney, picture, STORE_NAME } from '../testing/file-journey.ts';
import { type TestWorld, visible } from '../testing/test-world.ts';
import type { SupportChat } from './support-chat.ts';

describe('files of unsent messages', () => {
  const on = fileJourney();

  describe('over a reload', () => {
    it('go on with their message, which shows them at once', async () => {
      on.world.server.fault = { kind: 'down' };
      const { id } = await on.chat.upload(picture());
      await on.chat.send({ text: 'photo', uploadIds: [id] });
      on.chat.destroy();
      on.chat = on.world.open();
      on.chat.setOpen(true);
      await on.world.clock.advance(5_000);
      assert.deepEqual([visible(on.chat), on.attached()], [['photo (queued)'], [['lamp.png']]]);
      on.world.server.fault = null;
      on.chat.reconnect();
      await on.idle();
      assert.deepEqual(on.world.server.files.sentNames, ['lamp.png']);
      assert.deepEqual(await on.stored(''), ['session']);
    });

    it('do not travel again when they had arrived', async () => {
      on.world.server.nextFaults.push({ kind: 'slow', delayMs: 60_000, path: 'chat/upload/complete' });
      const { id } = await on.chat.upload(picture());
      await on.chat.send({ text: 'photo', uploadIds: [id] });
      await on.world.clock.advance(1_000);
      assert.equal(on.count('PUT'), 1);
      on.chat.destroy();
      on.chat = await on.openPage();
      await on.idle();
      assert.equal(on.count('PUT'), 1);
      assert.deepEqual(on.world.server.files.sentNames, ['lamp.png']);
    });

    it('are asked for nothing when the server had accepted them', async () => {
      const { id } = await on.chat.upload(picture());
      await on.uploaded();
      on.world.server.fault = { kind: 'down' };
      await on.chat.send({ text: 'photo', uploadIds: [id] });
      on.chat.destroy();
      on.world.server.fault = null;
      const before = on.count('chat/upload/complete');
      on.chat = await on.openPage();
      await on.idle();
      assert.equal(on.count('chat/upload/complete'), before);
    });
  });

  describe('that the server has forgotten', () => {
    it('are brought again for the same message', async () => {
      const { id } = await on.chat.upload(picture());
      await on.uploaded();
      on.world.server.files.deleteUnsent();
      await on.chat.send({ text: 'photo', uploadIds: [id] });
      await on.idle();
      assert.deepEqual(on.world.server.files.sentNames, ['lamp.png']);
      assert.deepEqual(on.world.server.visitorTexts, ['photo']);
    });

    it('are brought again by a new session, also after a reload', async () => {
      const { id } = await on.chat.upload(picture());
      await on.uploaded();
      on.world.server.fault = { kind: 'down' };
      await on.chat.send({ text: 'photo', uploadIds: [id] });
      on.chat.destroy();
      on.world.server.fault = null;
      on.world.server.sessions.revoke();
      on.chat = await on.openPage();
      await on.world.clock.until(() => visible(on.chat)[0] === 'photo (sent)');
      assert.equal(on.world.server.sessions.count, 2);
      assert.deepEqual(on.world.server.files.sentNames, ['lamp.png']);
    });

    it('are brought again before the message is, when a new session is known', async () => {
      const { id } = await on.chat.upload(picture());
      await on.uploaded();
      on.world.server.sessions.revoke();
      await on.chat.send('first');
      await on.world.clock.advance(3_000);
      const before = on.count('chat/message');
      await on.chat.send({ text: 'photo', uploadIds: [id] });
      await on.world.clock.until(() => visible(on.chat).includes('photo (sent)'));
      assert.equal(on.count('chat/message'), before + 1);
    });

    it('make their message fail when they are never found', async () => {
      const { id } = await on.chat.upload(picture());
      for (let times = 0; times < 9; times++) {
        on.world.server.nextFaults.push({
          kind: 'status',
          status: 404,
          code: 'attachment_not_found',
          path: 'chat/message',
        });
      }
      await on.chat.send({ text: 'photo', uploadIds: [id] });
      await on.world.clock.until(() => visible(on.chat)[0] === 'photo (failed)');
    });
  });

  describe('without room for them', () => {
    const refuseFiles = (): void => {
      on.world.browser.fileError = new DOMException('Full.', 'QuotaExceededError');
    };

    it('stay in memory while the text is stored, and the snapshot says so', async () => {
      refuseFiles();
      on.world.server.fault = { kind: 'down' };
      const { id } = await on.chat.upload(picture());
      await on.chat.send({ text: 'photo', uploadIds: [id] });
      assert.equal(on.chat.getSnapshot().storage, 'partial');
      assert.deepEqual((await on.stored('message:')).length, 1);
      on.world.server.fault = null;
      on.chat.reconnect();
      await on.idle();
      assert.equal(on.chat.getSnapshot().storage, 'persistent');
      assert.deepEqual(on.world.server.files.sentNames, ['lamp.png']);
    });

    it('are missed after a reload: the text is kept, and the message fails with the reason', async () => {
      refuseFiles();
      on.world.server.fault = { kind: 'down' };
      const { id } = await on.chat.upload(picture());
      await on.chat.send({ text: 'photo', uploadIds: [id] });
      await on.chat.send('later');
      on.chat.destroy();
      on.world.server.fault = null;
      on.chat = await on.openPage();
      await on.world.clock.until(() => visible(on.chat).includes('photo (failed)'));
      const { delivery, attachments } = on.chat.getSnapshot().messages.at(-1) ?? {};
      assert.ok(delivery?.state === 'failed' && delivery.error.code === 'attachment_not_found');
      assert.equal(attachments?.[0]?.name, 'lamp.png');
      assert.deepEqual(on.world.server.visitorTexts, ['later']);
    });

    it('go on after a reload when they had arrived', async () => {
      refuseFiles();
      const { id } = await on.chat.upload(picture());
      await on.uploaded();
      on.world.server.fault = { kind: 'down' };
      await on.chat.send({ text: 'photo', uploadIds: [id] });
      on.chat.destroy();
      on.world.server.fault = null;
      on.chat = await on.openPage();
      await on.idle();
      assert.deepEqual(on.world.server.files.sentNames, ['lamp.png']);
    });

    it('work in memory alone', async () => {
      on.chat = await on.openPage({}, { storage: 'memory' });
      const { id } = await on.chat.upload(picture());
      await on.chat.send({ text: 'photo', uploadIds: [id] });
      await on.idle();
      assert.equal(on.chat.getSnapshot().storage, 'memory');
      assert.deepEqual(on.world.server.files.sentNames, ['lamp.png']);
    });
  });

  for (const kind of ['Web Locks', 'a lease in storage'] as const) {
    describe(`in two tabs over ${kind}`, () => {
      let locksOfA: ReturnType<TestWorld['browser']['openLocks']>;
      let other: SupportChat;
      beforeEach(async () => {
        on.chat.destroy();
        locksOfA = on.world.browser.openLocks();
        on.chat = await on.openPage({ locks: kind === 'Web Locks' ? locksOfA : null });
        other = await on.openPage(kind === 'Web Locks' ? {} : { locks: null });
      });

      it('travel once, whichever tab sends', async () => {
        on.world.server.files.travelMs = 5_000;
        on.world.server.nextFaults.push({ kind: 'slow', delayMs: 3_000, path: 'chat/message' });
        await other.send('first');
        await on.world.clock.advance(500);
        const { id } = await on.chat.upload(picture());
        await on.chat.send({ text: 'photo', uploadIds: [id] });
        await on.world.clock.advance(20_000);
        assert.deepEqual(on.world.server.visitorTexts, ['first', 'photo']);
        assert.equal(on.count('PUT'), 1);
        assert.deepEqual([visible(on.chat), visible(other)], Array(2).fill(['first (sent)', 'photo (sent)']));
      });

      it('are brought by the other one when the first dies', async () => {
        on.world.server.nextFaults.push({ kind: 'slow', delayMs: 3_600_000, path: 'PUT' });
        const { id } = await on.chat.upload(picture());
        await on.chat.send({ text: 'photo', uploadIds: [id] });
        await on.world.clock.advance(1_000);
        if (kind === 'Web Locks') locksOfA.kill();
        else on.chat.destroy();
        await on.world.clock.advance(60_000);
        assert.deepEqual(visible(other), ['photo (sent)']);
        assert.deepEqual(on.world.server.files.sentNames, ['lamp.png']);
      });

      it('that only one of them has in memory wait for that one', async () => {
        on.world.browser.fileError = new DOMException('Full.', 'QuotaExceededError');
        on.world.server.nextFaults.push({ kind: 'slow', delayMs: 2_000, path: 'chat/message' });
        await other.send('first');
        await on.world.clock.advance(500);
        on.world.server.files.travelMs = 10_000;
        const { id } = await on.chat.upload(picture());
        await on.chat.send({ text: 'photo', uploadIds: [id] });
        await on.world.clock.advance(60_000);
        assert.deepEqual(on.world.server.visitorTexts, ['first', 'photo']);
      });

      it('are forgotten by both when the message is discarded in one', async () => {
        on.world.server.fault = { kind: 'down' };
        const { id } = await on.chat.upload(picture());
        const { id: messageId } = await on.chat.send({ text: 'photo', uploadIds: [id] });
        await on.world.clock.advance(500);
        await other.discard(messageId);
        await on.world.clock.advance(500);
        on.world.server.fault = null;
        await on.world.clock.advance(60_000);
        assert.deepEqual([visible(on.chat), visible(other), on.world.server.visitorTexts], [[], [], []]);
        assert.equal(on.world.server.files.all.length, 0);
      });
    });
  }

  it('of no message, left by a crash, are swept up, and others are not', async () => {
    const storage = on.world.browser.openStorage(STORE_NAME);
    await storage.set('file:stray', new Blob(['x']));
    await storage.set('upload:stray', {});
    await storage.set('lease:upload:stray', undefined);
    on.world.server.fault = { kind: 'down' };
    const { id } = await on.chat.upload(picture());
    await on.chat.send({ text: 'photo', uploadIds: [id] });
    await on.world.clock.advance(2 * 60_000);
    assert.deepEqual(await on.stored('file:'), ['file:stray', `file:${id}`]);
    await on.world.clock.advance(2 * 60_000);
    assert.deepEqual([await on.stored('file:'), await on.stored('upload:')], [[`file:${id}`], []]);
    assert.deepEqual(await on.stored('lease:'), []);
  });

  it('leave with the visitor', async () => {
    on.world.server.files.travelMs = 5_000;
    await on.chat.upload(picture());
    await on.chat.logout();
    assert.deepEqual(on.states(), []);
  });

  it('that are still made smaller when the visitor leaves are not shown to the next one', async () => {
    on.chat.destroy();
    let finish = (): void => {};
    on.chat = await on.openPage({ shrinkPicture: () => new Promise((resolve) => (finish = () => resolve(null))) });
    const choosing = assert.rejects(on.chat.upload(picture()), { code: 'aborted' });
    await on.world.clock.advance(0);
    await on.chat.logout();
    finish();
    await choosing;
    assert.deepEqual(on.states(), []);
  });
});
