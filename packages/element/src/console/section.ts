import { LitElement, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import { deskStyles } from '../desk/desk.styles.ts';
import type { ConsoleContext } from './console-context.ts';
import type { ConsolePhrases } from './i18n/phrases.ts';
import { sectionStyles } from './section.styles.ts';

/** A page of the console. It draws nothing before it has its context, and the console gives it that at once. */
export abstract class ConsoleSection extends LitElement {
  static override styles: CSSResultGroup = [deskStyles, sectionStyles];
  static override properties: PropertyDeclarations = { context: { attribute: false } };

  declare context: ConsoleContext;

  protected get words(): ConsolePhrases {
    return this.context.language.words;
  }

  /** The formats of the language that the section is read in. */
  protected get chat(): ConsoleContext['language']['chat'] {
    return this.context.language.chat;
  }

  protected abstract renderSection(): TemplateResult | typeof nothing;

  protected override render(): TemplateResult | typeof nothing {
    return this.context === undefined ? nothing : this.renderSection();
  }
}
