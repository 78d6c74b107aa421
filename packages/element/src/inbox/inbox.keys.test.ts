import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { EMPTY_AGENT_SNAPSHOT } from '@support-chat/sdk/agent';
import { InboxHarness } from '../../testing/inbox/inbox-harness.ts';
import { queuedThread, thread } from '../../testing/inbox/example-thread.ts';
import { ready, stories } from '../../testing/inbox/stories.ts';

describe('keys of <support-chat-inbox>', () => {
  before(() => setViewport({ width: 1240, height: 760 }));
  afterEach(() => InboxHarness.cleanUp());

  it('go through the list and act on what is shown', async () => {
    const inbox = await InboxHarness.mount(ready, { threads: [thread, queuedThread] });
    inbox.find('[part~=conversations]').focus();
    await inbox.press('j');
    expect(inbox.agent.callsOf('openConversation')).to.deep.equal([['c1']]);
    inbox.find('[part~=messages]').focus();
    await inbox.press('n');
    expect(inbox.focused).to.equal(inbox.field);
    expect(inbox.find('[part~=send]').textContent?.trim()).to.equal('Save note');
  });

  it('go on through the list after they have opened something, and come back out of the field', async () => {
    const inbox = await InboxHarness.mount(ready, { threads: [thread, { ...thread, conversationId: 'c2' }] });
    inbox.find('[part~=conversations]').focus();
    const opened = (): unknown[] => inbox.agent.callsOf('openConversation').map(([id]) => id);
    await inbox.press('j');
    await inbox.press('j');
    await inbox.press('k');
    expect(opened()).to.deep.equal(['c1', 'c2', 'c1']);
    expect(inbox.focused).to.equal(inbox.find('[part~=messages]'));
    await inbox.press('r');
    await inbox.press('Escape');
    expect(inbox.focused, 'out of the field').to.equal(inbox.find('[part~=messages]'));
    expect(inbox.agent.callsOf('closeConversationView'), 'and no further').to.have.length(0);
    await inbox.press('j');
    expect(opened().at(-1)).to.equal('c2');
    await inbox.press('Escape');
    expect(inbox.agent.callsOf('closeConversationView')).to.have.length(1);
  });

  it('come back to the tab where the list is empty', async () => {
    const inbox = await InboxHarness.mount({ ...stories.empty, thread });
    inbox.find('[part~=messages]').focus();
    await inbox.press('Escape');
    expect(inbox.focused).to.equal(inbox.find('[role=tab][aria-selected=true]'));
  });

  it('stay near when the last row was taken by somebody else', async () => {
    const inbox = await InboxHarness.mount(ready);
    inbox.find('[part~=conversations]').focus();
    inbox.agent.update({ inbox: EMPTY_AGENT_SNAPSHOT.inbox });
    await inbox.settle();
    expect(inbox.focused).to.equal(inbox.find('[role=tab][aria-selected=true]'));
  });

  it('do nothing while one writes, and nothing when they are turned off', async () => {
    const inbox = await InboxHarness.mount(stories.conversation);
    inbox.field.focus();
    await inbox.type('etc');
    expect(inbox.field.value).to.equal('etc');
    expect(inbox.agent.callsOf('resolve')).to.have.length(0);

    inbox.find('[part~=messages]').focus();
    await inbox.press('?');
    inbox.find('.check input[data-first]').click();
    await inbox.settle();
    await inbox.press('Escape');
    inbox.find('[part~=messages]').focus();
    await inbox.press('e');
    expect(inbox.agent.callsOf('resolve')).to.have.length(0);
  });

  it('leave combinations to the browser', async () => {
    const inbox = await InboxHarness.mount(stories.conversation);
    inbox.find('[part~=messages]').focus();
    const event = new KeyboardEvent('keydown', {
      key: 'r',
      ctrlKey: true,
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    inbox.find('[part~=messages]').dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(false);
  });
});
