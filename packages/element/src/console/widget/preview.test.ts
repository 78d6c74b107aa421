import { expect } from '@open-wc/testing';
import '../../define-console.ts';
import { aWidget } from '../../../testing/console/examples.ts';
import { waitUntil } from '../../../testing/wait-until.ts';
import en from '../i18n/en.ts';
import type { ConsolePreviewElement } from './preview.ts';

const SENTENCE = 'The preview could not be loaded. Your settings are not affected.';

/** A preview whose code comes when `answers` say so: the first try gets the first of them, and so on. */
async function mount(...answers: readonly boolean[]) {
  const preview = document.createElement('support-console-preview') as ConsolePreviewElement;
  const { load } = preview;
  const tries: boolean[] = [];
  preview.load = () => {
    const answer = answers[tries.length] ?? true;
    tries.push(answer);
    return answer ? load() : Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
  };
  preview.settings = aWidget();
  preview.words = en;
  document.body.append(preview);
  await waitUntil(() => find(preview, 'support-chat') ?? find(preview, '[role=alert] button'), 'nothing came');
  return { preview, tries };
}

function find(preview: ConsolePreviewElement, selector: string): HTMLElement | null {
  return preview.renderRoot.querySelector<HTMLElement>(selector);
}

const alertOf = (preview: ConsolePreviewElement): string => find(preview, '[role=alert] p')?.textContent ?? '';

describe('the preview of a widget whose code does not come', () => {
  afterEach(() => document.querySelector('support-console-preview')?.remove());

  it('says so calmly, and does not ask again by itself', async () => {
    const { preview, tries } = await mount(false);
    expect(alertOf(preview)).to.equal(SENTENCE);
    preview.settings = aWidget({ branding: { team_name: 'Others' } });
    await preview.updateComplete;
    expect(tries).to.deep.equal([false]);
    await expect(preview).to.be.accessible();
  });

  it('tries again when somebody wants it, and shows the chat once it is there', async () => {
    const { preview, tries } = await mount(false, false);
    const retry = find(preview, '[role=alert] button')!;
    retry.focus();
    retry.click();
    expect(preview.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal('Preview');
    await waitUntil(() => tries.length === 2 && alertOf(preview) === SENTENCE, 'the second failure does not show');
    find(preview, '[role=alert] button')!.click();
    await waitUntil(() => find(preview, 'support-chat'), 'the chat did not come');
    expect(tries).to.deep.equal([false, false, true]);
    expect(alertOf(preview)).to.equal('');
  });

  it('also tries again for another device', async () => {
    const { preview } = await mount(false);
    const [tablet] = [...preview.renderRoot.querySelectorAll('button')].filter(
      ({ textContent }) => textContent?.trim() === 'Tablet',
    );
    tablet!.click();
    await waitUntil(() => find(preview, 'support-chat'), 'the chat did not come');
    expect(alertOf(preview)).to.equal('');
  });
});
