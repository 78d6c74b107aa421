import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { FakeAgentClient } from '../../testing/fake-agent-client.ts';
import { InboxHarness, textOf } from '../../testing/inbox/inbox-harness.ts';
import { ready, stories } from '../../testing/inbox/stories.ts';
import { waitUntil } from '../../testing/wait-until.ts';

describe('<support-chat-inbox> properties', () => {
  before(() => setViewport({ width: 1240, height: 760 }));
  afterEach(() => InboxHarness.cleanUp());

  it('is quiet without an address or somebody who is signed in', async () => {
    const element = document.createElement('support-chat-inbox');
    const box = document.createElement('div');
    box.className = 'inbox-box';
    box.append(element);
    document.body.append(box);
    await element.updateComplete;
    expect(element.getSnapshot().status.name).to.equal('starting');
  });

  it('follows another client, and lets go of the one before', async () => {
    const inbox = await InboxHarness.mount();
    const other = new FakeAgentClient({ ...ready, status: { name: 'signed-out' }, me: null });
    inbox.element.client = other;
    await inbox.settle();
    expect(inbox.find('[part~=gate]').textContent).to.contain('You are signed out');
    await inbox.update({ connection: 'offline' });
    expect(inbox.banner).to.equal(null);
    expect(inbox.agent.callsOf('destroy')).to.have.length(0);
  });

  it('speaks the language of its page, or its own, and the page’s own phrases over both', async () => {
    const inbox = await InboxHarness.mount(stories.conversation, { attributes: { lang: 'de' } });
    await waitUntil(() => inbox.has('Lösen'), 'it does not speak German');
    expect(inbox.find('.desk').lang).to.equal('de');
    inbox.element.translations = { resolve: 'Fertig' };
    await inbox.settle();
    expect(inbox.has('Fertig')).to.equal(true);
  });

  it('is drawn in its accent, and in the theme that is asked for', async () => {
    const inbox = await InboxHarness.mount(ready, { attributes: { theme: 'dark', accent: '#0ca678' } });
    const style = getComputedStyle(inbox.element);
    expect(style.colorScheme).to.equal('dark');
    expect(style.getPropertyValue('--support-chat-accent')).to.contain('#0ca678');
  });

  it('is called what the page calls it, or what the organization is called', async () => {
    const inbox = await InboxHarness.mount();
    expect(textOf(inbox.find('h1'))).to.equal('Harbor Goods');
    inbox.element.heading = 'Back office';
    await inbox.settle();
    expect(textOf(inbox.find('h1'))).to.equal('Back office');
  });

  it('fills its container', async () => {
    const inbox = await InboxHarness.mount();
    expect(inbox.element.getBoundingClientRect().height).to.equal(700);
  });

  it('keeps what was written when it is moved, and lets go of its client when it is gone', async () => {
    const inbox = await InboxHarness.mount(stories.conversation);
    inbox.field.focus();
    await inbox.type('Half a sent');
    const box = document.createElement('div');
    box.className = 'inbox-box';
    document.body.append(box);
    box.append(inbox.element);
    await inbox.settle();
    expect(inbox.field.value).to.equal('Half a sent');
    inbox.element.remove();
    await Promise.resolve();
    expect(inbox.element.getSnapshot().status.name).to.equal('starting');
  });
});
