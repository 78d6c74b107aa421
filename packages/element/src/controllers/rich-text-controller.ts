import { adoptStyles, type LitElement } from 'lit';
import type { renderRichText } from '../components/message/rich-text.ts';
import { ChunkController } from './chunk-controller.ts';

/**
 * Fetches what draws formatted text when there is some for the first time. Most conversations have none; until it is
 * here, and should it not come, texts are plain.
 */
export class RichTextController {
  render: typeof renderRichText | null = null;

  constructor(host: LitElement, isWanted: () => boolean) {
    new ChunkController(host, isWanted, async () => {
      const richText = await import('../components/message/rich-text.ts');
      const { elementStyles } = host.constructor as typeof LitElement;
      adoptStyles(host.renderRoot as ShadowRoot, [...elementStyles, richText.richTextStyles]);
      this.render = richText.renderRichText;
    });
  }
}
