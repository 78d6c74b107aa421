import { html, type TemplateResult } from 'lit';
import { renderDeskIcon } from '../../desk/icons.ts';
import type { ConsoleContext } from '../console-context.ts';

/** Code to take away, with a button that copies it. `name` says what it is, for whoever cannot see what it stands below. */
export function renderCode(code: string, name: string, context: ConsoleContext): TemplateResult {
  const { actions } = context.language.words;
  return html`<div class="code">
    <pre part="code" tabindex="0" role="region" aria-label=${name}><code>${code}</code></pre>
    <button
      class="button quiet"
      part="button-quiet"
      type="button"
      aria-label="${actions.copy}: ${name}"
      @click=${() => copy(code, context)}
    >
      ${renderDeskIcon('copy')}${actions.copy}
    </button>
  </div>`;
}

async function copy(text: string, { language, tell, fail }: ConsoleContext): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    tell(language.words.states.copied);
  } catch (cause) {
    fail(cause);
  }
}
