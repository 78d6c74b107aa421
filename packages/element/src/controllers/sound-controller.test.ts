import { aTimeout, expect } from '@open-wc/testing';
import { config, message, stories } from '../../testing/stories.ts';
import { SupportChatHarness } from '../../testing/support-chat-harness.ts';
import { waitUntil } from '../../testing/wait-until.ts';

const talking = stories.conversation.snapshot;
const answer = message('n', 'It is on its way', { from: 'Mika', at: 20 });

/** Counts tones instead of making them. Only the first one is ever made: a page has one context. */
class SilentAudio {
  static tones = 0;
  readonly currentTime = 0;
  readonly destination = {};
  resume(): Promise<void> {
    return Promise.resolve();
  }
  createOscillator(): object {
    return { frequency: {}, connect: (next: object) => next, start: () => (SilentAudio.tones += 1), stop() {} };
  }
  createGain(): object {
    const gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
    return { gain, connect: (next: object) => next };
  }
}

describe('the sound of a new message', () => {
  const { AudioContext } = window;
  let hasBeenActive = true;
  let hasFocus = true;

  before(() => {
    window.AudioContext = SilentAudio as unknown as typeof AudioContext;
    Object.defineProperty(navigator, 'userActivation', { configurable: true, get: () => ({ hasBeenActive }) });
    document.hasFocus = () => hasFocus;
  });
  after(() => {
    window.AudioContext = AudioContext;
    Reflect.deleteProperty(navigator, 'userActivation');
    Reflect.deleteProperty(document, 'hasFocus');
  });
  beforeEach(() => {
    SilentAudio.tones = 0;
    hasBeenActive = hasFocus = true;
  });
  afterEach(() => SupportChatHarness.cleanUp());

  const mount = (snapshot: object = talking, attributes: Record<string, string> = {}): Promise<SupportChatHarness> =>
    SupportChatHarness.mount(snapshot, { storage: 'auto', ...attributes });

  function receive({ chat }: SupportChatHarness): void {
    SilentAudio.tones = 0;
    chat.emit('message:received', { message: answer });
  }

  async function expectSound(chat: SupportChatHarness): Promise<void> {
    receive(chat);
    await waitUntil(() => SilentAudio.tones === 2, 'nothing is heard');
  }

  async function expectSilence(chat: SupportChatHarness): Promise<void> {
    receive(chat);
    // What makes the sound is here by now, and needs a few turns.
    await import('./chime.ts');
    await aTimeout(20);
    expect(SilentAudio.tones).to.equal(0);
  }

  it('is two tones for somebody who does not look at the chat, and none for who does', async () => {
    const chat = await mount();
    await expectSound(chat);
    await chat.openConversation();
    await expectSilence(chat);
    hasFocus = false;
    await expectSound(chat);
    hasFocus = true;
    chat.element.close();
    await chat.settle();
    await expectSound(chat);
  });

  it('waits for a gesture of the visitor, as browsers want it: without one nothing is even tried', async () => {
    const chat = await mount();
    hasBeenActive = false;
    await expectSilence(chat);
    hasBeenActive = true;
    await expectSound(chat);
  });

  it('is not made where the visitor, the page or the team wants none', async () => {
    const chat = await mount();
    chat.element.muted = true;
    await expectSilence(chat);
    await expectSilence(await mount(talking, { muted: '' }));
    const silent = { ...talking, config: { ...config, behavior: { ...config.behavior, sound: false } } };
    await expectSilence(await mount(silent));
  });

  it('stays off for the next visit when the visitor has turned it off, until they leave', async () => {
    const chat = await mount();
    await chat.openConversation();
    chat.root.querySelector('support-chat-menu')!.dispatchEvent(new CustomEvent('mute', { detail: true }));
    chat.element.remove();
    const again = await mount();
    expect(again.element.muted).to.equal(true);
    again.chat.emit('identity:changed', { visitor: null });
    again.element.remove();
    expect((await mount()).element.muted).to.equal(false);
  });
});
