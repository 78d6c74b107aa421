import { aTimeout, expect } from '@open-wc/testing';
import { LoaderPage, type LoaderPageOptions } from '../../testing/loader-page.ts';
import type { SupportChatElement } from '../support-chat/support-chat.ts';
import { waitUntil } from '../../testing/wait-until.ts';

describe('loader', () => {
  let page: LoaderPage;

  const open = async (options?: LoaderPageOptions): Promise<LoaderPage> => (page = await LoaderPage.load(options));

  afterEach(() => {
    const { errors } = page;
    page.remove();
    localStorage.clear();
    sessionStorage.clear();
    expect(errors, 'thrown into the page').to.deep.equal([]);
  });

  describe('a page view without chat', () => {
    it('costs one script and one request, no storage, and draws the launcher', async () => {
      await open();
      await page.untilLauncher();
      await aTimeout(50);
      expect(page.requests).to.deep.equal(['widget.js', 'widget-config']);
      expect(page.isComplete).to.equal(false);
      expect(localStorage.length + sessionStorage.length).to.equal(0);
    });

    it("shows the launcher in the widget's colour", async () => {
      await open();
      const launcher = await page.untilLauncher();
      expect(page.element!.getAttribute('accent')).to.equal('#0ca678');
      expect(page.window.getComputedStyle(launcher).getPropertyValue('--support-chat-accent')).to.contain('#0ca678');
    });

    it('shows it in the corner that the widget wants', async () => {
      await open();
      const { top } = (await page.untilLauncher()).getBoundingClientRect();
      expect([page.element!.getAttribute('position'), top]).to.deep.equal(['top-end', 20]);
    });

    it('gives the attributes of the script to the element', async () => {
      await open({ attributes: 'data-theme="dark" data-lang="de" data-position="bottom-start"' });
      const launcher = await page.untilLauncher();
      expect(launcher.getAttribute('aria-label')).to.equal('Chat');
      expect(['theme', 'lang', 'position', 'widget-key'].map((name) => page.element!.getAttribute(name))).to.deep.equal(
        ['dark', 'de', 'bottom-start', 'wk_test'],
      );
    });

    it('has the size, the place, the picture and the name of the configuration before the chat is there, and keeps them', async () => {
      await open({ api: 'branded' });
      const before = await page.untilLauncher();
      await waitUntil(() => before.querySelector('img'), 'there is no picture');
      const look = (launcher: Element): unknown => {
        const { right, bottom, height } = launcher.getBoundingClientRect();
        const icon = launcher.querySelector('img')!.getBoundingClientRect();
        return [900 - right, 700 - bottom, height, icon.width, icon.height];
      };
      const first = look(before);
      expect(first).to.deep.equal([41, 33, 72, 36, 36]);
      expect([before.getAttribute('aria-label'), before.clientWidth]).to.deep.equal(['Ask Northwind', 72]);
      before.click();
      await page.untilOpened();
      page.element!.close();
      await page.element!.updateComplete;
      await waitUntil(() => page.launcher?.querySelector('img')?.complete, 'the picture did not come again');
      expect(look(page.launcher!)).to.deep.equal(first);
      expect(page.launcher!.getAttribute('aria-label')).to.equal('Ask Northwind');
    });

    it('draws nothing with data-launcher="none", and opens all the same', async () => {
      await open({ attributes: 'data-launcher="none"' });
      await waitUntil(() => page.element?.isConnected);
      expect(page.launcher).to.equal(null);
      page.window.SupportChat('open');
      await page.untilOpened();
    });
  });

  describe('where the script stands', () => {
    it('works in <head>, before there is a body', async () => {
      await open({ html: (script) => `<head>${script}</head><body><p>Page</p></body>` });
      await page.untilLauncher();
      expect(page.element!.parentElement).to.equal(page.document.body);
    });

    it('works with async', async () => {
      await open({ attributes: 'async' });
      await page.untilLauncher();
    });

    it('works when it is put in by another script', async () => {
      await open({
        html: (script) => `<body><script>
          const holder = document.createElement('div');
          holder.innerHTML = ${JSON.stringify(script).replaceAll('</', '<\\/')};
          const script = document.createElement('script');
          for (const { name, value } of holder.firstChild.attributes) script.setAttribute(name, value);
          document.head.append(script);
        </${'script'}></body>`,
      });
      await page.untilLauncher();
    });

    it('does nothing the second time', async () => {
      await open({ html: (script) => `<body>${script}${script}</body>` });
      await page.untilLauncher();
      await waitUntil(() => page.warnings.join().includes('on this page already'), 'the second one says nothing');
      expect(page.elements).to.have.length(1);
    });
  });

  describe('calls', () => {
    const queue = 'window.SupportChat = function () { (SupportChat.q = SupportChat.q || []).push(arguments) };';

    it('from before the script are replayed in their order', async () => {
      await open({
        before: `${queue} SupportChat('on', 'opened', () => (window.heard = true)); SupportChat('setDraft', 'First'); SupportChat('setDraft', 'Second'); SupportChat('open');`,
      });
      await page.untilOpened();
      await page.untilDraft('Second');
      expect((page.window as unknown as { heard: boolean }).heard).to.equal(true);
    });

    it('between script and chat are kept', async () => {
      await open();
      await page.untilLauncher();
      (page.window.SupportChat['setDraft'] as (text: string) => void)('Kept');
      (page.window.SupportChat['open'] as () => void)();
      await page.untilOpened();
      await page.untilDraft('Kept');
    });

    it('before the launcher is on the page wait for it', async () => {
      await open({ html: (script) => `<head>${script}<script>SupportChat('open')</${'script'}></head><body></body>` });
      await page.untilOpened();
      expect(page.elements).to.have.length(1);
    });

    it('to a method that is not there are a warning', async () => {
      await open();
      page.window.SupportChat('dance');
      expect(page.warnings.join()).to.contain('has no "dance"');
    });

    it('to close what was never opened load nothing', async () => {
      await open();
      await page.untilLauncher();
      page.window.SupportChat('close');
      await aTimeout(50);
      expect(page.isComplete).to.equal(false);
    });

    it('can end the chat before and after it is there', async () => {
      await open();
      await page.untilLauncher();
      page.window.SupportChat('destroy');
      expect(page.elements).to.have.length(0);
      page.remove();
      await open();
      await page.untilLauncher();
      page.window.SupportChat('open');
      await page.untilOpened();
      page.window.SupportChat('destroy');
      await aTimeout(0);
      expect(page.elements).to.have.length(0);
    });
  });

  describe('taking over', () => {
    it('fetches on intent without running anything', async () => {
      await open();
      const launcher = await page.untilLauncher();
      launcher.dispatchEvent(new PointerEvent('pointerenter'));
      launcher.dispatchEvent(new PointerEvent('pointerenter'));
      expect(page.document.querySelectorAll('link[rel=modulepreload]')).to.have.length(1);
      await waitUntil(() => page.requests.includes('widget-full.js'), 'nothing was fetched');
      expect(page.isComplete).to.equal(false);
    });

    it('opens at a click, and the launcher looks the same before and after', async () => {
      await open();
      const before = await page.untilLauncher();
      const look = describeLook(page, before);
      before.click();
      expect(before.getAttribute('aria-busy')).to.equal('true');
      await page.untilOpened();
      page.element!.close();
      await page.element!.updateComplete;
      // The focus came back to it, and some engines draw the ring where a script has clicked.
      page.launcher!.blur();
      await Promise.all(page.launcher!.getAnimations({ subtree: true }).map((animation) => animation.finished));
      expect(page.launcher).not.to.equal(before);
      expect(describeLook(page, page.launcher!)).to.deep.equal(look);
      expect(page.element!.shadowRoot!.querySelectorAll('[part=launcher]')).to.have.length(1);
    });

    it('is never without a launcher', async () => {
      await open();
      const launcher = await page.untilLauncher();
      const seen: boolean[] = [];
      const look = (): void => {
        seen.push(page.launcher?.checkVisibility() === true);
        page.window.requestAnimationFrame(look);
      };
      look();
      launcher.click();
      await page.untilOpened();
      await aTimeout(50);
      expect(seen).not.to.include(false);
    });

    it('keeps the focus on the launcher when the chat comes by itself', async () => {
      localStorage.setItem('support-chat:wk_test:active', '1');
      await open({ before: 'window.requestIdleCallback = (task) => { window.idle = task };' });
      const launcher = await page.untilLauncher();
      page.frame.focus();
      launcher.focus();
      (page.window as unknown as { idle: () => void }).idle();
      await waitUntil(() => page.isComplete && page.launcher !== launcher, 'the chat did not come');
      await page.element!.updateComplete;
      expect(page.element!.shadowRoot!.activeElement).to.equal(page.launcher);
      expect(page.isOpened).to.equal(false);
    });

    it('comes by itself for a visitor who has a conversation, without opening', async () => {
      localStorage.setItem('support-chat:wk_test:active', '1');
      await open();
      await waitUntil(() => page.isComplete && page.element?.client, 'the chat did not come');
      expect(page.isOpened).to.equal(false);
    });

    it('leaves an element alone that the page has defined itself', async () => {
      await open({
        before:
          "customElements.define('support-chat', class extends HTMLElement { open() { window.wasOpened = true } });",
      });
      await waitUntil(() => page.element?.isConnected);
      expect(page.element!.shadowRoot).to.equal(null);
    });

    it('comes back when the page swaps its body', async () => {
      await open();
      await page.untilLauncher();
      page.window.SupportChat('open');
      await page.untilOpened();
      const { client } = page.element as SupportChatElement;
      page.document.documentElement.replaceChild(page.document.createElement('body'), page.document.body);
      await waitUntil(() => page.element?.isConnected, 'it did not come back');
      await aTimeout(0);
      expect((page.element as SupportChatElement).client).to.equal(client);
    });
  });

  describe('pages that draw themselves anew', () => {
    it('get it back after everything in the body was swapped, every time', async () => {
      await open();
      const launcher = await page.untilLauncher();
      for (const name of ['First', 'Second']) {
        page.document.body.innerHTML = `<main>${name}</main>`;
        await waitUntil(() => page.element?.isConnected, 'it did not come back');
      }
      for (const node of [...page.document.body.childNodes]) node.remove();
      await waitUntil(() => page.element?.isConnected, 'it did not come back after single removals');
      page.document.documentElement.replaceChild(page.document.createElement('body'), page.document.body);
      await waitUntil(() => page.element?.isConnected, 'it did not come back into another body');
      page.document.body.innerHTML = '<main>Last</main>';
      await waitUntil(() => page.element?.isConnected, 'it did not come back into what is in that body');
      expect(page.elements).to.have.length(1);
      expect(page.launcher).to.equal(launcher);
    });

    it('do not get it back when they have taken it away alone, or ended it', async () => {
      await open();
      await page.untilLauncher();
      page.element!.remove();
      await aTimeout(0);
      page.document.body.innerHTML = '<main>Next</main>';
      await aTimeout(0);
      expect(page.element).to.equal(null);
      page.remove();
      await open();
      await page.untilLauncher();
      page.window.SupportChat('destroy');
      page.document.body.innerHTML = '<main>Next</main>';
      await aTimeout(0);
      expect(page.element).to.equal(null);
    });
  });

  describe('under a strict policy', () => {
    it('works without inline styles, inline scripts and with Trusted Types', async () => {
      // By its name: in a frame that has its page from an attribute, Firefox does not know whom 'self' means.
      const { origin } = location;
      const policy = `default-src 'none'; script-src ${origin}; connect-src ${origin}; base-uri 'none'; require-trusted-types-for 'script'; trusted-types lit-html`;
      await open({
        html: (script) =>
          `<head><meta http-equiv="Content-Security-Policy" content="${policy}"></head><body>${script}</body>`,
      });
      (await page.untilLauncher()).click();
      await page.untilOpened();
      page.element!.setDraft('Hello');
      await page.element!.updateComplete;
      await aTimeout(50);
      expect(page.window.getComputedStyle(page.element!.shadowRoot!.querySelector('dialog')!).position).to.equal(
        'fixed',
      );
    });

    it('would be noticed by this suite when it broke the policy', async () => {
      await open({
        html: () =>
          `<head><meta http-equiv="Content-Security-Policy" content="style-src 'none'"></head><body><p style="color: red"></p></body>`,
      });
      await waitUntil(() => page.errors.length > 0);
      expect(page.errors.splice(0).join()).to.contain('style-src');
    });
  });

  describe('when something is missing', () => {
    it('tries three times, then says so calmly beside the launcher', async () => {
      await open({ folder: 'broken' });
      const launcher = await page.untilLauncher();
      launcher.click();
      await waitUntil(() => page.note !== '', 'nothing was said');
      expect(page.note).to.equal('The chat did not load. Try again in a moment.');
      expect(page.requests.filter((name) => name === 'widget-full.js')).to.have.length(3);
      expect(launcher.getAttribute('aria-busy')).to.equal('false');
      launcher.click();
      expect(page.note).to.equal('');
    });

    it('opens when a later try succeeds', async () => {
      await open({ folder: 'flaky' });
      (await page.untilLauncher()).click();
      await page.untilOpened();
    });

    it('shows nothing where the server refuses the page', async () => {
      await open({ api: 'refused' });
      await waitUntil(() => page.warnings.length > 0);
      await aTimeout(0);
      expect(page.elements).to.have.length(0);
      expect(page.warnings.join()).to.contain('refused on this page (403)');
    });

    it('shows the launcher in its own colour when the server does not answer', async () => {
      await open({ api: 'down' });
      await page.untilLauncher();
      expect(page.element!.hasAttribute('accent')).to.equal(false);
    });

    it('says in the console that its key is no key', async () => {
      await open({ key: 'nonsense' });
      await waitUntil(() => page.warnings.length > 0);
      expect(page.warnings.join()).to.contain('not a widget key');
      expect(page.elements).to.have.length(0);
    });

    it('goes without storage where the browser refuses it', async () => {
      await open({
        before: "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } });",
      });
      await page.untilLauncher();
    });
  });
});

/** Everything about a launcher that an eye could see change. */
function describeLook(page: LoaderPage, launcher: Element): unknown {
  const style = page.window.getComputedStyle(launcher);
  const glyph = launcher.querySelector('svg')!;
  const { x, y, width, height } = launcher.getBoundingClientRect();
  const inner = glyph.getBoundingClientRect();
  return {
    box: [x, y, width, height],
    glyph: [inner.x, inner.y, inner.width, inner.height],
    path: glyph.querySelector('path')!.getAttribute('d'),
    look: ['backgroundImage', 'color', 'boxShadow', 'borderRadius', 'zIndex', 'opacity'].map(
      (name) => style[name as 'color'],
    ),
  };
}
