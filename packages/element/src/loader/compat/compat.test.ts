import { aTimeout, expect } from '@open-wc/testing';
import { LoaderPage, type LoaderPageOptions } from '../../../testing/loader-page.ts';
import type { Chatdesk } from './chatdesk.ts';
import type { LiveChatWidget } from './live-chat-widget.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

type CompatWindow = Window & { chatdesk: Chatdesk; LiveChatWidget: LiveChatWidget; heard?: unknown[] };

describe('globals of older widgets', () => {
  let page: LoaderPage;
  const open = async (options?: LoaderPageOptions): Promise<CompatWindow> => {
    page = await LoaderPage.load({ file: 'widget-compat.js', query: '', ...options });
    return page.window as unknown as CompatWindow;
  };

  afterEach(() => {
    const { errors } = page;
    page.remove();
    localStorage.clear();
    expect(errors, 'thrown into the page').to.deep.equal([]);
  });

  it('start nothing by themselves', async () => {
    await open();
    await aTimeout(50);
    expect(page.elements).to.have.length(0);
    expect(page.requests).to.deep.equal(['widget-compat.js']);
  });

  it('are the loader with two names more, for a page that changes only the address', async () => {
    await open({ query: '?id=wk_test', attributes: 'data-theme="dark"' });
    await page.untilLauncher();
    expect(page.element!.getAttribute('theme')).to.equal('dark');
    page.window.SupportChat('open');
    await page.untilOpened();
  });

  it('hear calls in one order, whichever name they are made on', async () => {
    const { chatdesk, LiveChatWidget } = await open();
    chatdesk('init', { widgetKey: 'wk_test' });
    page.window.SupportChat('setDraft', 'First');
    chatdesk('open');
    page.window.SupportChat('setDraft', 'Second');
    LiveChatWidget.open();
    await page.untilOpened();
    await page.untilDraft('Second');
  });

  describe('chatdesk', () => {
    const stub = 'window.chatdesk = function () { (chatdesk.q = chatdesk.q || []).push(arguments) };';

    it('keeps calls from before the script, init among them, in their order', async () => {
      await open({
        before: `${stub} window.heard = []; chatdesk('on', 'opened', () => heard.push('opened')); chatdesk('open'); chatdesk('init', { widgetKey: 'wk_test', theme: 'dark' });`,
      });
      await page.untilOpened();
      expect(page.element!.getAttribute('theme')).to.equal('dark');
      expect((page.window as unknown as CompatWindow).heard).to.deep.equal(['opened']);
    });

    it('keeps calls between the script and the chat', async () => {
      const { chatdesk } = await open({ before: `${stub} chatdesk('init', { widgetKey: 'wk_test' });` });
      chatdesk('open');
      await page.untilOpened();
    });

    it('closes, and hears of it, once the chat is there', async () => {
      const { chatdesk } = await open({ before: `${stub} chatdesk('init', { widgetKey: 'wk_test' });` });
      chatdesk('open');
      await page.untilOpened();
      let isClosed = false;
      chatdesk('on', 'closed', () => (isClosed = true));
      chatdesk('close');
      await waitUntil(() => isClosed && !page.isOpened);
    });

    it('waits for an init that comes late', async () => {
      const { chatdesk } = await open();
      chatdesk('open');
      await aTimeout(50);
      expect(page.elements).to.have.length(0);
      chatdesk('init', { widgetKey: 'wk_test' });
      await page.untilOpened();
    });

    it('starts one chat where init is called twice, or the script is there twice', async () => {
      const { chatdesk } = await open({
        before: `${stub} chatdesk('init', { widgetKey: 'wk_test' });`,
        html: (script) => `<body>${script}${script}</body>`,
      });
      chatdesk('init', { widgetKey: 'wk_test' });
      await page.untilLauncher();
      await waitUntil(() => page.warnings.join().includes('on this page already'), 'the second one says nothing');
      expect(page.elements).to.have.length(1);
    });

    it('says in the console what it does not know', async () => {
      const { chatdesk } = await open();
      chatdesk('dance');
      chatdesk('on', 'constructor', () => {});
      chatdesk('init', { widgetKey: 'wk_test', user: { name: 'Robin' } });
      await page.untilLauncher();
      expect(page.warnings.join()).to.contain('no "dance"').and.contain('no "on constructor"').and.contain('"user"');
    });
  });

  describe('LiveChatWidget', () => {
    const config = "window.LiveChatWidget = { config: { widgetKey: 'wk_test' }, queue: [] };";

    it('starts with what the page has configured, and makes the calls of its queue', async () => {
      const { LiveChatWidget } = await open({
        before: `${config} window.heard = []; LiveChatWidget.queue.push(['on', 'opened', () => heard.push('opened')], ['open']);`,
      });
      await page.untilOpened();
      expect((page.window as unknown as CompatWindow).heard).to.deep.equal(['opened']);
      expect(LiveChatWidget.instance).to.equal(page.element);
      expect(LiveChatWidget.config).to.deep.equal({ widgetKey: 'wk_test' });
    });

    it('makes at once what is pushed later, and starts late by init', async () => {
      const { LiveChatWidget } = await open();
      LiveChatWidget.queue.push(['toggle']);
      expect(LiveChatWidget.instance).to.equal(null);
      LiveChatWidget.queue.push(['init', { widgetKey: 'wk_test' }]);
      await page.untilOpened();
    });

    it('tells when it is ready, also who asks afterwards, and once', async () => {
      const { LiveChatWidget } = await open({
        before: `${config} window.heard = []; document.addEventListener('livechat:ready', () => heard.push('event')); LiveChatWidget.queue.push(['on', 'ready', () => heard.push('early')]);`,
      });
      const heard = (page.window as unknown as CompatWindow).heard!;
      await waitUntil(() => heard.length === 2);
      expect(page.isComplete).to.equal(false);
      LiveChatWidget.on('ready', () => heard.push('late'));
      await waitUntil(() => heard.includes('late'));
      expect(heard.sort()).to.deep.equal(['early', 'event', 'late']);
    });

    it('announces on the document what happens', async () => {
      const { LiveChatWidget } = await open({ before: config });
      const heard: string[] = [];
      for (const name of ['opened', 'closed', 'message'])
        page.document.addEventListener(`livechat:${name}`, ({ type, detail }: CustomEventInit & Event) =>
          heard.push(`${type} ${JSON.stringify(detail)}`),
        );
      LiveChatWidget.open();
      await page.untilOpened();
      LiveChatWidget.toggle();
      await waitUntil(() => !page.isOpened);
      page.element!.dispatchEvent(new CustomEvent('chat-message-received', { detail: { message: { text: 'Hello' } } }));
      await waitUntil(() => heard.length >= 3);
      expect(heard.map((line) => line.split(' ')[0])).to.deep.equal([
        'livechat:opened',
        'livechat:closed',
        'livechat:message',
      ]);
      expect(heard[2]).to.contain('Hello');
    });

    it('announces that the chat did not load', async () => {
      const { LiveChatWidget } = await open({ before: config, folder: 'broken' });
      let failure: unknown;
      LiveChatWidget.on('error', (detail) => (failure = detail));
      await page.untilLauncher();
      LiveChatWidget.open();
      await waitUntil(() => failure !== undefined, 'nothing was said');
      expect((failure as { error: Error }).error.message).to.equal('not loaded');
    });

    it('turns the console on and off', async () => {
      const { LiveChatWidget } = await open({
        before: "window.LiveChatWidget = { config: { widgetKey: 'wk_test' }, debug: true };",
      });
      await page.untilLauncher();
      await waitUntil(() => LiveChatWidget.debug);
      LiveChatWidget.debug = false;
      await waitUntil(() => !page.element!.hasAttribute('debug'));
    });

    it('says in the console what it does not know', async () => {
      const { LiveChatWidget } = await open({ before: config });
      LiveChatWidget.queue.push(['dance']);
      LiveChatWidget.on('dancing', () => {});
      expect(page.warnings.join()).to.contain('no "dance"').and.contain('no event "dancing"');
    });
  });
});
