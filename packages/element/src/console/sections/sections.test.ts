import { expect } from '@open-wc/testing';
import { ConsoleApi, Refusal } from '../../../testing/console-api.ts';
import { ConsoleHarness } from '../../../testing/console-harness.ts';
import { waitUntil } from '../../../testing/wait-until.ts';
import { isSamePlace, parseSection } from './sections.ts';

const open = (section: string, api = new ConsoleApi()): Promise<ConsoleHarness> =>
  ConsoleHarness.mount({ section }, api);

async function submit(harness: ConsoleHarness): Promise<void> {
  harness.find<HTMLButtonElement>('support-desk-dialog [slot=actions] [type=submit]').click();
  await harness.settle();
}

describe('sections of the console', () => {
  afterEach(() => ConsoleHarness.cleanUp());

  it('are named by paths, and what nobody knows is the first', () => {
    expect(parseSection('widgets/w1/hours')).to.deep.equal({ name: 'widgets', path: ['w1', 'hours'] });
    expect(parseSection('toString')).to.deep.equal({ name: 'widgets', path: [] });
    expect(isSamePlace('widgets/w1/hours', 'widgets/w1')).to.equal(true);
    expect(isSamePlace('widgets/w1', 'widgets')).to.equal(false);
  });

  describe('departments', () => {
    it('are made with their members', async () => {
      const harness = await open('departments');
      expect(harness.find('.row').textContent).to.contain('Mika');
      await harness.click('New department');
      await harness.type('Name', 'Returns');
      harness.field('Ana').click();
      await harness.settle();
      await harness.expectAccessible();
      await submit(harness);
      expect(harness.api.sentTo('POST department')).to.deep.equal([{ name: 'Returns' }]);
      expect(harness.api.sentTo('PUT department/members')).to.deep.equal([{ department_id: 'd2', agent_ids: ['a2'] }]);
      expect(harness.all('.row').length).to.equal(2);
    });

    it('send what was changed, and nothing else', async () => {
      const harness = await open('departments');
      await harness.click('Edit: Orders');
      await harness.type('E-mail', 'orders@northwind.example');
      await submit(harness);
      expect(harness.api.sentTo('PUT department')).to.deep.equal([
        { department_id: 'd1', version: 1, email: 'orders@northwind.example' },
      ]);
    });

    it('keep the dialog open with what was refused', async () => {
      const api = new ConsoleApi();
      api.routes['PUT department'] = () =>
        new Refusal(400, 'invalid_request', { issues: [{ path: 'email', message: 'No.' }] });
      const harness = await open('departments', api);
      await harness.click('Edit: Orders');
      await harness.type('E-mail', 'orders@northwind');
      await submit(harness);
      expect(harness.field('E-mail').getAttribute('aria-invalid')).to.equal('true');
      expect(harness.field('E-mail').value).to.equal('orders@northwind');
    });

    it('go after a question', async () => {
      const harness = await open('departments');
      await harness.click('Delete: Orders');
      harness.find<HTMLButtonElement>('support-desk-dialog .danger').click();
      await waitUntil(() => harness.text.includes('Nothing here yet.'), 'it is still there');
      const create = harness.button('New department');
      await waitUntil(() => (create.getRootNode() as ShadowRoot).activeElement === create, 'the focus is lost');
    });

    it('begin with their first field for whoever uses the keyboard', async () => {
      const harness = await open('departments');
      await harness.click('New department');
      const name = harness.field('Name');
      await waitUntil(() => (name.getRootNode() as ShadowRoot).activeElement === name, 'the focus is elsewhere');
    });
  });

  describe('widgets', () => {
    it('open wherever their line is pressed', async () => {
      const harness = await open('widgets');
      const row = harness.find('.row.opens');
      const { right, top, height } = row.getBoundingClientRect();
      const root = row.getRootNode() as ShadowRoot;
      (root.elementFromPoint(right - 4, top + height / 2) as HTMLElement).click();
      await waitUntil(() => harness.all('[role=tab]').length > 0, 'no widget opens');
    });
  });

  describe('the team', () => {
    it('shows the link of an invitation once', async () => {
      const harness = await open('team');
      await harness.click('Invite somebody');
      await harness.type('E-mail', 'robin@northwind.example');
      await submit(harness);
      expect(harness.api.sentTo('POST invitation')).to.deep.equal([
        { role: 'agent', email: 'robin@northwind.example' },
      ]);
      expect(harness.find('support-desk-dialog pre').textContent).to.equal('secret-token');
      await harness.expectAccessible();
    });

    it('changes a role', async () => {
      const harness = await open('team');
      const menu = harness.all<HTMLElement>('support-desk-menu')[1]!;
      menu.dispatchEvent(new CustomEvent('desk-choose', { detail: { id: 'edit' } }));
      await harness.settle();
      const role = harness.find<HTMLSelectElement>('#field-role');
      role.value = 'admin';
      role.dispatchEvent(new Event('change'));
      await harness.settle();
      await submit(harness);
      expect(harness.api.sentTo('PUT agent')).to.deep.equal([{ agent_id: 'a2', version: 1, role: 'admin' }]);
    });
  });

  it('of the organization shows a new secret once', async () => {
    const harness = await open('organization');
    await harness.click('New secret');
    expect(harness.find('pre').textContent).to.equal('only-once');
    await harness.go('team');
    await harness.go('organization');
    expect(harness.text).not.to.contain('only-once');
  });

  it('of the organization keeps conversations for ever when its field is emptied', async () => {
    const api = new ConsoleApi();
    api.customer = { ...api.customer, conversation_retention_days: 30 };
    const harness = await open('organization', api);
    await harness.type('Keep conversations for', '');
    await harness.click('Save');
    expect(api.sentTo('PUT customer')).to.deep.equal([{ version: 1, conversation_retention_days: null }]);
  });

  it('of a visitor erases them only after their ID was typed twice', async () => {
    const harness = await open('visitors');
    await harness.type('Visitor ID', 'v1');
    await harness.click('Erase for good');
    const again = harness.find<HTMLInputElement>('#again');
    const erase = harness.find<HTMLButtonElement>('support-desk-dialog [type=submit]');
    again.value = 'v2';
    again.dispatchEvent(new InputEvent('input'));
    await harness.settle();
    expect(erase.disabled).to.equal(true);
    again.value = 'v1';
    again.dispatchEvent(new InputEvent('input'));
    await harness.settle();
    erase.click();
    await waitUntil(() => harness.all('support-desk-dialog').length === 0, 'the question stays');
    expect(harness.api.sentTo('POST visitor/erase')).to.deep.equal([{ visitor_id: 'v1' }]);
  });

  it('with figures says them in tables too, by days, widgets and people', async () => {
    const harness = await open('analytics');
    expect(harness.all('tbody tr').length).to.be.above(14);
    const breakdown = harness.find<HTMLSelectElement>('#breakdown');
    breakdown.value = 'agent';
    breakdown.dispatchEvent(new Event('change'));
    await harness.settle();
    const [name, conversations, messages] = harness.all('tbody tr > *').map(({ textContent }) => textContent);
    expect([name, conversations, messages]).to.deep.equal(['Mika', '30', '120']);
    await harness.expectAccessible();
  });

  it('with the log says what was before and after', async () => {
    const harness = await open('audit');
    harness.find<HTMLDetailsElement>('details').open = true;
    const cells = harness.all('tbody tr:first-child > *').map(({ textContent }) => textContent?.trim());
    expect(cells).to.deep.equal(['name', 'Shop', 'Northwind shop']);
    await harness.expectAccessible();
  });

  it('of Telegram says what the doctor found, and asks none where there is no bot', async () => {
    const harness = await open('telegram');
    expect(harness.text).to.contain('Let it pin messages in the group.');
    const api = new ConsoleApi();
    api.routes['GET telegram/chats'] = () => ({ bot_username: null, telegram_chats: [] });
    await open('telegram', api);
    expect(api.sentTo('GET telegram/doctor')).to.deep.equal([]);
  });

  it('of Telegram leaves the keyboard near a group that was removed, and says that it is gone', async () => {
    const api = new ConsoleApi();
    const harness = await open('telegram', api);
    api.routes['DELETE telegram/chat'] = () => {
      api.routes['GET telegram/chats'] = () => ({ bot_username: 'northwind_bot', telegram_chats: [] });
      return { outcome: 'deleted' };
    };
    const remove = harness.button('Remove: Northwind support');
    remove.focus();
    remove.click();
    await harness.settle();
    const answer = harness.find<HTMLButtonElement>('support-desk-dialog .danger');
    answer.focus();
    answer.click();
    await waitUntil(() => harness.all('.row').length === 0, 'it is still there');
    const connect = harness.find('.connect');
    await waitUntil(() => (connect.getRootNode() as ShadowRoot).activeElement === connect, 'the focus is lost');
    expect(harness.text).to.contain('Deleted.');
  });

  it('of Telegram keeps the button that removes a group beside a field, however narrow it is', async () => {
    const harness = await open('telegram');
    for (const width of ['390px', '320px']) {
      harness.element.style.width = width;
      await harness.settle();
      const button = harness.button('Remove: Northwind support').getBoundingClientRect();
      const field = harness.find('select[aria-label^="Department"]').getBoundingClientRect();
      expect(button.left, width).to.be.at.least(field.right);
      expect((button.top + button.bottom) / 2, width).to.be.closeTo((field.top + field.bottom) / 2, 1);
      expect(button.right, width).to.be.at.most(harness.find('.row').getBoundingClientRect().right);
    }
  });
});
