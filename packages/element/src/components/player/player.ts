import { html, LitElement, type TemplateResult } from 'lit';
import type { Localizer } from '../../i18n/localizer.ts';
import { formatLength } from '../attachments/file-format.ts';
import { playerStyles } from './player.styles.ts';

const RATES = [1, 1.5, 2] as const;
/** What a press of an arrow key is worth, in seconds, and of Page Up or Page Down. */
const STEP = 5;
const LONG_STEP = 15;

const PLAY = 'M8 5.5v13l11-6.5z';
const PAUSE = 'M8.5 5.5v13m7-13v13';

/** Two voices at once are none. */
let playing: HTMLAudioElement | null = null;

/**
 * Plays the `<audio>` inside of it, which keeps the browser's own controls until this is here. Time runs from left to right
 * in every language, as on any player.
 *
 * @slot - The `<audio>`.
 */
export class PlayerElement extends LitElement {
  static override styles = playerStyles;
  static override properties = {
    localizer: { attribute: false },
    durationMs: { attribute: false },
    isPlaying: { state: true },
    time: { state: true },
    length: { state: true },
    rate: { state: true },
  };

  localizer!: Localizer;
  /** What the message says of its length; the file itself says it when it is loaded. */
  durationMs: number | null = null;
  protected isPlaying = false;
  /** In seconds, as `length`. */
  protected time = 0;
  protected length: number | null = null;
  protected rate: (typeof RATES)[number] = 1;
  #audio: HTMLAudioElement | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#audio?.pause();
  }

  protected override updated(): void {
    const field = this.renderRoot.querySelector('input');
    if (field === null) return;
    field.value = String(this.time);
    // Through the object model: a strict style-src forbids style attributes.
    field.style.setProperty('--_share', String(this.#whole === 0 ? 0 : Math.min(1, this.time / this.#whole)));
  }

  protected override render(): TemplateResult {
    const { isPlaying, time, rate, localizer } = this;
    const { code, player } = localizer.phrases;
    const whole = this.#whole;
    const now = formatLength(time * 1000, code);
    const rateText = `${rate.toLocaleString(code)}×`;
    return html`<slot @slotchange=${this.#adopt}></slot>
      <div class="player" dir="ltr">
        <button
          class="play"
          part="button"
          type="button"
          aria-label=${isPlaying ? player.pause : player.play}
          @click=${this.#toggle}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path class=${isPlaying ? 'pause' : ''} d=${isPlaying ? PAUSE : PLAY} />
          </svg>
        </button>
        <input
          type="range"
          min="0"
          max=${whole}
          step="0.1"
          aria-label=${player.position}
          aria-valuetext=${player.positionOf(now, formatLength(whole * 1000, code))}
          @input=${this.#onSeek}
          @keydown=${this.#onKeydown}
        />
        <span class="time" aria-hidden="true">${isPlaying || time > 0 ? now : formatLength(whole * 1000, code)}</span>
        <button
          class="rate"
          part="button-quiet"
          type="button"
          aria-label=${player.speed(rateText)}
          @click=${this.#onRate}
        >
          ${rateText}
        </button>
      </div>`;
  }

  /** In seconds. A recording that was never finished says that it is endless. */
  get #whole(): number {
    return this.length ?? (this.durationMs ?? 0) / 1000;
  }

  readonly #adopt = (): void => {
    const audio = this.querySelector('audio');
    if (audio === null || audio === this.#audio) return;
    this.#audio = audio;
    audio.controls = false;
    audio.addEventListener('play', () => {
      if (playing !== audio) playing?.pause();
      playing = audio;
      this.isPlaying = true;
    });
    audio.addEventListener('pause', () => (this.isPlaying = false));
    audio.addEventListener('timeupdate', () => (this.time = audio.currentTime));
    audio.addEventListener('durationchange', () => {
      if (Number.isFinite(audio.duration)) this.length = audio.duration;
    });
  };

  readonly #toggle = (): void => {
    if (this.isPlaying) this.#audio?.pause();
    // What does not load says so where the file is; what was paused at once is no failure.
    else this.#audio?.play().catch(() => {});
  };

  readonly #onSeek = (event: Event): void => this.#seek(Number((event.target as HTMLInputElement).value));

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: STEP, ArrowUp: STEP, ArrowLeft: -STEP, ArrowDown: -STEP }[event.key];
    const longStep = { PageUp: LONG_STEP, PageDown: -LONG_STEP }[event.key];
    const by = step ?? longStep;
    if (by === undefined) return;
    event.preventDefault();
    this.#seek(this.time + by);
  };

  #seek(time: number): void {
    this.time = Math.max(0, Math.min(this.#whole, time));
    if (this.#audio !== null) this.#audio.currentTime = this.time;
  }

  readonly #onRate = (): void => {
    this.rate = RATES[(RATES.indexOf(this.rate) + 1) % RATES.length] ?? 1;
    if (this.#audio !== null) this.#audio.playbackRate = this.rate;
  };
}
