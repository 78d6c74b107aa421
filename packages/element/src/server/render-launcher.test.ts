import { expect, nextFrame } from '@open-wc/testing';
import type { SupportChatElement } from '../support-chat/support-chat.ts';
import { renderLauncherHtml, type LauncherHtmlOptions } from './render-launcher.ts';
import { waitUntil } from '../../testing/wait-until.ts';

/** A page from a server, in a frame: no script has run in it yet. */
async function serve(options: Partial<LauncherHtmlOptions> = {}) {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'inline-size: 600px; block-size: 500px';
  frame.srcdoc = `<!doctype html><html lang="en"><body>${renderLauncherHtml({ widgetKey: 'wk_a@chat.example', ...options })}</body></html>`;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.body.append(frame);
  await loaded;
  const page = frame.contentDocument!;
  const element = page.querySelector('support-chat')!;
  return {
    page,
    element,
    launcher: () => element.shadowRoot!.querySelector<HTMLElement>('.launcher'),
    async define() {
      const script = page.createElement('script');
      script.type = 'module';
      script.src = new URL('../define.ts', import.meta.url).href;
      page.head.append(script);
      await waitUntil(() => frame.contentWindow!.customElements.get('support-chat'), 'it was not defined');
      await (element as SupportChatElement).updateComplete;
    },
  };
}

describe('the launcher from a server', () => {
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  it('is on screen without a script, and is taken over in one go, with the focus', async () => {
    const { element, launcher, define } = await serve({ accent: '#0a7a4a', attributes: { position: 'bottom-start' } });
    const look = (): unknown => {
      const { x, y, width, height } = launcher()!.getBoundingClientRect();
      const { backgroundColor, backgroundImage, color } = getComputedStyle(launcher()!);
      return { x, y, width, height, backgroundColor, backgroundImage, color };
    };
    const before = launcher()!;
    expect(before.getAttribute('aria-label')).to.equal('Open chat');
    expect(before.getBoundingClientRect().x).to.be.below(100);
    const first = look();
    before.focus();
    let isWatching = true;
    const seen: boolean[] = [];
    const watch = async (): Promise<void> => {
      while (isWatching) {
        seen.push(launcher()?.checkVisibility() === true);
        await nextFrame();
      }
    };
    const watching = watch();
    await define();
    await nextFrame();
    isWatching = false;
    await watching;
    expect(launcher()).not.to.equal(before);
    expect(element.shadowRoot!.activeElement).to.equal(launcher());
    launcher()!.blur();
    expect(look()).to.deep.equal(first);
    expect(seen).not.to.include(false);
    launcher()!.click();
    await (element as SupportChatElement).updateComplete;
    expect((element as SupportChatElement).opened).to.equal(true);
  });

  it('brings along the attributes, and no button where the page has its own', async () => {
    const { element, launcher } = await serve({
      attributes: { launcher: 'none', theme: 'dark', muted: true, debug: false },
    });
    expect(element.getAttributeNames().sort()).to.deep.equal(['launcher', 'muted', 'theme', 'widget-key']);
    expect(launcher()).to.equal(null);
  });

  it('lets nothing out of its quotes', async () => {
    const evil = `"'><img src=x onerror=1></style></template>&`;
    const { page, element, launcher } = await serve({
      widgetKey: evil,
      label: evil,
      nonce: evil,
      accent: 'red;}*{display:none',
      attributes: { heading: evil, [`x onclick="1"`]: 'no' },
    });
    expect(page.querySelectorAll('img')).to.have.length(0);
    expect(element.getAttribute('widget-key')).to.equal(evil);
    expect(element.getAttribute('heading')).to.equal(evil);
    expect(element.getAttributeNames()).to.deep.equal(['heading', 'widget-key']);
    expect(launcher()!.getAttribute('aria-label')).to.equal(evil);
    expect(launcher()!.checkVisibility()).to.equal(true);
  });
});
