import { DEFAULT_CONFIG, type ChatConfig, type ChatLauncher } from '@support-chat/sdk';
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { pictureUrl } from '../../testing/files.ts';
import { stories } from '../../testing/stories.ts';
import { SupportChatHarness } from '../../testing/support-chat-harness.ts';
import { waitUntil } from '../../testing/wait-until.ts';

const { mount } = SupportChatHarness;

describe('branding', () => {
  beforeEach(() => setViewport({ width: 1000, height: 800 }));
  afterEach(() => {
    SupportChatHarness.cleanUp();
    document.adoptedStyleSheets = [];
  });

  describe('from the configuration', () => {
    it('sets the font', async () => {
      const chat = await branded({ font: 'Georgia, serif' });
      await chat.open();
      await becomes(() => getComputedStyle(chat.panel).fontFamily, 'Georgia, serif');
    });

    it('sets the corners of the panel and of what is inside', async () => {
      const chat = await branded({ radius: 10 });
      await chat.open();
      await becomes(() => getComputedStyle(chat.panel).borderRadius, '10px');
      expect(getComputedStyle(chat.root.querySelector('[part=card]')!).borderRadius).to.equal('8px');
    });

    it('sets the size of the launcher and its distance from the edges', async () => {
      const chat = await branded({}, { size: 80, offsetInline: 40, offsetBlock: 30 });
      await becomes(() => getComputedStyle(chat.launcher).width, '80px');
      const { right, bottom } = chat.launcher.getBoundingClientRect();
      expect([innerWidth - right, innerHeight - bottom]).to.deep.equal([40, 30]);
    });

    it('sets the corner the launcher is in', async () => {
      const chat = await branded({}, { position: 'top-start' });
      await becomes(() => chat.launcher.getBoundingClientRect().top, 20);
      expect(chat.launcher.getBoundingClientRect().left).to.equal(20);
    });

    it('sets the theme', async () => {
      const chat = await branded({ theme: 'dark' });
      await chat.open();
      await becomes(() => getComputedStyle(chat.panel).colorScheme, 'dark');
    });

    it('hides the launcher', async () => {
      const chat = await branded({}, { isHidden: true });
      await becomes(() => chat.root.querySelector('[part=launcher]'), null);
    });

    it('shows the logo above the greeting, and nothing where it does not load', async () => {
      const chat = await branded({ logoUrl: pictureUrl });
      await chat.open();
      const logo = chat.root.querySelector<HTMLImageElement>('[part=logo] img')!;
      await becomes(() => logo.getBoundingClientRect().height, 32);
      expect(logo.getBoundingClientRect().width).to.be.closeTo(48, 1);
      await chat.update({ config: configOf({ logoUrl: 'data:image/png;base64,AAAA' }) });
      await becomes(() => logo.checkVisibility(), false);
    });

    it('shows an icon instead of the glyph, and the glyph where it does not load', async () => {
      const chat = await branded({}, { iconUrl: pictureUrl });
      const glyph = chat.launcher.querySelector('svg.glyph')!;
      const icon = chat.launcher.querySelector('img')!;
      await becomes(() => [icon.checkVisibility(), glyph.checkVisibility()].join(), 'true,false');
      expect(icon.getBoundingClientRect().width).to.equal(30);
      icon.src = 'data:image/png;base64,AAAA';
      await becomes(() => [icon.checkVisibility(), glyph.checkVisibility()].join(), 'false,true');
    });

    it('shows words beside the glyph, which are the name of the button too', async () => {
      const chat = await branded({}, { label: 'Ask us' });
      await waitUntil(() => chat.launcher.getBoundingClientRect().width > 100, 'the launcher is not wider');
      expect(chat.launcher.getAttribute('aria-label')).to.equal('Ask us');
      expect(chat.launcher.textContent).to.contain('Ask us');
      await chat.expectAccessible();
    });

    it('leaves the words out on a phone', async () => {
      await setViewport({ width: 390, height: 800 });
      const chat = await branded({}, { label: 'Ask us' });
      await becomes(() => getComputedStyle(chat.launcher.querySelector('.label')!).display, 'none');
      expect(chat.launcher.getBoundingClientRect().width).to.equal(60);
    });
  });

  describe('against the page', () => {
    it('gives way to its attributes', async () => {
      const chat = await mount(
        { ...stories.home.snapshot, config: configOf({ theme: 'dark', font: 'serif' }, { position: 'top-start' }) },
        { theme: 'light', position: 'bottom-start' },
      );
      await becomes(() => getComputedStyle(chat.launcher).getPropertyValue('--support-chat-font'), 'serif');
      expect([chat.element.theme, chat.element.position]).to.deep.equal(['light', 'bottom-start']);
    });

    it('gives way to its style sheets', async () => {
      const page = new CSSStyleSheet();
      page.replaceSync('support-chat{--support-chat-radius:3px}');
      document.adoptedStyleSheets = [page];
      const chat = await branded({ radius: 30, font: 'serif' });
      await chat.open();
      await becomes(() => getComputedStyle(chat.panel).fontFamily, 'serif');
      expect(getComputedStyle(chat.panel).borderRadius).to.equal('3px');
    });

    it('takes back what it filled in when the configuration is another one', async () => {
      const chat = await branded({ theme: 'dark' }, { position: 'top-start' });
      await becomes(() => chat.element.position, 'top-start');
      await chat.update({ config: configOf({}) });
      await becomes(() => chat.element.position, 'bottom-end');
      expect(chat.element.theme).to.equal('auto');
    });
  });

  describe('with hostile values', () => {
    const hostile = '1px;} * { display: none !important } x{';

    it('ignores a font that is none', async () => {
      for (const font of [hostile, 'url(https://evil.example)', 'serif; background: red', 'var(--x)} *{display:none']) {
        const chat = await branded({ font, radius: 7 });
        await chat.open();
        await becomes(() => getComputedStyle(chat.panel).borderRadius, '7px');
        expect(getComputedStyle(chat.panel).fontFamily, font).to.contain('system-ui');
        expect(chat.isPanelVisible, font).to.equal(true);
        chat.element.remove();
      }
    });

    it('keeps numbers within what a launcher can be', async () => {
      const wild = { size: 1e9, offsetInline: -1e9, offsetBlock: NaN };
      const chat = await branded({ radius: Infinity }, wild);
      await becomes(() => getComputedStyle(chat.launcher).width, '96px');
      const { right, bottom } = chat.launcher.getBoundingClientRect();
      expect([innerWidth - right, innerHeight - bottom]).to.deep.equal([0, 20]);
    });

    it('ignores numbers and choices that are none', async () => {
      const wrong = { size: hostile, position: hostile } as unknown as Partial<ChatLauncher>;
      const chat = await branded({ radius: 9, theme: hostile as 'dark' }, wrong);
      await becomes(() => getComputedStyle(chat.launcher).getPropertyValue('--support-chat-radius'), '9px');
      expect(getComputedStyle(chat.launcher).width).to.equal('60px');
      expect(chat.element.getAttributeNames()).not.to.include.members(['theme', 'position']);
    });

    it('takes words for words and addresses for addresses', async () => {
      const markup = '"><img src=x onerror="window.hacked=1">';
      const chat = await branded({ logoUrl: markup }, { label: markup, iconUrl: 'javascript:window.hacked=1' });
      await chat.open();
      await chat.atRest();
      expect('hacked' in window).to.equal(false);
      expect(chat.root.querySelectorAll('[onerror]')).to.have.length(0);
    });
  });
});

function configOf(more: Partial<ChatConfig>, launcher: Partial<ChatLauncher> = {}): ChatConfig {
  return { ...DEFAULT_CONFIG, teamName: 'Northwind', ...more, launcher: { ...DEFAULT_CONFIG.launcher, ...launcher } };
}

function branded(more: Partial<ChatConfig>, launcher: Partial<ChatLauncher> = {}): Promise<SupportChatHarness> {
  return mount({ ...stories.home.snapshot, config: configOf(more, launcher) });
}

/** It comes with a chunk, a moment later. */
async function becomes<T>(read: () => T, wanted: T): Promise<void> {
  await waitUntil(() => read() === wanted, `it is not ${String(wanted)}`);
}
