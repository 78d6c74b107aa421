import { ChatError } from '@support-chat/sdk/agent';
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { cannedResponses, ownResponses } from '../../../testing/inbox/example-team.ts';
import { InboxHarness, textOf, type MountOptions } from '../../../testing/inbox/inbox-harness.ts';
import { stories } from '../../../testing/inbox/stories.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

const all = [...ownResponses, ...cannedResponses];

/** The inbox with the agent's own texts on screen. */
async function openTexts(texts = all, options?: MountOptions): Promise<InboxHarness> {
  const inbox = await InboxHarness.mount({ ...stories.list, cannedResponses: texts }, options);
  await inbox.click('Settings');
  await inbox.pick('My texts');
  await waitUntil(() => inbox.has('New text') || inbox.has('Save'), 'the texts never came');
  return inbox;
}

const titles = (inbox: InboxHarness): string[] => inbox.all('.texts b').map(textOf);
const heading = (inbox: InboxHarness): string => textOf(inbox.find('dialog h2'));
const input = (inbox: InboxHarness, name: string): HTMLInputElement =>
  inbox.find(`.field[name=${name}]`) as HTMLInputElement;

async function fill(inbox: InboxHarness, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const field = input(inbox, name);
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  await inbox.settle();
}

describe("an agent's own texts", () => {
  before(() => setViewport({ width: 1240, height: 760 }));
  afterEach(() => InboxHarness.cleanUp());

  it('are the ones that nobody else sees', async () => {
    const inbox = await openTexts();
    expect(titles(inbox)).to.deep.equal(['Good night', 'How to send it in for repair']);
    expect(inbox.agent.callsOf('loadCannedResponses')).to.have.length(1);
  });

  it('are asked for again when they did not come', async () => {
    const inbox = await InboxHarness.mount({ ...stories.conversation, cannedResponses: null });
    inbox.agent.refusals.set('loadCannedResponses', new ChatError('network_unavailable', 'No network.'));
    await inbox.click('Settings');
    await inbox.pick('My texts');
    await waitUntil(() => inbox.has('Try again'), 'nobody says that they did not come');
    inbox.agent.refusals.clear();
    await inbox.click('Try again');
    expect(inbox.agent.callsOf('loadCannedResponses')).to.have.length(2);
  });

  describe('writing one', () => {
    it('with the keyboard alone', async () => {
      const inbox = await openTexts([]);
      expect(textOf(inbox.find('p.blank'))).to.equal('You have no texts of your own yet.');
      expect(textOf(inbox.focused!)).to.equal('New text');
      await inbox.press('Enter');
      await inbox.type('Opening hours');
      await inbox.press('Tab');
      await inbox.type('/Hours');
      await inbox.press('Tab');
      await inbox.type('We are here from nine to five.');
      await inbox.press('Tab');
      await inbox.press('Tab');
      await inbox.press('Enter');
      expect(inbox.agent.callsOf('saveOwnResponse')).to.deep.equal([
        [{ shortcut: 'hours', title: 'Opening hours', body: 'We are here from nine to five.' }],
      ]);
      expect(titles(inbox)).to.deep.equal(['Opening hours']);
      expect(textOf(inbox.find('[role=status].news'))).to.equal('Saved');
      expect(inbox.focused?.getAttribute('aria-label')).to.equal('Change “Opening hours”');
    });

    it('says at the field what is missing, and goes there', async () => {
      const inbox = await openTexts();
      await inbox.click('New text');
      await fill(inbox, { title: 'Hours', shortcut: 'two words', body: 'Nine to five.' });
      await inbox.click('Save');
      expect(inbox.agent.callsOf('saveOwnResponse')).to.have.length(0);
      expect(inbox.focused).to.equal(input(inbox, 'shortcut'));
      expect(textOf(inbox.find('.fault'))).to.contain('Small Latin letters');
      await fill(inbox, { shortcut: 'two-words' });
      expect(inbox.all('.fault')).to.have.length(0);
    });

    it('keeps what was written when the shortcut is taken, and says so there', async () => {
      const inbox = await openTexts();
      inbox.agent.refusals.set('saveOwnResponse', new ChatError('already_exists', 'Taken.', { status: 409 }));
      await inbox.click('New text');
      await fill(inbox, { title: 'Night', shortcut: 'night', body: 'Sleep well.' });
      await inbox.click('Save');
      expect(textOf(inbox.find('.fault'))).to.equal('Another text of yours has this shortcut.');
      expect(inbox.focused).to.equal(input(inbox, 'shortcut'));
      expect(input(inbox, 'body').value).to.equal('Sleep well.');
      expect(inbox.toasts, 'it is said in place').to.deep.equal([]);
    });

    it('keeps what was written while there is no network, and saves it later', async () => {
      const inbox = await openTexts();
      inbox.agent.refusals.set('saveOwnResponse', new ChatError('network_unavailable', 'No network.'));
      await inbox.click('New text');
      await fill(inbox, { title: 'Night', shortcut: 'nn', body: 'Sleep well.' });
      await inbox.click('Save');
      expect(textOf(inbox.find('form [role=alert]'))).to.contain('What you wrote stays here');
      inbox.agent.refusals.clear();
      await inbox.click('Save');
      expect(titles(inbox)).to.contain('Night');
    });

    it('is not possible when there are as many as there may be', async () => {
      const many = Array.from({ length: 200 }, (_, index) => ({
        ...ownResponses[0]!,
        id: `o${index}`,
        shortcut: `s${index}`,
      }));
      const inbox = await openTexts(many);
      expect((inbox.button('New text') as HTMLButtonElement).disabled).to.equal(true);
      expect(textOf(inbox.find('p.notice'))).to.contain('as many texts as are possible');
    });
  });

  describe('changing one', () => {
    it('sends what was changed, and leaves the rest to other devices', async () => {
      const inbox = await openTexts();
      await inbox.click('Change “Good night”');
      expect(heading(inbox)).to.equal('Change “Good night”');
      await fill(inbox, { title: 'Until tomorrow' });
      await inbox.click('Save');
      expect(inbox.agent.callsOf('saveOwnResponse')).to.deep.equal([[{ id: 'o1', title: 'Until tomorrow' }]]);
    });

    it('asks the server nothing when nothing was changed', async () => {
      const inbox = await openTexts();
      await inbox.click('Change “Good night”');
      await inbox.click('Save');
      expect(inbox.agent.callsOf('saveOwnResponse')).to.have.length(0);
      expect(heading(inbox)).to.equal('My texts');
    });

    it('that was deleted elsewhere keeps what was written, for a new one', async () => {
      const inbox = await openTexts();
      inbox.agent.refusals.set('saveOwnResponse', new ChatError('record_not_found', 'Gone.', { status: 404 }));
      await inbox.click('Change “Good night”');
      await fill(inbox, { body: 'See you.' });
      await inbox.click('Save');
      expect(textOf(inbox.find('form [role=alert]'))).to.contain('was deleted elsewhere');
      inbox.agent.refusals.clear();
      await inbox.click('Save');
      expect(inbox.agent.callsOf('saveOwnResponse')[1]).to.deep.equal([
        { shortcut: 'night', title: 'Good night', body: 'See you.' },
      ]);
    });

    it('asks before it throws away what was written', async () => {
      const inbox = await openTexts();
      await inbox.click('Change “Good night”');
      await fill(inbox, { body: 'See you.' });
      await inbox.press('Escape');
      expect(heading(inbox)).to.equal('Discard what you wrote?');
      expect(textOf(inbox.focused!)).to.equal('Keep writing');
      await inbox.press('Escape');
      expect(input(inbox, 'body').value).to.equal('See you.');
      await inbox.click('Cancel');
      await inbox.click('Discard');
      expect(titles(inbox)).to.have.length(2);
      await inbox.click('Change “Good night”');
      expect(input(inbox, 'body').value).to.equal(ownResponses[0]!.body);
      await inbox.press('Escape');
      expect(inbox.all('dialog')).to.have.length(0);
    });
  });

  describe('deleting one', () => {
    it('asks first; the safe answer has the focus', async () => {
      const inbox = await openTexts();
      await inbox.click('Delete “Good night”');
      expect(heading(inbox)).to.equal('Delete “Good night”?');
      expect(textOf(inbox.focused!)).to.equal('Cancel');
      await inbox.press('Enter');
      expect(inbox.agent.callsOf('deleteOwnResponse')).to.have.length(0);
      await inbox.click('Delete “Good night”');
      await inbox.click('Delete');
      expect(inbox.agent.callsOf('deleteOwnResponse')).to.deep.equal([['o1']]);
      expect(titles(inbox)).to.deep.equal(['How to send it in for repair']);
    });

    it('says in place that it did not work', async () => {
      const inbox = await openTexts();
      inbox.agent.refusals.set('deleteOwnResponse', new ChatError('network_unavailable', 'No network.'));
      await inbox.click('Delete “Good night”');
      await inbox.click('Delete');
      expect(textOf(inbox.find('p.notice'))).to.equal('That did not work. Try again in a moment.');
    });

    it('takes one that is gone already for deleted, and looks again', async () => {
      const inbox = await openTexts();
      inbox.agent.refusals.set('deleteOwnResponse', new ChatError('record_not_found', 'Gone.', { status: 404 }));
      await inbox.click('Delete “Good night”');
      await inbox.click('Delete');
      expect(heading(inbox)).to.equal('My texts');
      expect(inbox.agent.callsOf('loadCannedResponses')).to.have.length(2);
    });
  });

  describe('behind a slash', () => {
    it('are the last option, one key away, and the keyboard is back in the field afterwards', async () => {
      const inbox = await InboxHarness.mount({ ...stories.conversation, cannedResponses: all });
      inbox.field.focus();
      await inbox.type('/');
      await inbox.press('ArrowUp');
      expect(textOf(inbox.find('[aria-selected=true][id^=option]'))).to.equal('Manage my texts…');
      await inbox.press('Enter');
      await waitUntil(() => titles(inbox).length === 2, 'the texts did not come');
      await inbox.press('Escape');
      expect(inbox.focused).to.equal(inbox.field);
    });

    it('are not opened by Enter when nothing was found', async () => {
      const inbox = await InboxHarness.mount({ ...stories.conversation, cannedResponses: all });
      inbox.field.focus();
      await inbox.type('/');
      await inbox.type('zzz');
      await inbox.press('Enter');
      expect(inbox.all('dialog')).to.have.length(0);
      await inbox.press('ArrowDown');
      await inbox.press('Enter');
      await waitUntil(() => inbox.all('dialog').length === 1, 'nothing opened');
    });

    it('take a draft, which stays where it is', async () => {
      const inbox = await InboxHarness.mount({ ...stories.conversation, cannedResponses: all });
      inbox.field.focus();
      await inbox.type('We ship every day.');
      await inbox.click('Prepared texts');
      await inbox.press('ArrowUp');
      await inbox.press('ArrowUp');
      await inbox.press('Enter');
      await waitUntil(() => inbox.has('Save'), 'the form did not come');
      expect(input(inbox, 'body').value).to.equal('We ship every day.');
      await fill(inbox, { title: 'Daily', shortcut: 'daily' });
      await inbox.click('Save');
      expect(inbox.agent.callsOf('saveOwnResponse')).to.deep.equal([
        [{ shortcut: 'daily', title: 'Daily', body: 'We ship every day.' }],
      ]);
      expect(inbox.all('dialog')).to.have.length(0);
      expect(inbox.toasts).to.deep.equal(['Saved']);
      expect(inbox.field.value).to.equal('We ship every day.');
    });
  });

  it('are text, never markup', async () => {
    const hostile = '<img src=x onerror="globalThis.hacked=1">';
    const inbox = await openTexts([{ ...ownResponses[0]!, title: hostile, body: hostile }]);
    expect(titles(inbox)).to.deep.equal([hostile]);
    expect(inbox.all('img')).to.have.length(0);
  });

  for (const [name, options] of Object.entries<MountOptions>({
    light: {},
    dark: { attributes: { theme: 'dark', accent: '#ffd400' } },
    'from right to left, on a phone': { width: 390, attributes: { dir: 'rtl' } },
  }))
    it(`have nothing that axe finds: ${name}`, async () => {
      const inbox = await openTexts(all, options);
      await inbox.expectAccessible();
      await inbox.click('New text');
      await inbox.click('Save');
      await inbox.expectAccessible();
      await inbox.press('Escape');
      await inbox.click('Settings');
      await inbox.pick('My texts');
      await inbox.click('Delete “Good night”');
      await inbox.expectAccessible();
    });
});
