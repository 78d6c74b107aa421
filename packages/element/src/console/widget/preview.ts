import { previewConfig } from '@support-chat/sdk/admin';
import type { WireWidgetSettings } from '@support-chat/sdk/protocol/admin';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { deskStyles } from '../../desk/desk.styles.ts';
import type { SupportChatElement } from '../../support-chat/support-chat.ts';
import type { ConsolePhrases } from '../i18n/phrases.ts';
import { asSupportChat, PREVIEW_STATES, PreviewChat, type PreviewState } from './preview-chat.ts';
import { previewStyles } from './preview.styles.ts';

const DEVICES = ['phone', 'tablet', 'desktop'] as const;
type Device = (typeof DEVICES)[number];

/** CSS pixels that the screen of each has; it is made smaller to fit. The heights are those without a browser's bars. */
const SCREENS: Readonly<Record<Device, readonly [width: number, height: number]>> = {
  phone: [390, 720],
  tablet: [768, 800],
  desktop: [1120, 800],
};

/**
 * The real `<support-chat>`, with settings that nobody has saved yet and a client that knows no server. The widget's code
 * comes when somebody looks at it.
 */
export class ConsolePreviewElement extends LitElement {
  static override styles = [deskStyles, previewStyles];
  static override properties = {
    settings: { attribute: false },
    words: { attribute: false },
    topic: { attribute: false },
    lang: {},
    device: { state: true },
    theme: { state: true },
    shown: { state: true },
    isMissing: { state: true },
  };

  declare settings: WireWidgetSettings;
  declare words: ConsolePhrases;
  /** Language of the chat; default: English. */
  override lang = '';
  /** What is being edited; some of it shows in one state only. */
  topic: keyof ConsolePhrases['tabs'] = 'appearance';
  /** Fetches the widget's code. It may not arrive, such as after a release that took its file away. */
  load = (): Promise<unknown> => import('../../define.ts');
  private device: Device = 'phone';
  private theme: 'light' | 'dark' | null = null;
  private shown: PreviewState = 'home';
  /** The widget's code did not come, and nobody has asked for it again. */
  private isMissing = false;
  #client: PreviewChat | null = null;
  readonly #size = new ResizeObserver(() => this.#fit());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('topic')) return;
    if (this.topic === 'prechat') this.shown = 'prechat';
    else if (this.topic === 'hours') this.shown = 'offline';
    else if (changed.get('topic') === 'prechat' || changed.get('topic') === 'hours') this.shown = 'home';
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, theme, device, shown } = this;
    if (words === undefined) return nothing;
    const { choices } = words;
    const themeNow = theme ?? this.#ownTheme;
    return html`<div class="switches">
        ${this.#renderSwitch(
          words.fields.device,
          DEVICES,
          device,
          (name) => (name === 'phone' ? choices.phone_device : choices[name]),
          (name) => (this.device = name),
        )}
        ${this.#renderSwitch(
          words.fields.theme,
          ['light', 'dark'] as const,
          themeNow,
          (name) => choices[name],
          (name) => (this.theme = name),
        )}
        <select
          class="field"
          part="control"
          aria-label=${words.previewState}
          @change=${({ target }: Event) => (this.shown = (target as HTMLSelectElement).value as PreviewState)}
        >
          ${PREVIEW_STATES.map((name) => html`<option value=${name} ?selected=${name === shown}>${choices[name]}</option>`)}
        </select>
      </div>
      <div class="stage" part="preview" role="group" tabindex="-1" aria-label=${words.preview}>
        <div class="screen ${device} ${themeNow}">
          <div class="page" aria-hidden="true"><i></i><i></i><i></i><i></i></div>
        </div>
        <div class="missing" role="alert">${this.isMissing ? this.#renderMissing() : nothing}</div>
      </div>
      <p class="hint">${words.previewNote}</p>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (this.settings === undefined || this.words === undefined) return;
    const isAnother = ['device', 'shown', 'words', 'lang'].some((name) => changed.has(name));
    if (isAnother || (this.#chat === null && !this.isMissing)) void this.#place();
    else this.#client?.configure(this.#config);
    this.#chat?.setAttribute('theme', this.theme ?? this.#ownTheme);
    this.#fit();
  }

  get #ownTheme(): 'light' | 'dark' {
    return this.settings?.branding.theme === 'dark' ? 'dark' : 'light';
  }

  get #config(): ReturnType<typeof previewConfig> {
    return previewConfig(this.settings);
  }

  get #chat(): SupportChatElement | null {
    return this.renderRoot.querySelector('support-chat');
  }

  /** Puts a new chat onto the screen: what an old one went through must not show in the next. */
  async #place(): Promise<void> {
    const client = (this.#client = new PreviewChat(this.shown, this.#config));
    const isHere = await this.load().then(
      () => true,
      () => false,
    );
    if (client !== this.#client) return;
    this.isMissing = !isHere;
    if (!isHere) return;
    const screen = this.renderRoot.querySelector('.screen');
    this.#chat?.remove();
    const chat = document.createElement('support-chat');
    chat.storage = 'memory';
    chat.loading = 'manual';
    chat.muted = true;
    chat.lang = this.lang;
    chat.client = asSupportChat(client);
    chat.setAttribute('theme', this.theme ?? this.#ownTheme);
    // On a phone the open chat fills the screen, which this page's own screen does not know.
    if (this.device === 'phone' && this.shown !== 'closed') chat.mode = 'page';
    if (this.shown === 'conversation' || this.shown === 'prechat') chat.setDraft('');
    screen?.append(chat);
    await chat.updateComplete;
    // The stage is the screen: the chat must not look for the real one in the browser's top layer.
    const root = chat.shadowRoot?.querySelector('.root');
    if (root instanceof HTMLElement) Object.defineProperty(root, 'showPopover', { value: undefined });
    chat.opened = this.shown !== 'closed' && chat.mode !== 'page';
    client.configure(this.#config);
  }

  #renderMissing(): TemplateResult {
    const { previewFailed, actions } = this.words;
    return html`<div class="blank">
      <p>${previewFailed}</p>
      <button class="button quiet" part="button-quiet" type="button" @click=${this.#retry}>${actions.retry}</button>
    </div>`;
  }

  readonly #retry = (): void => {
    // The button goes; who pressed it by keyboard stays where it was.
    this.renderRoot.querySelector<HTMLElement>('.stage')?.focus();
    this.isMissing = false;
  };

  /** Makes the screen as large as there is room for it, and never larger than it is. */
  #fit(): void {
    const stage = this.renderRoot.querySelector<HTMLElement>('.stage');
    if (stage === null) return;
    const [width, height] = SCREENS[this.device];
    const scale = Math.min(1, this.clientWidth / width);
    for (const [name, value] of [
      ['width', `${width}px`],
      ['height', `${height}px`],
      ['scale', String(scale)],
      ['block', `${height * scale}px`],
    ] as const)
      stage.style.setProperty(`--screen-${name}`, value);
  }

  #renderSwitch<Name extends string>(
    label: string,
    names: readonly Name[],
    current: Name,
    labelOf: (name: Name) => string,
    choose: (name: Name) => void,
  ): TemplateResult {
    return html`<div class="switch" role="group" aria-label=${label}>
      ${names.map(
        (name) =>
          html`<button
            type="button"
            class="tab"
            aria-pressed=${name === current ? 'true' : 'false'}
            @click=${() => choose(name)}
          >
            ${labelOf(name)}
          </button>`,
      )}
    </div>`;
  }
}
