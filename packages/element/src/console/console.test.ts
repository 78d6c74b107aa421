import { expect } from '@open-wc/testing';
import { ConsoleApi, Refusal } from '../../testing/console-api.ts';
import { ConsoleHarness } from '../../testing/console-harness.ts';
import { nextEvent } from '../../testing/support-chat-harness.ts';
import { waitUntil } from '../../testing/wait-until.ts';
import type { SectionName } from './sections/sections.ts';

const SECTIONS: readonly SectionName[] = [
  'widgets', 'departments', 'team', 'replies', 'telegram', 'analytics', 'audit', 'organization', 'visitors',
]; // prettier-ignore

describe('<support-chat-console>', () => {
  afterEach(() => ConsoleHarness.cleanUp());

  describe('accessibility', () => {
    for (const section of SECTIONS) {
      it(`has nothing that axe finds in ${section}`, async () => {
        const harness = await ConsoleHarness.mount({ section });
        await harness.expectAccessible();
      });
    }

    it('says which section is open', async () => {
      const harness = await ConsoleHarness.mount({ section: 'team' });
      expect(harness.find('[aria-current=page]').textContent?.trim()).to.equal('Team');
      expect(harness.find('main').getAttribute('aria-label')).to.equal('Team');
    });
  });

  describe('properties', () => {
    it('asks for nothing before the page has said where and who', async () => {
      const element = document.createElement('support-chat-console');
      document.body.append(element);
      await element.updateComplete;
      expect(element.shadowRoot?.textContent).to.contain('Loading');
    });

    it('speaks the language of the page, and runs as it does', async () => {
      const harness = await ConsoleHarness.mount({ lang: 'de' });
      await waitUntil(() => harness.text.includes('Abteilungen'), 'German did not come');
      const mirrored = await ConsoleHarness.mount({ dir: 'rtl' });
      expect(mirrored.find('.desk').getAttribute('dir')).to.equal('rtl');
      const [nav, main] = ['nav', 'main'].map((name) => mirrored.find(name).getBoundingClientRect());
      expect(nav!.left).to.be.above(main!.left);
    });

    it('takes words of the page', async () => {
      const harness = await ConsoleHarness.mount();
      harness.element.translations = { leaveTitle: 'Sure?' };
      await harness.settle();
      expect(harness.element.language.words.leaveTitle).to.equal('Sure?');
    });

    it('opens the section that its attribute names, down to a tab', async () => {
      const harness = await ConsoleHarness.mount({ section: 'widgets/w1/hours' });
      expect(harness.find('[role=tab][aria-selected=true]').textContent?.trim()).to.equal('Working hours');
      await harness.go('no-such-section');
      expect(harness.find('h1').textContent).to.equal('Widgets');
    });
  });

  describe('events', () => {
    it('tells that it is ready, and for which organization', async () => {
      const element = document.createElement('support-chat-console');
      const ready = nextEvent<HTMLElementEventMap['console-ready']>(element, 'console-ready');
      element.client = new ConsoleApi().client;
      document.body.append(element);
      expect((await ready).detail).to.deep.equal({ organizationId: 'o1' });
    });

    it('tells where somebody went, so that a router can follow', async () => {
      const harness = await ConsoleHarness.mount();
      const change = nextEvent<HTMLElementEventMap['console-section-change']>(
        harness.element,
        'console-section-change',
      );
      await harness.click('Analytics');
      expect((await change).detail).to.deep.equal({ section: 'analytics' });
      expect(harness.element.getAttribute('section')).to.equal('analytics');
    });

    it('asks the page to sign somebody in when the session is over', async () => {
      const api = new ConsoleApi();
      api.routes['GET customer'] = () => new Refusal(401, 'token_expired');
      const element = document.createElement('support-chat-console');
      const asked = nextEvent(element, 'console-sign-in-required');
      element.client = api.client;
      document.body.append(element);
      await asked;
      await waitUntil(() => element.shadowRoot?.textContent?.includes('sign in again'), 'it does not say so');
    });

    it('refuses agents who are no admins', async () => {
      const api = new ConsoleApi();
      api.routes['GET customer'] = () => new Refusal(403, 'not_permitted');
      const harness = await ConsoleHarness.mount({}, api);
      expect(harness.find('[role=alert]').textContent).to.contain('for admins');
      expect(harness.all('nav')).to.deep.equal([]);
    });

    it('tells what did not work, and goes on', async () => {
      const api = new ConsoleApi();
      api.routes['POST widget'] = () => new Refusal(403, 'plan_limit_reached');
      const harness = await ConsoleHarness.mount({}, api);
      const failed = nextEvent<HTMLElementEventMap['console-error']>(harness.element, 'console-error');
      await harness.click('New widget');
      await harness.type('Name', 'Another');
      await harness.click('Create');
      expect((await failed).detail.error.code).to.equal('plan_limit_reached');
      expect(harness.find('.toast').textContent).to.contain('Your plan allows no more');
    });
  });

  describe('widgets', () => {
    it('are listed, and a new one is opened at once', async () => {
      const harness = await ConsoleHarness.mount();
      expect(harness.find('.rows').textContent).to.contain('wk_demo0001');
      const saved = nextEvent<HTMLElementEventMap['console-saved']>(harness.element, 'console-saved');
      await harness.click('New widget');
      await harness.type('Name', 'Blog');
      await harness.click('Create');
      expect((await saved).detail).to.deep.equal({ what: 'widget', id: 'w2' });
      expect(harness.api.sentTo('POST widget')).to.deep.equal([{ name: 'Blog' }]);
      expect(harness.element.section).to.equal('widgets/w2');
    });

    it('say why they did not come, and come on another try', async () => {
      const api = new ConsoleApi();
      const answer = api.routes['GET widgets']!;
      api.routes['GET widgets'] = () => new Refusal(503, 'database_unavailable');
      const harness = await ConsoleHarness.mount({}, api);
      expect(harness.find('[role=alert]').textContent).to.contain('That did not work');
      api.routes['GET widgets'] = answer;
      await harness.click('Try again');
      expect(harness.find('.rows').textContent).to.contain('Northwind shop');
    });
  });
});
