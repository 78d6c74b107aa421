import { expect, nextFrame } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { AgentMessage } from '@support-chat/sdk/agent';
import { attachment, soundUrl } from '../../../testing/files.ts';
import { InboxHarness } from '../../../testing/inbox/inbox-harness.ts';
import { longThread } from '../../../testing/inbox/example-thread.ts';
import { message } from '../../../testing/inbox/examples.ts';
import { ready } from '../../../testing/inbox/stories.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

const COUNT = 2_000;
/** What is in sight and two screens around it, with the lines between days. */
const MOST_ROWS = 90;

/** A conversation of many messages, read by somebody who scrolls. */
class Reader {
  readonly inbox: InboxHarness;

  constructor(inbox: InboxHarness) {
    this.inbox = inbox;
  }

  static async mount(attributes: Readonly<Record<string, string>> = {}, thread = longThread(COUNT)): Promise<Reader> {
    return new Reader(await InboxHarness.mount({ ...ready, thread }, { attributes }));
  }

  get log(): HTMLElement {
    return this.inbox.find('[role=log]');
  }

  get rows(): HTMLElement[] {
    return this.inbox.all('[role=log] [role=listitem]');
  }

  get messages(): readonly AgentMessage[] {
    return this.inbox.agent.getSnapshot().thread!.messages;
  }

  /** Messages on screen, by id, with where they begin. */
  get sight(): Map<string, number> {
    const { top, bottom } = this.log.getBoundingClientRect();
    const seen = this.inbox
      .all('[role=log] .message')
      .map((node) => ({ id: node.dataset['id']!, box: node.getBoundingClientRect() }))
      .filter(({ box }) => box.top >= top && box.bottom <= bottom);
    return new Map(seen.map(({ id, box }) => [id, box.top]));
  }

  /** What is on screen is a piece of the thread without a gap, and fills the screen. */
  expectNoHole(): void {
    const ids = [...this.sight.keys()];
    expect(ids.length).to.be.at.least(3);
    const first = this.messages.findIndex(({ id }) => id === ids[0]);
    expect(ids).to.deep.equal(this.messages.slice(first, first + ids.length).map(({ id }) => id));
    const view = this.log.getBoundingClientRect();
    const boxes = this.rows.map((row) => row.getBoundingClientRect());
    expect(Math.min(...boxes.map(({ top }) => top))).to.be.at.most(view.top + 60);
    expect(Math.max(...boxes.map(({ bottom }) => bottom))).to.be.at.least(view.bottom - 60);
  }

  async scrollTo(top: number): Promise<void> {
    this.log.scrollTop = top;
    await this.rest();
  }

  /** Until everything that follows a scroll or a change is drawn. */
  async rest(): Promise<void> {
    for (let frames = 0; frames < 4; frames += 1) await nextFrame();
  }
}

/** Runs something, and nothing on screen may move but by so many pixels. */
async function expectToMove(reader: Reader, by: number, change: () => unknown): Promise<void> {
  const before = reader.sight;
  await change();
  await reader.rest();
  const after = reader.sight;
  const both = [...before.keys()].filter((id) => after.has(id));
  expect(both.length, 'still on screen').to.be.at.least(2);
  // Firefox stops at whole pixels of the screen, which are not those of the page.
  for (const id of both) expect(after.get(id)! - before.get(id)!, id).to.be.closeTo(by, 1);
}

