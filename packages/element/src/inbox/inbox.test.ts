import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { ChatError, EMPTY_AGENT_SNAPSHOT } from '@support-chat/sdk/agent';
import { InboxHarness } from '../../testing/inbox/inbox-harness.ts';
import { longList } from '../../testing/inbox/example-list.ts';
import { cannedResponses } from '../../testing/inbox/example-team.ts';
import { longThread, thread } from '../../testing/inbox/example-thread.ts';
import { conversation, own } from '../../testing/inbox/examples.ts';
import { ready, stories } from '../../testing/inbox/stories.ts';
import { waitUntil } from '../../testing/wait-until.ts';

describe('<support-chat-inbox>', () => {
  before(() => setViewport({ width: 1240, height: 760 }));
  afterEach(() => InboxHarness.cleanUp());

  describe('the list', () => {
    it('says that a search has stopped, and goes on when somebody wants that', async () => {
      const inbox = await InboxHarness.mount(stories['search-paused']);
      expect(inbox.all('.skeletons'), 'nothing is on its way').to.have.length(0);
      expect(inbox.find('.further p').textContent).to.equal('Older conversations have not been searched yet.');
      expect(inbox.agent.callsOf('loadMore'), 'nobody asked for more').to.have.length(0);
      const button = inbox.button('Search further back');
      button.focus();
      await inbox.press('Enter');
      expect(inbox.agent.callsOf('loadMore')).to.have.length(1);

      const { inbox: before } = stories['search-paused'];
      await inbox.update({ inbox: { ...before, isLoading: true } });
      expect(inbox.focused, 'it stays where it is').to.equal(button);
      await inbox.press('Enter');
      expect(inbox.agent.callsOf('loadMore'), 'once').to.have.length(1);
    });

    it('shows what a search had found when it stopped, and asks for no more by itself', async () => {
      const inbox = await InboxHarness.mount(stories['search-paused-found']);
      expect(inbox.lines).to.have.length(2);
      expect(inbox.has('Search further back')).to.equal(true);
      expect(inbox.agent.callsOf('loadMore')).to.have.length(0);
    });

    it('gives the keyboard to what was found further back', async () => {
      const inbox = await InboxHarness.mount(stories['search-paused']);
      const { inbox: before } = stories['search-paused'];
      const { conversations } = ready.inbox!;
      inbox.agent.more = { inbox: { ...before, isSearchPaused: false, hasMore: false, conversations } };
      inbox.button('Search further back').focus();
      await inbox.press('Enter');
      expect(inbox.has('Search further back')).to.equal(false);
      expect(inbox.focused?.getAttribute('role')).to.equal('listbox');
    });

    it('says who, what, how long they wait and how much is unread', async () => {
      const inbox = await InboxHarness.mount();
      expect(inbox.lines).to.have.length(5);
      expect(inbox.lines[1]).to.contain('Sam Okoro').and.contain('3 unread messages').and.contain('Urgent');
      expect(inbox.lines[1]).to.contain('Waiting');
      expect(inbox.lines[2]).to.contain('Typing…');
      expect(inbox.lines[4]).to.contain('Rated 5 stars').and.contain('Ana Lopez');
    });

    it('draws a few of ten thousand, and others as one scrolls', async () => {
      const inbox = await InboxHarness.mount({
        ...ready,
        inbox: { ...EMPTY_AGENT_SNAPSHOT.inbox, conversations: longList(10_000) },
      });
      expect(inbox.lines.length).to.be.within(6, 40);
      const list = inbox.find('[part~=conversations]');
      list.scrollTop = list.scrollHeight / 2;
      await waitUntil(() => inbox.lines.some((line) => line.includes('Visitor 5001')), 'the middle is not there');
      expect(inbox.lines.length).to.be.at.most(40);
      const option = inbox.find('[role=option]');
      expect(option.getAttribute('aria-setsize')).to.equal('10000');
    });

    it('asks for the next page near its end, and not before', async () => {
      const inbox = await InboxHarness.mount({
        ...ready,
        inbox: { ...EMPTY_AGENT_SNAPSHOT.inbox, conversations: longList(100), hasMore: true },
      });
      expect(inbox.agent.callsOf('loadMore')).to.have.length(0);
      const list = inbox.find('[part~=conversations]');
      list.scrollTop = list.scrollHeight;
      await waitUntil(() => inbox.agent.callsOf('loadMore').length > 0, 'nothing was asked for');
    });

    it('shows another tab, a filter, and what is searched for once one stops typing', async () => {
      const inbox = await InboxHarness.mount();
      inbox.find('#tab-queued').click();
      await inbox.settle();
      expect(inbox.agent.callsOf('setFilter').at(-1)).to.deep.equal([{ scope: 'queued' }]);
      inbox.find('input[type=search]').focus();
      await inbox.type('rob');
      await waitUntil(() => inbox.agent.callsOf('setFilter').length === 2, 'nothing was searched for');
      expect(inbox.agent.callsOf('setFilter').at(-1)).to.deep.equal([{ scope: 'queued', search: 'rob' }]);
      await inbox.click('Filter');
      const select = inbox.find('.filters select') as HTMLSelectElement;
      select.value = 'active';
      select.dispatchEvent(new Event('change'));
      await inbox.settle();
      expect(inbox.agent.callsOf('setFilter').at(-1)).to.deep.equal([
        { scope: 'queued', search: 'rob', status: ['active'] },
      ]);
      expect(inbox.has('1 filter')).to.equal(true);
    });
  });

  describe('the conversation', () => {
    it('shows notes, replies, corrections and how far they have come', async () => {
      const inbox = await InboxHarness.mount(stories.conversation);
      expect(inbox.bubbles).to.have.length(7);
      expect(inbox.find('[part~=message-note]').textContent).to.contain('Note');
      const metas = inbox.all('.meta').map(({ textContent }) => textContent?.trim());
      expect(metas).to.deep.equal(['Edited · Seen']);
      expect(inbox.all('.news')[0]?.textContent).to.equal('2 new messages');
    });

    it('draws the end of ten thousand messages', async () => {
      const inbox = await InboxHarness.mount({ ...ready, thread: longThread(10_000) });
      expect(inbox.bubbles.length).to.be.at.most(130);
      expect(inbox.bubbles.at(-1)).to.contain('Message 10000.');
      const log = inbox.find('[role=log]');
      expect(log.scrollHeight - log.scrollTop - log.clientHeight).to.be.below(2);
    });

    it('marks it as read while it is looked at', async () => {
      const inbox = await InboxHarness.mount(stories.conversation);
      expect(inbox.agent.callsOf('markRead')).to.have.length(1);
    });

    it('sends a failed message again, or discards it', async () => {
      const inbox = await InboxHarness.mount(stories.offline);
      await inbox.click('Try again');
      inbox
        .all('button')
        .find(({ textContent }) => textContent?.trim() === 'Discard')
        ?.click();
      await inbox.settle();
      expect(inbox.agent.callsOf('discard')).to.deep.equal([['f10']]);
    });

    it('answers, corrects and takes back from the menu of a message', async () => {
      const inbox = await InboxHarness.mount(stories.conversation);
      await inbox.click('Actions for: Sorry about that, let me look it up for…');
      await inbox.pick('Edit');
      expect(inbox.field.value).to.equal('Sorry about that, let me look it up for you.');
      inbox.field.select();
      await inbox.type('Let me look.');
      await inbox.press('Enter');
      expect(inbox.agent.callsOf('editMessage')).to.deep.equal([['m5', 'Let me look.']]);
      expect(inbox.field.value).to.equal('');

      await inbox.click('Actions for: Found it, thank you so much');
      expect(inbox.has('Edit')).to.equal(false);
      await inbox.pick('Reply');
      await inbox.type('You are welcome');
      await inbox.press('Enter');
      expect(inbox.agent.callsOf('send')[0]?.[0]).to.deep.equal({ text: 'You are welcome', replyTo: 'm8' });
    });
  });

  describe('writing', () => {
    it('keeps a draft for each conversation', async () => {
      const other = {
        ...thread,
        conversationId: 'c2',
        details: { ...thread.details!, conversation: conversation('c2') },
      };
      const inbox = await InboxHarness.mount(stories.conversation, { threads: [thread, other] });
      inbox.field.focus();
      await inbox.type('Half a sent');
      await inbox.choose('Sam Okoro');
      expect(inbox.field.value).to.equal('');
      await inbox.choose('Robin Vale');
      expect(inbox.field.value).to.equal('Half a sent');
    });

    it('sends notes as notes, and tells nobody that one is written', async () => {
      const inbox = await InboxHarness.mount(stories.conversation);
      await inbox.click('Note');
      await inbox.type('Between us');
      expect(inbox.agent.callsOf('setTyping')).to.have.length(0);
      await inbox.press('Enter');
      expect(inbox.agent.callsOf('send')[0]?.[0]).to.deep.equal({ text: 'Between us', isInternal: true });
    });

    it('sends files', async () => {
      const inbox = await InboxHarness.mount(stories.conversation);
      const input = inbox.find('input[type=file]') as HTMLInputElement;
      const files = new DataTransfer();
      const file = new File(['proof'], 'proof.pdf', { type: 'application/pdf' });
      files.items.add(file);
      input.files = files.files;
      input.dispatchEvent(new Event('change'));
      await inbox.settle();
      expect(inbox.find('[part~=upload]').textContent).to.contain('proof.pdf');
      await inbox.click('Send');
      expect(inbox.agent.callsOf('send')[0]?.[0]).to.deep.include({ text: '', files: [file] });
      expect(inbox.all('[part~=upload]')).to.have.length(0);
    });

    it('finds a prepared text behind a slash, with the keyboard', async () => {
      const inbox = await InboxHarness.mount({ ...stories.conversation, cannedResponses });
      inbox.field.focus();
      await inbox.type('/');
      await inbox.type('ref');
      await inbox.press('Enter');
      await waitUntil(() => inbox.field.value !== '', 'nothing was filled in');
      expect(inbox.field.value).to.equal('You get your money back within five working days.');
      expect(inbox.focused).to.equal(inbox.field);
      expect(inbox.agent.callsOf('send')).to.have.length(0);
    });

    it('takes a slash that was meant as one for text', async () => {
      const inbox = await InboxHarness.mount({ ...stories.conversation, cannedResponses });
      inbox.field.focus();
      await inbox.type('/');
      await inbox.type('etc/hosts');
      await inbox.press('Escape');
      expect(inbox.field.value).to.equal('/etc/hosts');
    });

    it('gives the text back when it could not even be stored', async () => {
      const inbox = await InboxHarness.mount(stories.conversation);
      inbox.agent.refusals.set('send', new ChatError('message_too_long', 'Too long.'));
      inbox.field.focus();
      await inbox.type('Hello');
      await inbox.press('Enter');
      expect(inbox.field.value).to.equal('Hello');
      expect(inbox.toasts).to.deep.equal(['The message is too long.']);
    });
  });

  describe('handling', () => {
    it('takes a conversation, and says so when somebody was faster', async () => {
      const inbox = await InboxHarness.mount(stories.queued);
      inbox.agent.claimResult = { outcome: 'taken', agent: { id: 'ana', name: 'Ana Lopez' } };
      await inbox.click('Take it');
      expect(inbox.toasts).to.deep.equal(['Ana Lopez was faster']);
    });

    it('resolves, and takes it back', async () => {
      const inbox = await InboxHarness.mount(stories.conversation);
      await inbox.click('Resolve');
      expect(inbox.toasts).to.deep.equal(['Resolved']);
      await inbox.click('Undo');
      expect(inbox.agent.callsOf('reopen')).to.deep.equal([['c1']]);
    });

    it('hands over with a note', async () => {
      const inbox = await InboxHarness.mount(stories.conversation);
      await inbox.click('Transfer…');
      inbox.find('input[value="agent:ana"]').click();
      await inbox.settle();
      (inbox.find('textarea[name=note]') as HTMLTextAreaElement).value = 'Knows the courier';
      await inbox.click('Transfer');
      expect(inbox.agent.callsOf('transfer')).to.deep.equal([['c1', { agentId: 'ana', note: 'Knows the courier' }]]);
      expect(inbox.all('dialog')).to.have.length(0);
    });

    it('bans only after a question', async () => {
      const inbox = await InboxHarness.mount(stories.conversation);
      await inbox.click('Ban…');
      expect(inbox.agent.callsOf('ban')).to.have.length(0);
      (inbox.find('textarea[name=reason]') as HTMLTextAreaElement).value = 'Insults';
      (inbox.find('select[name=time]') as HTMLSelectElement).value = 'forever';
      await inbox.click('Ban');
      expect(inbox.agent.callsOf('ban')).to.deep.equal([['v-c1', { reason: 'Insults' }]]);
    });

    it('changes subject and tags, each tag once', async () => {
      const inbox = await InboxHarness.mount(stories.conversation);
      await inbox.click('More actions');
      await inbox.pick('Edit subject and tags…');
      (inbox.find('input[name=tags]') as HTMLInputElement).value = 'vip, lamp ,vip,';
      await inbox.click('Save');
      expect(inbox.agent.callsOf('updateConversation')).to.deep.equal([
        ['c1', { subject: 'Parcel says delivered', tags: ['vip', 'lamp'] }],
      ]);
    });
  });

  describe('on a phone', () => {
    it('shows the list or the conversation, and the visitor over both', async () => {
      const inbox = await InboxHarness.mount(ready, { width: 390 });
      expect(inbox.find('[part~=conversations]').checkVisibility()).to.equal(true);
      await inbox.choose('Robin Vale');
      expect(inbox.find('[part~=conversations]').checkVisibility()).to.equal(false);
      expect(inbox.all('[part~=visitor]')).to.have.length(0);
      await inbox.click('About the visitor');
      expect(inbox.find('[part~=visitor]').getBoundingClientRect().width).to.be.closeTo(390, 1);
      expect(inbox.focused?.textContent).to.equal('About the visitor');
      await inbox.press('Escape');
      expect(inbox.all('[part~=visitor]')).to.have.length(0);
      await inbox.click('Back');
      expect(inbox.find('[part~=conversations]').checkVisibility()).to.equal(true);
    });
  });

  it('says what is lost, kept and waiting while there is no network', async () => {
    const inbox = await InboxHarness.mount(stories.offline);
    expect(inbox.banner).to.equal('The server cannot be reached. 1 message goes out when it is back.');
    await inbox.update({ connection: 'connecting' });
    expect(inbox.banner).to.equal('Reconnecting…');
    await inbox.update({ connection: 'live' });
    expect(inbox.banner).to.equal('1 message was not sent');
  });

  it('draws what visitors and colleagues write as text, never as markup', async () => {
    const hostile = '<img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=1</script>';
    const message = { ...thread.messages[0]!, text: hostile };
    const visitor = { ...thread.details!.visitor, name: hostile, traits: { [hostile]: hostile } };
    const inbox = await InboxHarness.mount({
      ...ready,
      thread: {
        ...thread,
        messages: [message, own('m2', hostile)],
        details: { ...thread.details!, visitor, prechat: { url: 'javascript:globalThis.hacked=1' } },
      },
    });
    expect(inbox.bubbles).to.deep.equal([hostile, hostile]);
    expect(inbox.all('img,script')).to.have.length(0);
    expect(inbox.all('a').some((link) => link.getAttribute('href')?.startsWith('javascript:'))).to.equal(false);
    expect('hacked' in globalThis).to.equal(false);
  });
});
