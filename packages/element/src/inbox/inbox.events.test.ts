import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { ChatError } from '@support-chat/sdk/agent';
import { InboxHarness } from '../../testing/inbox/inbox-harness.ts';
import { me } from '../../testing/inbox/example-team.ts';
import { conversation } from '../../testing/inbox/examples.ts';
import { ready, stories } from '../../testing/inbox/stories.ts';

const TYPES = [
  'inbox-ready',
  'inbox-unread-change',
  'inbox-conversation-open',
  'inbox-error',
  'inbox-sign-in-required',
] as const;

/** All events that reach the document, as `type detail`. */
function record(): string[] {
  const heard: string[] = [];
  for (const type of TYPES) {
    const listener = ({ detail }: CustomEvent): void => void heard.push(`${type} ${summarize(detail)}`);
    document.addEventListener(type, listener as EventListener);
    undo.push(() => document.removeEventListener(type, listener as EventListener));
  }
  return heard;
}

function summarize(detail: unknown): string {
  const {
    me: who,
    error,
    unreadCount,
    conversationId,
  } = Object(detail) as {
    readonly me?: { readonly agent: { readonly name: string } };
    readonly error?: { readonly code: string };
    readonly unreadCount?: number;
    readonly conversationId?: string | null;
  };
  return String(who?.agent.name ?? error?.code ?? unreadCount ?? conversationId);
}

const undo: (() => void)[] = [];

describe('<support-chat-inbox> events', () => {
  before(() => setViewport({ width: 1240, height: 760 }));
  afterEach(() => {
    for (const run of undo.splice(0)) run();
    InboxHarness.cleanUp();
  });

  it('tells who is signed in, once, and how much is unread', async () => {
    const heard = record();
    const inbox = await InboxHarness.mount();
    await inbox.update({ connection: 'polling' });
    expect(heard).to.deep.equal(['inbox-ready Mika', 'inbox-unread-change 2']);
    expect(inbox.element.unreadCount).to.equal(2);
  });

  it('tells which conversation is shown, and that none is', async () => {
    const inbox = await InboxHarness.mount();
    const heard = record();
    inbox.element.openConversation('c1');
    await inbox.settle();
    inbox.element.closeConversation();
    await inbox.settle();
    expect(heard).to.deep.equal(['inbox-conversation-open c1', 'inbox-conversation-open null']);
  });

  it('tells what went wrong, and tells the agent, too', async () => {
    const inbox = await InboxHarness.mount(stories.conversation);
    inbox.agent.refusals.set('resolve', new ChatError('conversation_ended', 'It has ended.'));
    const heard = record();
    await inbox.click('Resolve');
    expect(heard).to.deep.equal(['inbox-error conversation_ended']);
    expect(inbox.toasts).to.have.length(1);
  });

  it('asks for a sign-in when there is none any more, and when the agent asks', async () => {
    const inbox = await InboxHarness.mount();
    const heard = record();
    await inbox.update({ status: { name: 'signed-out' } });
    await inbox.click('Sign in');
    expect(heard).to.deep.equal(['inbox-sign-in-required undefined', 'inbox-sign-in-required undefined']);
    await inbox.update({ status: { name: 'ready' }, me });
    expect(heard.at(-1)).to.equal('inbox-ready Mika');
  });

  it('says that somebody waits, to who cannot see the list', async () => {
    const inbox = await InboxHarness.mount(ready);
    inbox.agent.emit('conversation:queued', { conversation: conversation('c9', { visitorName: 'Kim', agent: null }) });
    await inbox.settle();
    expect(inbox.announcements).to.deep.equal(['Kim is waiting in the queue']);
  });
});
