import type { ChatMessage } from '@support-chat/sdk';
import { expect } from '@open-wc/testing';
import { formattedMessage, message, type Piece, stories } from '../../../testing/stories.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

const { snapshot } = stories.conversation;

async function show(...pieces: Piece[]) {
  const rich = formattedMessage(...pieces);
  // What draws it is fetched; this one tells when it has come.
  const herald: ChatMessage = {
    ...message('herald', 'Look', { from: 'Mika', at: 29 }),
    entities: [{ type: 'bold', offset: 0, length: 4 }],
  };
  const chat = await SupportChatHarness.mount({ ...snapshot, messages: [...snapshot.messages, herald, rich] });
  await chat.openConversation();
  const bubbles = () => chat.list!.shadowRoot!.querySelectorAll<HTMLElement>('[part~=bubble]');
  await waitUntil(() => [...bubbles()].some((bubble) => bubble.querySelector('b')?.textContent === 'Look'));
  const bubble = () => [...bubbles()].at(-1)!;
  const markup = () =>
    bubble()
      .innerHTML.replace(/<!--.*?-->/g, '')
      .replace(/\s*\n\s*(?=[@>])/g, '');
  return { chat, bubble, markup, text: rich.text };
}

describe('formatted text', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  it('is drawn as it was meant, and reads as it was written', async () => {
    const { markup, bubble, text } = await show(
      'All ',
      ['at', 'bold', 'italic'],
      ' ',
      ['once', 'underline'],
      ' ',
      ['not', 'strikethrough'],
      ' ',
      ['npm i', 'code'],
    );
    expect(bubble().textContent).to.equal(text);
    expect(markup()).to.equal('All <b><i>at</i></b> <u>once</u> <s>not</s> <code dir="ltr">npm i</code>');
  });

  it('never becomes markup', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const { bubble } = await show([hostile, 'bold'], hostile, [hostile, 'pre'], [hostile, 'spoiler']);
    expect(bubble().querySelector('img')).to.equal(null);
    expect(bubble().textContent).to.equal(hostile.repeat(4));
  });

  it('links words safely, and tells the page of clicks', async () => {
    const { bubble } = await show('See ', ['the guide', 'https://shop.example/guide'], ' or https://shop.example/all');
    const [guide, all] = bubble().querySelectorAll('a');
    expect([guide?.href, guide?.textContent, guide?.target]).to.deep.equal([
      'https://shop.example/guide',
      'the guide',
      '_blank',
    ]);
    expect(guide?.rel.split(' ')).to.include.members(['noopener', 'noreferrer', 'nofollow', 'ugc']);
    expect(all?.href).to.equal('https://shop.example/all');
    let href = '';
    document.body.addEventListener('chat-link-click', (event) => void (href = event.detail.href), { once: true });
    const click = new MouseEvent('click', { cancelable: true, bubbles: true, composed: true });
    document.body.addEventListener('click', (event) => event.preventDefault(), { once: true });
    guide?.dispatchEvent(click);
    expect(href).to.equal('https://shop.example/guide');
  });

  it('links nothing inside code, and no link inside a link', async () => {
    const { bubble } = await show(['curl https://shop.example', 'code'], ' ', [
      'www.shop.example',
      'https://shop.example/x',
    ]);
    expect([...bubble().querySelectorAll('a')].map(({ href }) => href)).to.deep.equal(['https://shop.example/x']);
  });

  it('gives blocks their own lines, without empty ones behind them', async () => {
    const { bubble } = await show(
      'Run\n',
      ['npm install\nnpm start', 'pre'],
      '\nand ',
      ['quoted', 'blockquote'],
      '\nend',
    );
    const pre = bubble().querySelector('pre')!;
    expect(pre.textContent).to.equal('npm install\nnpm start');
    expect([pre.tabIndex, getComputedStyle(pre).overflowX]).to.deep.equal([0, 'auto']);
    expect(bubble().textContent).to.equal('Run\nnpm install\nnpm startand quotedend');
  });

  it('scrolls long code inside its bubble', async () => {
    const { bubble } = await show([`const long = '${'x'.repeat(400)}';`, 'pre']);
    const pre = bubble().querySelector('pre')!;
    expect(pre.scrollWidth).to.be.above(pre.clientWidth);
    expect(bubble().scrollWidth).to.be.at.most(bubble().clientWidth);
  });

  for (const [how, act] of [
    ['a click', (spoiler: HTMLElement) => spoiler.click()],
    ['Enter', (spoiler: HTMLElement) => spoiler.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))],
    ['the space bar', (spoiler: HTMLElement) => spoiler.dispatchEvent(new KeyboardEvent('keydown', { key: ' ' }))],
  ] as const) {
    it(`shows a hidden passage on ${how}, and keeps the focus there`, async () => {
      const { chat, bubble } = await show('It is ', ['Robin', 'spoiler'], '!');
      const spoiler = bubble().querySelector<HTMLElement>('.spoiler')!;
      const words = spoiler.querySelector('span')!;
      expect([spoiler.getAttribute('role'), spoiler.ariaLabel, spoiler.tabIndex]).to.deep.equal([
        'button',
        'Hidden text, show it',
        0,
      ]);
      expect(getComputedStyle(words).visibility).to.equal('hidden');
      spoiler.focus();
      spoiler.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab' }));
      expect(getComputedStyle(words).visibility).to.equal('hidden');
      act(spoiler);
      expect(getComputedStyle(words).visibility).to.equal('visible');
      expect([spoiler.getAttribute('role'), spoiler.ariaLabel, chat.focused]).to.deep.equal([null, null, spoiler]);
    });
  }

  it('has no findings by axe', async () => {
    const { chat } = await show(
      ['Bold', 'bold'],
      ' ',
      ['code', 'code'],
      '\n',
      ['x()', 'pre'],
      '\n',
      ['quote', 'blockquote'],
      '\n',
      ['Robin', 'spoiler'],
      ' ',
      ['guide', 'https://shop.example/'],
    );
    await chat.expectAccessible();
  });

  it('changes with an edit', async () => {
    const { chat, markup } = await show(['Hello', 'bold'], ' there');
    const edited = formattedMessage('Hello ', ['there', 'italic']);
    await chat.update({ messages: [...snapshot.messages, edited] });
    expect(markup()).to.equal('Hello <i>there</i>');
    await chat.update({ messages: [...snapshot.messages, { ...edited, entities: undefined }] });
    expect(markup()).to.equal('Hello there');
  });
});
