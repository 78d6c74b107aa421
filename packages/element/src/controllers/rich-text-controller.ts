import { adoptStyles, type LitElement, type ReactiveController } from 'lit';
import type { renderRichText } from '../components/message/rich-text.ts';

/**
 * Fetches what draws formatted text when there is some for the first time. Most conversations have none; until it is
 * here, and should it not come, texts are plain.
 */
export class RichTextController implements ReactiveController {
  render: typeof renderRichText | null = null;
  readonly #host: LitElement;
  readonly #isWanted: () => boolean;
  #isAsked = false;

  constructor(host: LitElement, isWanted: () => boolean) {
    this.#host = host;
    this.#isWanted = isWanted;
    host.addController(this);
  }

  hostUpdate(): void {
    if (!this.#isAsked && this.#isWanted()) void this.#load();
  }

  async #load(): Promise<void> {
    this.#isAsked = true;
    try {
      const richText = await import('../components/message/rich-text.ts');
      const { elementStyles } = this.#host.constructor as typeof LitElement;
      adoptStyles(this.#host.renderRoot as ShadowRoot, [...elementStyles, richText.richTextStyles]);
      this.render = richText.renderRichText;
      this.#host.requestUpdate();
    } catch {
      // It did not arrive: the next update asks again.
      this.#isAsked = false;
    }
  }
}
