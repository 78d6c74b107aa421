import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { InboxHarness } from '../../testing/inbox/inbox-harness.ts';
import { cannedResponses } from '../../testing/inbox/example-team.ts';
import { stories, type StoryName } from '../../testing/inbox/stories.ts';
import { withForcedColors } from '../../testing/with-forced-colors.ts';

describe('<support-chat-inbox> accessibility', () => {
  before(() => setViewport({ width: 1240, height: 760 }));
  afterEach(() => InboxHarness.cleanUp());

  for (const name of Object.keys(stories).filter((story) => story !== 'ten-thousand') as StoryName[]) {
    it(`axe finds nothing: ${name}`, async () => {
      const inbox = await InboxHarness.mount(stories[name]);
      await inbox.expectAccessible();
    });
  }

  for (const theme of ['light', 'dark']) {
    it(`axe finds nothing in the ${theme} theme, with a yellow accent`, async () => {
      const inbox = await InboxHarness.mount(stories.offline, { attributes: { theme, accent: '#ffd400' } });
      await inbox.expectAccessible();
    });
  }

  it('axe finds nothing on a phone, from right to left', async () => {
    const inbox = await InboxHarness.mount(stories.conversation, { width: 390, attributes: { dir: 'rtl' } });
    expect(getComputedStyle(inbox.find('.desk')).direction).to.equal('rtl');
    await inbox.expectAccessible();
  });

  for (const key of ['t', '?', 'z'])
    it(`axe finds nothing in what "${key}" opens`, async () => {
      const inbox = await InboxHarness.mount(stories.conversation);
      inbox.find('[part~=messages]').focus();
      await inbox.press(key);
      await inbox.expectAccessible();
    });

  it('hands a conversation over with the keyboard alone: the dialog begins with the first colleague', async () => {
    const inbox = await InboxHarness.mount(stories.conversation);
    inbox.find('[part~=messages]').focus();
    await inbox.press('t');
    expect(inbox.focused?.closest('label')?.textContent).to.contain('Ana Lopez');
    await inbox.press(' ');
    await inbox.press('Enter');
    expect(inbox.agent.callsOf('transfer')).to.have.length(1);
  });

  it('axe finds nothing among filters and prepared texts', async () => {
    const inbox = await InboxHarness.mount({ ...stories.conversation, cannedResponses });
    await inbox.click('Filter');
    await inbox.click('Prepared texts');
    expect(inbox.all('[role=combobox]')).to.have.length(1);
    await inbox.expectAccessible();
  });

  it('can be used with the keyboard alone: take, answer, resolve', async () => {
    const inbox = await InboxHarness.mount(stories.list);
    inbox.find('[part~=conversations]').focus();
    await inbox.press('ArrowDown');
    await inbox.press('ArrowUp');
    await inbox.press('Enter');
    expect(inbox.agent.callsOf('openConversation')).to.deep.equal([['c1']]);
    expect(inbox.focused).to.equal(inbox.field);
    await inbox.type('Good evening');
    await inbox.press('Enter');
    expect(inbox.agent.callsOf('send')[0]?.[0]).to.deep.equal({ text: 'Good evening' });
    inbox.find('[part~=messages]').focus();
    await inbox.press('e');
    expect(inbox.agent.callsOf('resolve')).to.deep.equal([['c1']]);
    await inbox.press('Escape');
    expect(inbox.focused?.getAttribute('role')).to.equal('listbox');
  });

  it('says new messages, each once, and who wrote them', async () => {
    const inbox = await InboxHarness.mount(stories.conversation);
    const { thread } = stories.conversation;
    const news = { ...thread.messages[0]!, id: 'm20', seq: 20, text: 'One more thing' };
    inbox.agent.updateThread({ messages: [...thread.messages, news] });
    await inbox.settle();
    inbox.agent.updateThread({ visitorIsTyping: true });
    await inbox.settle();
    expect(inbox.announcements).to.deep.equal(['Robin Vale: One more thing']);
  });

  it('keeps the focus in a dialog and gives it back', async () => {
    const inbox = await InboxHarness.mount(stories.conversation);
    const button = inbox.button('Transfer…');
    button.focus();
    await inbox.click('Transfer…');
    expect(inbox.find('dialog').matches(':modal')).to.equal(true);
    await inbox.press('Escape');
    expect(inbox.all('dialog')).to.have.length(0);
    expect(inbox.focused).to.equal(button);
  });

  it('keeps the keyboard in the messages when the one that it is on is taken back', async () => {
    const inbox = await InboxHarness.mount(stories.conversation);
    const { messages } = inbox.agent.getSnapshot().thread!;
    const own = messages.findLast(({ sender }) => sender.kind === 'agent')!;
    inbox.find(`[data-id=${own.id}] .tool`).focus();
    inbox.agent.updateThread({
      messages: messages.map((one) => (one === own ? { ...own, text: '', deletedAt: Date.now() } : one)),
    });
    await inbox.settle();
    expect(inbox.focused?.getAttribute('role')).to.equal('log');
  });

  it('is one stop for each message list, not one for each message', async () => {
    const inbox = await InboxHarness.mount(stories.conversation);
    const stops = inbox.all('.tool').filter(({ tabIndex }) => tabIndex === 0);
    expect(stops).to.have.length(1);
    stops[0]!.focus();
    await inbox.press('ArrowUp');
    expect(inbox.focused?.getAttribute('aria-label')).to.contain('Ah, let me ask');
  });

  it('keeps its parts apart in forced colours', async () => {
    const inbox = await InboxHarness.mount(stories.conversation);
    await withForcedColors(inbox.roots, () => {
      const style = getComputedStyle(inbox.find('[part~=message-note] [part~=bubble]'));
      expect(style.borderTopStyle).to.equal('solid');
    });
  });
});
