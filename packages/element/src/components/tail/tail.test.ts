import { expect } from '@open-wc/testing';
import '../../define-tail.ts';
import type { ChatConversation } from '@support-chat/sdk';
import { stories } from '../../../testing/stories.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';

const talking = stories.conversation.snapshot;

describe('the place in the queue', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  const waiting = (queuePosition: number | null, estimatedWaitMs: number | null = null): ChatConversation => ({
    ...talking.conversation!,
    status: 'queued',
    agent: null,
    queuePosition,
    estimatedWaitMs,
  });
  const shown = (chat: SupportChatHarness): string | undefined =>
    chat.list!.shadowRoot!.querySelector('support-chat-tail [role=status]')?.textContent.trim().replace(/\s+/g, ' ');
  const show = async (chat: SupportChatHarness, conversation: ChatConversation): Promise<string | undefined> => {
    await chat.update({ conversation });
    await chat.list!.shadowRoot!.querySelector('support-chat-tail')!.updateComplete;
    return shown(chat);
  };

  it('is said behind the last message, with the wait where it is known, and moves up', async () => {
    const chat = await SupportChatHarness.mount({ ...talking, conversation: waiting(null) });
    await chat.openConversation();
    expect(shown(chat)).to.equal(undefined);
    expect(await show(chat, waiting(3, 240_000))).to.equal('Your place in line: 3Estimated wait: 4 minutes');
    await chat.expectAccessible();
    expect(await show(chat, waiting(2))).to.equal('Your place in line: 2');
    expect(await show(chat, waiting(1))).to.equal('You are next in line.');
    expect(await show(chat, { ...waiting(null), status: 'active' })).to.equal(undefined);
  });
});
