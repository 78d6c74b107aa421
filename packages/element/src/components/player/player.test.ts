import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../define-player.ts';
import { addEnglish, Localizer } from '../../i18n/localizer.ts';
import en from '../../i18n/locales/en.ts';
import english from '../../i18n/locales/en-more.ts';
import type { PlayerElement } from './player.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

addEnglish(english);
const localizer = new Localizer(en);

/** Silence, as a file. */
function silence(seconds: number): string {
  const rate = 8_000;
  const view = new DataView(new ArrayBuffer(44 + rate * seconds));
  const words: [number, string][] = [
    [0, 'RIFF'],
    [8, 'WAVE'],
    [12, 'fmt '],
    [36, 'data'],
  ];
  for (const [at, word] of words) [...word].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  view.setUint32(4, 36 + rate * seconds, true);
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  view.setUint32(40, rate * seconds, true);
  for (let index = 44; index < view.byteLength; index += 1) view.setUint8(index, 128);
  return URL.createObjectURL(new Blob([view.buffer], { type: 'audio/wav' }));
}

async function show(durationMs: number | null = 60_000) {
  const player = await fixture<PlayerElement>(
    html`<support-chat-player role="group" aria-label="Voice" .localizer=${localizer} .durationMs=${durationMs}
      ><audio controls preload="none" src=${silence(60)}></audio
    ></support-chat-player>`,
  );
  const find = <T extends Element>(selector: string): T => player.shadowRoot!.querySelector<T>(selector)!;
  const audio = player.querySelector('audio')!;
  const slider = find<HTMLInputElement>('input');
  const label = (selector: string): string | null => find(selector).getAttribute('aria-label');
  const press = async (key: string): Promise<void> => {
    await sendKeys({ press: key });
    await player.updateComplete;
  };
  return { player, audio, slider, find, label, press };
}

describe('a voice message', () => {
  it('shows its length, and no controls of the browser, before anything is loaded', async () => {
    const { player, audio, slider, find } = await show();
    expect([audio.controls, audio.readyState, slider.max]).to.deep.equal([false, 0, '60']);
    expect(find('.time').textContent).to.equal('1:00');
    await expect(player).to.be.accessible();
  });

  it('plays and pauses', async () => {
    const { audio, find, label, press } = await show();
    expect(label('.play')).to.equal('Play');
    find<HTMLElement>('.play').focus();
    await press('Enter');
    await waitUntil(() => label('.play') === 'Pause', 'it does not play');
    await press('Enter');
    await waitUntil(() => label('.play') === 'Play', 'it does not pause');
    expect(audio.paused).to.equal(true);
  });

  it('is one voice at a time', async () => {
    const first = await show();
    const second = await show();
    first.find<HTMLElement>('.play').focus();
    await first.press('Enter');
    await waitUntil(() => !first.audio.paused, 'the first does not play');
    second.find<HTMLElement>('.play').focus();
    await second.press('Enter');
    await waitUntil(() => first.audio.paused && !second.audio.paused, 'both play');
    second.player.remove();
    expect(second.audio.paused).to.equal(true);
  });

  it('goes to a place by keys, within its length', async () => {
    const { slider, press } = await show();
    slider.focus();
    const places: string[] = [];
    for (const key of ['ArrowRight', 'PageUp', 'ArrowLeft', 'End', 'ArrowRight', 'Home', 'ArrowDown']) {
      await press(key);
      places.push(slider.value);
    }
    expect(places.join(' ')).to.equal('5 20 15 60 60 0 0');
    await press('ArrowRight');
    expect(slider.getAttribute('aria-valuetext')).to.equal('0:05 of 1:00');
  });

  it('goes on where it was put when it plays', async () => {
    const { audio, slider, find, press } = await show();
    slider.focus();
    await press('PageUp');
    find<HTMLElement>('.play').focus();
    await press('Enter');
    await waitUntil(() => audio.currentTime > 14.9, 'it begins elsewhere');
    await waitUntil(() => find('.time').textContent.startsWith('0:15'), 'the time is not shown');
  });

  it('has three speeds', async () => {
    const { audio, find, label } = await show();
    const rates: unknown[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      find<HTMLElement>('.rate').click();
      await waitUntil(() => label('.rate') !== null);
      rates.push(audio.playbackRate);
    }
    expect(rates).to.deep.equal([1.5, 2, 1]);
    expect(label('.rate')).to.equal('Speed 1×');
  });

  it('knows its length from the file when the message does not say it', async () => {
    const { slider, find, audio } = await show(null);
    expect(slider.max).to.equal('0');
    audio.load();
    audio.preload = 'metadata';
    await waitUntil(() => find('.time').textContent === '1:00', 'the length did not come');
  });
});
