import { css, html, LitElement, type TemplateResult } from 'lit';
import { deskStyles } from '../../desk/desk.styles.ts';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import { dialogStyles } from '../header/dialog-form.styles.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import { SHORTCUTS } from './shortcuts.ts';

/**
 * All keys, and the switch that turns them off.
 *
 * @fires desk-close - It should go.
 * @fires shortcuts-toggle - They are wanted, or not any more.
 */
export class InboxShortcutsElement extends LitElement {
  static override styles = [
    deskStyles,
    dialogStyles,
    css`
      dl {
        display: grid;
        gap: 2px;
      }
      dl div {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 16px;
        min-block-size: 30px;
      }
      dd {
        display: flex;
        gap: 4px;
      }
    `,
  ];
  static override properties = { language: { attribute: false }, isOn: { attribute: false } };

  language!: DeskLanguage<InboxPhrases>;
  isOn = true;

  protected override render(): TemplateResult {
    const { words, chat } = this.language;
    const named = { escape: words.escapeKey, '/': '/' };
    const rows: [label: string, keys: string[]][] = Object.entries(SHORTCUTS).map(([key, command]) => [
      words.keys[command],
      [named[key as keyof typeof named] ?? key.toUpperCase()],
    ]);
    rows.push(
      [words.keys.open, [words.enterKey]],
      [words.keys.canned, ['/']],
      [words.keys.send, [words.enterKey]],
      [words.keys.newLine, [words.shiftKey, words.enterKey]],
    );
    return html`<support-desk-dialog
      .heading=${words.shortcuts}
      .closeLabel=${chat.phrases.close}
      @desk-close=${() => this.dispatchEvent(new Event('desk-close'))}
    >
      <label class="check"
        ><input
          type="checkbox"
          data-first
          .checked=${this.isOn}
          @change=${() => this.dispatchEvent(new Event('shortcuts-toggle'))}
        />${words.shortcutsOn}</label
      >
      <p class="hint">${words.shortcutsHint}</p>
      <dl>
        ${rows.map(
          ([label, keys]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dd>
            </div>`,
        )}
      </dl>
    </support-desk-dialog>`;
  }
}
