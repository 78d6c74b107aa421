import type { AgentMessage } from '@support-chat/sdk/agent';
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { answeredForm, card, form, suggestion } from '../../../testing/inbox/example-offers.ts';
import { thread } from '../../../testing/inbox/example-thread.ts';
import { message } from '../../../testing/inbox/examples.ts';
import { InboxHarness, textOf } from '../../../testing/inbox/inbox-harness.ts';
import { ready, stories } from '../../../testing/inbox/stories.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

async function mount(...messages: AgentMessage[]): Promise<InboxHarness> {
  const inbox = await InboxHarness.mount({ ...ready, thread: { ...thread, messages } });
  await hasArrived(inbox);
  return inbox;
}

async function hasArrived(inbox: InboxHarness): Promise<void> {
  await waitUntil(() => inbox.all('support-inbox-rich').every(({ shadowRoot }) => shadowRoot !== null), 'no chunk');
  await inbox.settle();
}

const replies = (inbox: InboxHarness): string[] => inbox.all('[part~=quick-reply]').map(textOf);

describe('what the visitor is offered, in the inbox', () => {
  before(() => setViewport({ width: 1240, height: 760 }));
  afterEach(() => InboxHarness.cleanUp());

  it('is a card with its picture, its words and what can be done', async () => {
    const inbox = await mount(card);
    const image = inbox.find('[part~=card] img') as HTMLImageElement;
    expect([image.src, image.alt, image.referrerPolicy]).to.deep.equal([
      'https://northwind.example/parcel.jpg',
      'A parcel on a doorstep',
      'no-referrer',
    ]);
    expect(textOf(inbox.find('[part~=card] .title'))).to.equal('Order 48213');
    expect(inbox.all('[part~=card] a').map((link) => (link as HTMLAnchorElement).href)).to.deep.equal([
      'https://northwind.example/48213',
      'tel:+442079460958',
    ]);
    expect(inbox.find('[part~=bubble]').checkVisibility(), 'the text stands for a card that is not there').to.equal(
      false,
    );
  });

  it('cannot be answered by the team', async () => {
    const inbox = await mount(card, form, suggestion);
    const controls = inbox
      .all('support-inbox-rich')
      .flatMap(({ shadowRoot }) => [
        ...shadowRoot!.querySelectorAll<HTMLButtonElement>('button, input, select, textarea'),
        ...(shadowRoot!.querySelector('support-chat-quick-replies')?.shadowRoot?.querySelectorAll('button') ?? []),
      ]);
    expect(controls.map((control) => control.matches(':disabled'))).to.deep.equal(controls.map(() => true));
    const before = inbox.agent.callsOf('send').length;
    for (const control of controls) control.click();
    await inbox.settle();
    expect(inbox.agent.callsOf('send').length).to.equal(before);
  });

  it('shows the questions of a form, and the answers once they are given', async () => {
    const inbox = await mount(form);
    expect(inbox.all('fieldset label').map(textOf)).to.deep.equal([
      'Order number',
      'Phone',
      'Day optional',
      'It is a gift optional',
    ]);
    inbox.agent.updateThread({ messages: [...answeredForm] });
    await hasArrived(inbox);
    expect(inbox.all('fieldset')).to.deep.equal([]);
    expect(inbox.all('.card dl > div').map(textOf)).to.deep.equal([
      'Order number 48213',
      'Phone +49 30 1234567',
      'Day Friday',
      'It is a gift Yes',
    ]);
  });

  it('shows what was written instead of answers', async () => {
    const inbox = await mount(answeredForm[0]!, { ...answeredForm[1]!, text: 'Why do you ask?' });
    expect(textOf(inbox.find('support-inbox-rich'))).to.equal('Who shall the courier call?');
    expect(inbox.all('.card .text').map(textOf)).to.deep.equal(['Why do you ask?']);
  });

  it('takes suggested answers away when the visitor has written, as they do', async () => {
    const inbox = await mount(suggestion);
    expect(replies(inbox)).to.deep.equal(['Got it, thanks!', "Still can't find it"]);
    expect(inbox.bubbles).to.deep.equal(['Did you find it?']);
    const bottom = inbox.find('[part~=bubble]').getBoundingClientRect().bottom;
    expect(inbox.find('[part~=quick-reply]').getBoundingClientRect().top, 'below the words').to.be.above(bottom);
    inbox.agent.updateThread({ messages: [suggestion, message('m20', 'Got it, thanks!')] });
    await inbox.settle();
    expect(replies(inbox)).to.deep.equal([]);
  });

  it('is never more than words where it is hostile', async () => {
    const hostile = {
      title: '<img src=x onerror=alert(1)>',
      text: 'javascript:alert(1)',
      image_url: 'javascript:alert(1)',
      buttons: [
        { label: 'Run', url: 'javascript:alert(1)' },
        { label: 'Data', url: 'data:text/html,<script>alert(1)</script>' },
        { label: 'Blob', url: 'blob:https://example.com/1' },
        { label: 'File', url: 'file:///etc/passwd' },
        { label: 'Mail', url: 'mailto:robin@example.com' },
      ],
    };
    const inbox = await mount({ ...card, content: hostile });
    expect(inbox.all('.card a').map((link) => link.getAttribute('href'))).to.deep.equal(['mailto:robin@example.com']);
    expect(inbox.all('.card img')).to.deep.equal([]);
    expect(textOf(inbox.find('.card .title'))).to.equal(hostile.title);
  });

  it('shows the text where the content is nothing that is known', async () => {
    for (const content of [null, {}, { fields: 'all of them' }, { buttons: [{ url: 'javascript:alert(1)' }] }]) {
      const inbox = await mount({ ...card, content }, { ...form, content });
      expect(inbox.bubbles).to.deep.equal([card.text, form.text]);
      expect(inbox.all('[part~=bubble]').every((bubble) => bubble.checkVisibility())).to.equal(true);
      InboxHarness.cleanUp();
    }
  });

  for (const theme of ['light', 'dark'])
    for (const dir of ['ltr', 'rtl'])
      it(`axe finds nothing in the ${theme} theme, ${dir}`, async () => {
        const messages = [card, form, ...answeredForm, suggestion];
        const inbox = await InboxHarness.mount(
          { ...stories.offers, thread: { ...thread, messages } },
          { attributes: { theme, dir } },
        );
        await hasArrived(inbox);
        expect(getComputedStyle(inbox.find('.card')).direction).to.equal(dir);
        await inbox.expectAccessible();
      });
});
