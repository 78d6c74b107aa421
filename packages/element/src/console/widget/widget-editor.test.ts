import { expect } from '@open-wc/testing';
import type { WireBrandingSettings } from '@support-chat/sdk/protocol/admin';
import type { SupportChatElement } from '../../support-chat/support-chat.ts';
import { ConsoleApi, Refusal } from '../../../testing/console-api.ts';
import { aWidget } from '../../../testing/console/examples.ts';
import { ConsoleHarness } from '../../../testing/console-harness.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

const TABS = [
  'appearance', 'behavior', 'prechat', 'languages', 'hours', 'triggers', 'websites', 'install',
] as const; // prettier-ignore

const open = (tab = 'appearance', api = new ConsoleApi()): Promise<ConsoleHarness> =>
  ConsoleHarness.mount({ section: `widgets/w1/${tab}` }, api);

async function chatOf(harness: ConsoleHarness): Promise<SupportChatElement> {
  await waitUntil(() => harness.all('support-chat').length === 1, 'the preview did not come');
  return harness.find<SupportChatElement>('support-chat');
}

describe('the editor of a widget', () => {
  afterEach(() => ConsoleHarness.cleanUp());

  describe('accessibility', () => {
    for (const tab of TABS) {
      it(`has nothing that axe finds on the tab ${tab}`, async () => {
        const harness = await open(tab);
        if (tab !== 'install') await chatOf(harness);
        await harness.expectAccessible();
      });
    }
  });

  describe('the preview', () => {
    it('is the real chat, in what is not saved yet', async () => {
      const harness = await open();
      const chat = await chatOf(harness);
      await harness.type('Greeting', 'Ahoy');
      await waitUntil(() => chat.shadowRoot?.textContent?.includes('Ahoy'), 'the greeting does not show');
      expect(harness.api.calls.map(({ route }) => route)).not.to.contain('PUT widget');
    });

    it('shows the other states, themes and devices', async () => {
      const harness = await open();
      await chatOf(harness);
      await harness.click('Desktop');
      await harness.click('Dark');
      const select = harness.find<HTMLSelectElement>('select[aria-label="What is shown"]');
      select.value = 'conversation';
      select.dispatchEvent(new Event('change'));
      await waitUntil(
        () =>
          harness.all('support-chat').length === 1 &&
          harness.find('support-chat').shadowRoot?.querySelector('support-chat-message-list'),
        'the conversation does not show',
      );
      const chat = harness.find<SupportChatElement>('support-chat');
      expect(chat.theme).to.equal('dark');
      expect(chat.mode).to.equal('floating');
      expect(chat.opened).to.equal(true);
    });

    it('keeps to its stage', async () => {
      const harness = await open();
      await chatOf(harness);
      await harness.click('Desktop');
      await waitUntil(() => harness.all<SupportChatElement>('support-chat')[0]?.opened, 'the chat did not open');
      const stage = harness.find('.stage').getBoundingClientRect();
      const panel = harness.find('support-chat').shadowRoot?.querySelector('dialog');
      await waitUntil(() => panel!.getBoundingClientRect().width > 100, 'the panel does not show');
      const box = panel!.getBoundingClientRect();
      expect(box.left).to.be.at.least(stage.left);
      expect(box.right).to.be.at.most(stage.right + 1);
      expect(box.bottom).to.be.at.most(stage.bottom + 1);
    });
  });

  describe('saving', () => {
    it('sends the settings that were changed, each as a whole, on the version they were read in', async () => {
      const harness = await open();
      await harness.type('Greeting', 'Ahoy');
      expect(harness.text).to.contain('1 unsaved change');
      await harness.click('Save');
      expect(harness.api.sentTo('PUT widget')).to.deep.equal([
        {
          widget_id: 'w1',
          version: 3,
          branding: { team_name: 'Northwind', accent: '#3556d8', greeting_title: 'Ahoy' },
        },
      ]);
      expect(harness.text).not.to.contain('1 unsaved change');
      await harness.type('Greeting', 'Ahoy there');
      await harness.click('Save');
      expect(harness.api.sentTo('PUT widget')[1]?.['version']).to.equal(4);
    });

    it('takes back one change, or all of them', async () => {
      const harness = await open();
      await harness.type('Greeting', 'Ahoy');
      await harness.type('Name of your team', 'Us');
      await harness.click('Undo this change: Greeting');
      expect(harness.field('Greeting').value).to.equal('');
      expect(harness.text).to.contain('1 unsaved change');
      await harness.click('Discard changes');
      expect(harness.field('Name of your team').value).to.equal('Northwind');
      expect(harness.button('Save').disabled).to.equal(true);
    });

    it('does not send a number that cannot be, and says so at its field', async () => {
      const harness = await open();
      await harness.type('Corners', '400');
      expect(harness.text).to.contain('A whole number from 0 to 48.');
      expect(harness.button('Save').disabled).to.equal(true);
    });

    it('says at the field what the server refused', async () => {
      const harness = await open();
      harness.api.routes['PUT widget'] = () => new Refusal(400, 'invalid_request', { parameter: 'branding.logo_url' });
      await harness.type('Logo', 'ftp://x');
      await harness.click('Save');
      const field = harness.field('Logo');
      expect(field.getAttribute('aria-invalid')).to.equal('true');
      const fault = (field.getRootNode() as ShadowRoot).getElementById('field-branding.logo_url-fault');
      expect(fault?.textContent).to.equal('This value is not valid.');
    });

    it('asks before changes are lost', async () => {
      const harness = await open();
      await harness.type('Greeting', 'Ahoy');
      await harness.click('Team');
      expect(harness.find('support-desk-dialog').getAttribute('heading')).to.equal('Leave without saving?');
      await harness.click('Keep editing');
      expect(harness.field('Greeting').value).to.equal('Ahoy');
      await harness.go('team');
      expect(harness.element.section).to.equal('widgets/w1/appearance');
      await harness.click('Discard changes');
      await waitUntil(() => harness.all('support-desk-dialog').length <= 1, 'the question stays');
    });

    it('is another one for another widget', async () => {
      const api = new ConsoleApi();
      api.widgets = [...api.widgets, aWidget({ id: 'w2', name: 'Blog', branding: { greeting_title: 'Welcome' } })];
      const harness = await open('appearance', api);
      await harness.go('widgets/w2/appearance');
      expect(harness.find('h1').textContent).to.equal('Blog');
      expect(harness.field('Greeting').value).to.equal('Welcome');
    });

    it('keeps what was changed while somebody looks at another tab', async () => {
      const harness = await open();
      await harness.type('Greeting', 'Ahoy');
      await harness.click('Behaviour');
      await harness.click('Appearance');
      expect(harness.field('Greeting').value).to.equal('Ahoy');
    });
  });

  describe('somebody else at the same time', () => {
    it('loses nothing where both changed something else', async () => {
      const harness = await open();
      await harness.type('Greeting', 'Ahoy');
      harness.api.changeWidget({ branding: { team_name: 'Northwind', accent: '#00aa00' } });
      await harness.click('Save');
      expect(harness.api.widgetOf('w1').branding).to.deep.equal({
        team_name: 'Northwind',
        accent: '#00aa00',
        greeting_title: 'Ahoy',
      });
      expect(harness.text).to.contain('1 other change was taken over.');
    });

    for (const [side, expected] of [
      ['mine', 'Ahoy'],
      ['theirs', 'Hi'],
    ] as const) {
      it(`is asked about where both changed the same, and gets ${side}`, async () => {
        const harness = await open();
        await harness.type('Greeting', 'Ahoy');
        const branding: WireBrandingSettings = { team_name: 'Northwind', accent: '#3556d8', greeting_title: 'Hi' };
        harness.api.changeWidget({ branding });
        await harness.click('Save');
        expect(harness.find('.conflict legend').textContent).to.equal('Greeting');
        harness.find<HTMLInputElement>(`.conflict input[value=${side}]`).click();
        harness.all<HTMLButtonElement>('support-desk-dialog button[type=submit]')[0]!.click();
        await harness.settle();
        expect(harness.api.widgetOf('w1').branding.greeting_title).to.equal(expected);
        expect(harness.all('.conflict')).to.deep.equal([]);
        expect(harness.field('Greeting').value).to.equal(expected);
      });
    }
  });

  describe('appearance', () => {
    it('says when an accent has to be moved, by the rules of the chat itself', async () => {
      const harness = await open();
      await harness.type('Accent colour', '#4c8bf5');
      expect(harness.text).to.contain('made darker in the light theme');
      await harness.type('Accent colour', 'no colour');
      expect(harness.text).to.contain('This is no CSS colour.');
      expect(harness.button('Save').disabled).to.equal(true);
    });

    it('says which CSS it amounts to', async () => {
      const harness = await open();
      await harness.type('Corners', '12');
      expect(harness.find('pre').textContent).to.equal(
        'support-chat {\n  --support-chat-accent: #3556d8;\n  --support-chat-radius: 12px;\n}\n',
      );
    });
  });

  describe('the form before the chat', () => {
    const labels = (harness: ConsoleHarness) => harness.all('.items > li strong').map(({ textContent }) => textContent);

    it('gets, moves and loses questions by keyboard, and the focus stays with them', async () => {
      const harness = await open('prechat');
      expect(labels(harness)).to.deep.equal(['Your name', 'E-mail']);
      const up = harness.button('Move up: E-mail');
      up.focus();
      up.click();
      await harness.settle();
      expect(labels(harness)).to.deep.equal(['E-mail', 'Your name']);
      await waitUntil(() => {
        const focused = (up.getRootNode() as ShadowRoot).activeElement;
        return focused?.getAttribute('aria-label') === 'Move down: E-mail';
      }, 'the focus is elsewhere');
      await harness.click('Add a question');
      await harness.click('Remove: Your name');
      await harness.click('Save');
      const { fields } = harness.api.widgetOf('w1').prechat;
      expect(fields?.map(({ name }) => name)).to.deep.equal(['email', 'question_3']);
    });

    it('keeps the focus near a question that is removed', async () => {
      const harness = await open('prechat');
      const focused = () => {
        const { activeElement } = harness.find('.items').getRootNode() as ShadowRoot;
        return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent?.trim();
      };
      for (const [name, next] of [
        ['Remove: Your name', 'Remove: E-mail'],
        ['Remove: E-mail', 'Add a question'],
      ] as const) {
        const button = harness.button(name);
        button.focus();
        button.click();
        await waitUntil(() => focused() === next, `the focus is not on ${next}`);
      }
    });

    it('says at the question what the server refused', async () => {
      const harness = await open('prechat');
      harness.api.routes['PUT widget'] = () =>
        new Refusal(400, 'invalid_request', { parameter: 'prechat.fields[1].label' });
      await harness.type('Title', 'Before we start');
      await harness.click('Save');
      const wrong = harness.all('[aria-invalid=true]').map(({ id }) => id);
      expect(wrong).to.deep.equal(['field-1:label']);
    });
  });

  it('keeps working hours as people type them', async () => {
    const harness = await open('hours');
    await harness.click('Add hours: Tuesday');
    const [from] = harness.all<HTMLInputElement>('input[aria-label="From, Tuesday"]');
    from!.value = '8.30';
    from!.dispatchEvent(new Event('change'));
    await harness.settle();
    await harness.click('Save');
    expect(harness.api.widgetOf('w1').working_hours.days).to.deep.equal({
      mon: [['09:00', '18:00']],
      tue: [['08:30', '17:00']],
    });
  });

  it('tries messages of the team’s own on a visitor that somebody makes up', async () => {
    const harness = await open('triggers');
    await harness.click('Try it');
    expect(harness.find('.verdict').textContent?.replace(/\s+/g, ' ')).to.contain('It would not show: On pages with');
    const [request] = harness.api.sentTo('POST trigger/dry-run');
    expect(request?.['triggers']).to.deep.equal(harness.api.widgetOf('w1').triggers);
  });

  it('lets a message of the team’s own wait for devices and for who is signed in, and takes both back', async () => {
    const harness = await open('triggers');
    harness.find<HTMLDetailsElement>('.item details').open = true;
    const conditions = () => harness.api.widgetOf('w1').triggers[0]?.conditions;
    const check = async (device: string): Promise<void> => {
      harness.field(device).click();
      await harness.settle();
    };
    await check('Phone');
    await check('Tablet');
    await harness.type('The visitor is signed in', 'false');
    await harness.click('Save');
    expect(conditions()).to.deep.equal({ pages: ['/delivery'], devices: ['phone', 'tablet'], is_identified: false });
    await check('Phone');
    await check('Tablet');
    await harness.type('The visitor is signed in', '');
    await harness.click('Save');
    expect(conditions()).to.deep.equal({ pages: ['/delivery'] });
  });

  it('tries messages on a device and on somebody who is signed in, and says when these hold one back', async () => {
    const harness = await open('triggers');
    harness.api.routes['POST trigger/dry-run'] = () => ({
      shows: null,
      triggers: [
        {
          id: 'welcome',
          verdict: 'held_back',
          due_in_seconds: null,
          text: 'Questions?',
          reasons: [
            { condition: 'devices', due_in_seconds: null },
            { condition: 'is_identified', due_in_seconds: null },
          ],
        },
      ],
    });
    harness.find<HTMLSelectElement>('#device').value = 'tablet';
    await harness.click('Try it');
    harness.find<HTMLInputElement>('input[name=is_identified]').click();
    await harness.click('Try it');
    const situations = harness.api.sentTo('POST trigger/dry-run').map(({ situation }) => situation);
    const tried = (situations as { device: string; is_identified: boolean }[]).map(
      ({ device, is_identified }) => [device, is_identified] as const,
    );
    expect(tried).to.deep.equal([
      ['tablet', false],
      ['tablet', true],
    ]);
    expect(harness.find('.verdict').textContent?.replace(/\s+/g, ' ')).to.contain(
      'It would not show: Device, The visitor is signed in',
    );
  });

  it('takes own words in the languages of the chat', async () => {
    const harness = await open('languages');
    harness.find<HTMLInputElement>('#text-name').value = 'greeting';
    harness.find<HTMLFormElement>('form').requestSubmit();
    await harness.settle();
    const text = harness.find<HTMLTextAreaElement>('#text-en-greeting');
    text.value = 'Ahoy';
    text.dispatchEvent(new InputEvent('input'));
    await harness.click('Save');
    expect(harness.api.widgetOf('w1').localization).to.deep.equal({ texts: { en: { greeting: 'Ahoy' } } });
  });

  it('changes the key, and shows it', async () => {
    const harness = await open('install');
    await harness.click('Change the key');
    harness.all<HTMLButtonElement>('support-desk-dialog button[type=submit]')[0]!.click();
    await harness.settle();
    expect(harness.all('pre').map(({ textContent }) => textContent)).to.contain('wk_fresh002');
  });

  it('deletes the widget after a question, and goes back to the others', async () => {
    const harness = await open('install');
    await harness.click('Delete');
    harness.all<HTMLButtonElement>('support-desk-dialog .danger')[0]!.click();
    await waitUntil(() => harness.element.section === 'widgets', 'it stays');
    expect(harness.api.widgets).to.deep.equal([]);
  });
});
