import { aTimeout, expect } from '@open-wc/testing';
import { LoaderPage, type LoaderPageOptions } from '../../testing/loader-page.ts';
import { waitUntil } from '../../testing/wait-until.ts';

describe('loader: what the tag says', () => {
  let page: LoaderPage;
  const open = async (options?: LoaderPageOptions): Promise<LoaderPage> => (page = await LoaderPage.load(options));

  afterEach(() => {
    const { errors } = page;
    page.remove();
    localStorage.clear();
    expect(errors, 'thrown into the page').to.deep.equal([]);
  });

  it('takes the key by its longer name too', async () => {
    await open({ query: '?widget_id=wk_long' });
    await page.untilLauncher();
    expect(page.element!.getAttribute('widget-key')).to.equal('wk_long');
  });

  it('takes the key from an attribute', async () => {
    await open({ query: '', attributes: 'data-widget-key="wk_tag"' });
    await page.untilLauncher();
    expect(page.element!.getAttribute('widget-key')).to.equal('wk_tag');
  });

  it('talks about itself with ?debug=true, and not with another value', async () => {
    await open({ query: '?id=wk_test&debug=true' });
    await page.untilLauncher();
    expect(page.element!.hasAttribute('debug')).to.equal(true);
    page.remove();
    await open({ query: '?id=wk_test&debug=false' });
    await page.untilLauncher();
    expect(page.element!.hasAttribute('debug')).to.equal(false);
  });

  it('works with defer, and as the first of two scripts', async () => {
    await open({
      attributes: 'defer',
      html: (script) => `<head>${script}<script defer src="data:,"></${'script'}></head>`,
    });
    await page.untilLauncher();
  });

  describe('when the chat is fetched', () => {
    it('at once with loading="eager", without opening it', async () => {
      await open({ attributes: 'data-loading="eager"' });
      await waitUntil(() => page.isComplete, 'the chat did not come');
      expect(page.isOpened).to.equal(false);
    });

    it('not before the click with loading="manual", not even for a visitor who has a conversation', async () => {
      localStorage.setItem('support-chat:wk_test:active', '1');
      await open({ attributes: 'data-loading="manual"' });
      const launcher = await page.untilLauncher();
      launcher.dispatchEvent(new PointerEvent('pointerenter'));
      launcher.dispatchEvent(new FocusEvent('focus'));
      await aTimeout(50);
      expect(page.requests).to.deep.equal(['widget.js', 'widget-config']);
      launcher.click();
      await page.untilOpened();
    });

    it('on focus as well as on hover', async () => {
      await open();
      (await page.untilLauncher()).dispatchEvent(new FocusEvent('focus'));
      await waitUntil(() => page.requests.includes('widget-full.js'), 'nothing was fetched');
    });

    it('not while the page is only rendered in case somebody goes there', async () => {
      await open({
        attributes: 'data-loading="eager"',
        before: "Object.defineProperty(document, 'prerendering', { value: true });",
      });
      await page.untilLauncher();
      await aTimeout(50);
      expect(page.isComplete).to.equal(false);
      page.document.dispatchEvent(new Event('prerenderingchange'));
      await waitUntil(() => page.isComplete, 'the chat did not come');
    });
  });

  describe('when something is in the way', () => {
    it('gives up on a server that takes the request and never answers', async () => {
      await open({ folder: 'silent' });
      const launcher = await page.untilLauncher();
      launcher.click();
      await waitUntil(() => page.note !== '', 'nothing was said');
      expect(launcher.getAttribute('aria-busy')).to.equal('false');
      expect(page.warnings.join()).to.contain('no answer');
    });

    it('tells the page that the chat did not load', async () => {
      await open({
        folder: 'broken',
        before:
          "window.SupportChat = function () { (SupportChat.q ??= []).push(arguments) }; SupportChat('on', 'error', ({ detail }) => (window.failure = detail.error.message));",
      });
      (await page.untilLauncher()).click();
      await waitUntil(() => (page.window as unknown as { failure?: string }).failure === 'not loaded');
    });

    it('shows the launcher where a blocker replaces fetch by something that throws', async () => {
      await open({ before: "window.fetch = () => { throw new TypeError('blocked') };" });
      await page.untilLauncher();
    });

    it('keeps the rest of the queue when one call of it is nonsense', async () => {
      await open({
        before: "window.SupportChat = { q: [['dance'], [], ['setDraft', 'Kept'], ['open']] };",
      });
      await page.untilOpened();
      await page.untilDraft('Kept');
    });
  });

  it('passes on what a method answers, and knows every method of the element', async () => {
    await open();
    await page.untilLauncher();
    expect(await page.window.SupportChat('exportData')).to.equal(null);
    for (const name of Object.keys(page.window.SupportChat)) {
      if (['element', 'on', 'off'].includes(name)) continue;
      expect((page.element as unknown as Record<string, unknown>)[name], name).to.be.a('function');
    }
  });
});