describe('a long thread', () => {
  before(() => setViewport({ width: 1240, height: 760 }));
  afterEach(() => InboxHarness.cleanUp());

  for (const dir of ['ltr', 'rtl'])
    it(`moves as far as it is scrolled, back and forth, and keeps few rows (${dir})`, async () => {
      const reader = await Reader.mount({ dir });
      for (const step of [...Array<number>(24).fill(-170), ...Array<number>(12).fill(150)]) {
        await expectToMove(reader, -step, () => (reader.log.scrollTop += step));
        expect(reader.rows.length).to.be.at.most(MOST_ROWS);
      }
      reader.expectNoHole();
    });

  it('has the scrollbar of the whole of it', async () => {
    const reader = await Reader.mount();
    const perMessage = reader.log.scrollHeight / COUNT;
    expect(perMessage).to.be.within(40, 120);
    const { scrollHeight } = reader.log;
    for (let step = 0; step < 20; step += 1) await reader.scrollTo(reader.log.scrollTop - 400);
    expect(reader.log.scrollHeight).to.be.closeTo(scrollHeight, 2);
  });

  it('shows what stands where the scrollbar is dragged to, from its end to its beginning', async () => {
    const reader = await Reader.mount();
    for (const part of [0.5, 0.9, 0.2]) {
      await reader.scrollTo(reader.log.scrollHeight * part);
      reader.expectNoHole();
      const [id] = reader.sight.keys();
      const index = reader.messages.findIndex((one) => one.id === id);
      expect(index / COUNT).to.be.closeTo(part, 0.05);
    }
    await reader.scrollTo(0);
    await waitUntil(() => reader.sight.has('m1'), 'the first message is not there');
    reader.expectNoHole();
    await reader.scrollTo(reader.log.scrollHeight);
    await waitUntil(() => reader.sight.has(`m${COUNT}`), 'the last message is not there');
  });

  it('is at its beginning when one has scrolled all the way, without a gap above it', async () => {
    const reader = await Reader.mount({}, longThread(120));
    for (let steps = 0; reader.log.scrollTop > 0 && steps < 200; steps += 1) {
      await reader.scrollTo(reader.log.scrollTop - 300);
      reader.expectNoHole();
    }
    expect(reader.sight.has('m1')).to.equal(true);
    const distance = reader.rows[0]!.getBoundingClientRect().top - reader.log.getBoundingClientRect().top;
    expect(distance).to.be.within(0, 120);
  });

  it('stays where it is when older messages come in', async () => {
    const all = longThread(COUNT);
    const reader = await Reader.mount({}, { ...all, messages: all.messages.slice(1_900), hasOlder: true });
    await reader.scrollTo(200);
    expect(reader.inbox.agent.callsOf('loadOlder')).not.to.have.length(0);
    await expectToMove(reader, 0, () => reader.inbox.agent.updateThread({ messages: all.messages.slice(1_800) }));
    await expectToMove(reader, 100, () => (reader.log.scrollTop -= 100));
    reader.expectNoHole();
  });

  it('stays where it is when messages come in while an earlier one is read', async () => {
    const reader = await Reader.mount();
    await reader.scrollTo(reader.log.scrollHeight / 2);
    for (let more = 1; more <= 5; more += 1)
      await expectToMove(reader, 0, () =>
        reader.inbox.agent.updateThread({ messages: [...reader.messages, message(`m${COUNT + more}`, 'One more')] }),
      );
    expect(reader.inbox.button('5 new messages').checkVisibility()).to.equal(true);
  });

  it('stays where it is when something above grows, shrinks or is discarded', async () => {
    const reader = await Reader.mount();
    await reader.scrollTo(reader.log.scrollHeight / 2);
    const above = Number([...reader.sight.keys()][0]!.slice(1)) - 5;
    const row = reader.inbox.find(`[data-message=m${above}]`);
    await expectToMove(reader, 0, () => (row.style.paddingBlockEnd = '150px'));
    await expectToMove(reader, 0, () => (row.style.paddingBlockEnd = ''));
    await expectToMove(reader, 0, () =>
      reader.inbox.agent.updateThread({ messages: reader.messages.filter(({ id }) => id !== `m${above}`) }),
    );
  });

  it('stays where it is when the first message on screen is discarded', async () => {
    const reader = await Reader.mount();
    await reader.scrollTo(reader.log.scrollHeight / 2);
    const [first, top] = [...reader.sight][0]!;
    // Cut by the edge: nobody misses what was above it.
    await reader.scrollTo(reader.log.scrollTop + top - reader.log.getBoundingClientRect().top + 10);
    // Only the next one: that begins a group now, so it is taller, and what is below it has made room.
    const [next, place] = [...reader.sight][0]!;
    reader.inbox.agent.updateThread({ messages: reader.messages.filter(({ id }) => id !== first) });
    await reader.rest();
    expect(reader.messages.find(({ id }) => id === first)).to.equal(undefined);
    expect(reader.sight.get(next)).to.be.closeTo(place, 1);
  });

  it('shows the same first message when it becomes narrower', async () => {
    const reader = await Reader.mount();
    await reader.scrollTo(reader.log.scrollHeight / 2);
    const [first, top] = [...reader.sight][1]!;
    document.querySelector<HTMLElement>('.inbox-box')!.style.inlineSize = '760px';
    await reader.rest();
    expect(reader.sight.get(first)).to.be.closeTo(top, 60);
    reader.expectNoHole();
  });

  it('goes to the newest message from anywhere', async () => {
    const reader = await Reader.mount();
    await reader.scrollTo(1_000);
    await reader.inbox.click('Jump to the latest message');
    await waitUntil(() => reader.sight.has(`m${COUNT}`), 'the last message is not there');
    expect(reader.rows.length).to.be.at.most(MOST_ROWS);
  });

  it('goes to the message that is answered, however far away it is', async () => {
    const all = longThread(COUNT);
    const answer = message('m2001', 'As you said', {
      replyTo: { id: 'm300', sender: 'agent', name: 'Mika', text: 'Message 300.' },
    });
    const reader = await Reader.mount({}, { ...all, messages: [...all.messages, answer] });
    reader.inbox.find('[part~=quote]').click();
    await waitUntil(() => reader.sight.has('m300'), 'the message is not there');
    reader.expectNoHole();
  });

  it('keeps the row that has the focus, and goes on from there', async () => {
    const reader = await Reader.mount();
    await reader.scrollTo(reader.log.scrollHeight / 2);
    const [id] = [...reader.sight.keys()].slice(-2);
    const button = reader.inbox.find(`[data-id=${id}] .tool`);
    button.focus();
    // WebKit brings what has the focus into sight a moment later.
    await reader.rest();
    await reader.scrollTo(5_000);
    await waitUntil(() => !reader.sight.has(id!), 'it did not scroll away');
    expect(reader.inbox.focused).to.equal(button);
    reader.expectNoHole();
    await reader.inbox.press('ArrowUp');
    const above = `m${Number(id!.slice(1)) - 1}`;
    await waitUntil(() => reader.sight.has(above), 'it did not go there');
    expect(reader.inbox.focused?.closest<HTMLElement>('.message')?.dataset['id']).to.equal(above);
  });

  it('keeps what is selected, until nothing is', async () => {
    const reader = await Reader.mount();
    const last = reader.inbox.find(`[data-id=m${COUNT}] [part~=bubble]`);
    last.dispatchEvent(new Event('selectstart', { bubbles: true, composed: true }));
    getSelection()!.selectAllChildren(last);
    for (let step = 0; step < 12; step += 1) await reader.scrollTo(reader.log.scrollTop - 400);
    expect(last.isConnected).to.equal(true);
    getSelection()!.removeAllRanges();
    await reader.rest();
    for (let step = 0; step < 4; step += 1) await reader.scrollTo(reader.log.scrollTop - 400);
    expect(last.isConnected).to.equal(false);
  });

  it('keeps a recording that plays, until it has ended', async () => {
    const reader = await Reader.mount();
    const { agent } = reader.inbox;
    Object.assign(agent, { fileUrl: async () => ({ url: soundUrl, expiresAt: Infinity, disposition: 'inline' }) });
    const voice = { ...attachment('f1', 'voice.wav', 'audio/wav'), upload: null };
    agent.updateThread({ messages: [...reader.messages, message('m2001', '', { attachments: [voice] })] });
    await waitUntil(() => reader.inbox.all('audio').length > 0, 'there is nothing to play');
    const audio = reader.inbox.find('audio') as HTMLAudioElement;
    // Browsers play nothing that nobody has asked for.
    let isPaused = false;
    Object.defineProperty(audio, 'paused', { get: () => isPaused });
    for (let step = 0; step < 12; step += 1) await reader.scrollTo(reader.log.scrollTop - 400);
    expect(audio.isConnected).to.equal(true);
    isPaused = true;
    for (let step = 0; step < 4; step += 1) await reader.scrollTo(reader.log.scrollTop - 400);
    expect(audio.isConnected).to.equal(false);
  });

  it('loses messages at both of its ends', async () => {
    const reader = await Reader.mount({}, longThread(60));
    const drop = (id: string) =>
      reader.inbox.agent.updateThread({ messages: reader.messages.filter((one) => one.id !== id) });
    await reader.scrollTo(0);
    await waitUntil(() => reader.sight.has('m1'), 'the first message is not there');
    drop('m1');
    drop('m60');
    await reader.rest();
    expect([...reader.sight.keys()][0]).to.equal('m2');
    reader.expectNoHole();
    await reader.scrollTo(reader.log.scrollHeight);
    await waitUntil(() => reader.sight.has('m59'), 'the last message is not there');
    drop('m59');
    await reader.rest();
    expect(reader.sight.has('m58')).to.equal(true);
    expect(reader.log.scrollHeight - reader.log.scrollTop - reader.log.clientHeight).to.be.below(2);
  });

  it('lets no message rise into place that came in long ago', async () => {
    const reader = await Reader.mount();
    await reader.scrollTo(reader.log.scrollHeight / 2);
    reader.inbox.agent.updateThread({ messages: [...reader.messages, message('m2001', 'One more')] });
    await reader.rest();
    await reader.inbox.click('1 new message');
    await waitUntil(() => reader.sight.has('m2001'), 'the last message is not there');
    expect(reader.inbox.all('.arrived')).to.have.length(0);
  });
});
