import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { stories } from '../../testing/stories.ts';
import type { Story } from '../../testing/story.ts';
import { SupportChatHarness } from '../../testing/support-chat-harness.ts';
import { waitUntil } from '../../testing/wait-until.ts';

const { mount } = SupportChatHarness;
const ready = stories.home.snapshot;
const talking = stories.conversation.snapshot;

describe('<support-chat>', () => {
  beforeEach(() => setViewport({ width: 1024, height: 800 }));
  afterEach(() => SupportChatHarness.cleanUp());

  describe('accessibility', () => {
    for (const name of [
      'home',
      'returning',
      'failed',
      'failed-conversation',
      'empty',
      'conversation',
      'offline',
      'reconnecting',
      'memory',
      'refused',
      'extremes',
      'ended',
      'limit',
      'files',
      'quoting',
      'attaching',
    ] as const) {
      for (const theme of ['light', 'dark']) {
        it(`has no findings by axe: ${name}, ${theme}`, async () => {
          const story: Story = stories[name];
          const chat = await mount(story.earlier ?? story.snapshot, { theme });
          if (story.view === 'conversation') chat.element.setDraft(story.draft ?? '');
          await chat.open();
          await chat.update(story.snapshot);
          await chat.expectAccessible();
        });
      }
    }

    it('brings no landmarks that a page has once already', async () => {
      for (const view of ['home', 'conversation']) {
        const chat = await mount(talking);
        if (view === 'home') await chat.open();
        else await chat.openConversation();
        expect(chat.root.querySelectorAll('header, footer, main, nav')).to.have.length(0);
      }
    });

    it('names the dialog after its heading', async () => {
      const chat = await mount(ready);
      await chat.open();
      expect(chat.panel.localName).to.equal('dialog');
      expect(chat.panel.getAttribute('aria-labelledby')).to.equal(chat.heading.id);
    });

    it('moves the focus to the heading of the start page, and to the field of a conversation', async () => {
      const chat = await mount(talking);
      await chat.open();
      expect(chat.focused).to.equal(chat.heading);
      chat.root.querySelector<HTMLButtonElement>('.conversation')!.click();
      await chat.settle();
      expect(chat.focused).to.equal(chat.field);
    });

    it('keeps the focus in the panel while what was on its way comes, or does not and is tried again', async () => {
      const chat = await mount(stories.loading.snapshot);
      await chat.open();
      expect(chat.focused?.textContent).to.equal('Loading');
      await chat.update(stories.failed.snapshot);
      expect(chat.focused?.id).to.equal('heading');
      chat.button('Try again').focus();
      await chat.update(ready);
      expect(chat.focused?.id).to.equal('heading');
      expect(chat.focused?.textContent).to.contain('Hi there');
    });

    it('closes with Escape and gives the focus back to the launcher', async () => {
      const chat = await mount(talking);
      await chat.openConversation();
      expect(chat.focused).to.equal(chat.field);
      await chat.press('Escape');
      expect(chat.element.opened).to.equal(false);
      expect(chat.focused).to.equal(chat.launcher);
    });

    it('gives the focus back to the button of the page that opened it', async () => {
      const chat = await mount(ready);
      const button = document.body.appendChild(document.createElement('button'));
      button.addEventListener('click', () => chat.element.open());
      button.focus();
      button.click();
      await chat.settle();
      expect(chat.focused).to.equal(chat.heading);
      await chat.press('Escape');
      expect(chat.focused).to.equal(button);
      button.remove();
    });

    it('leaves the focus where it is when the page sets `opened`', async () => {
      const field = document.body.appendChild(document.createElement('input'));
      field.focus();
      const chat = await mount(ready, { opened: '' });
      expect(chat.isPanelVisible).to.equal(true);
      expect(document.activeElement).to.equal(field);
      field.remove();
    });

    it('does not take Escape from an input method', async () => {
      const chat = await mount(talking);
      await chat.openConversation();
      chat.field.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true, composed: true }),
      );
      expect(chat.element.opened).to.equal(true);
    });

    it('says the number of unread messages with the launcher', async () => {
      const chat = await mount({ ...talking, unreadCount: 2 });
      expect(chat.launcher.getAttribute('aria-label')).to.equal('Open chat, 2 unread messages');
      expect(chat.badge).to.equal('2');
      await chat.update({ unreadCount: 120 });
      expect(chat.badge).to.equal('99+');
      await chat.update({ unreadCount: 0 });
      expect(chat.badge).to.equal(null);
    });

    it('is modal where it fills the screen, and only there', async () => {
      const chat = await mount(ready);
      await chat.open();
      expect(chat.panel.matches(':modal')).to.equal(false);
      await setViewport({ width: 460, height: 640 });
      await waitUntil(() => chat.panel.matches(':modal'), 'it did not become modal');
      expect(chat.launcher.checkVisibility()).to.equal(false);
      await waitUntil(() => chat.panel.getAnimations().length === 0);
      const { width, height } = chat.panel.getBoundingClientRect();
      expect([width, height].map(Math.round)).to.deep.equal([460, 640]);
      chat.element.close();
      await chat.settle();
      expect(document.querySelector(':modal')).to.equal(null);
      expect(chat.focused).to.equal(chat.launcher);
    });
  });
});
