import type { WireBranding, WireWidgetConfig } from '@support-chat/sdk/protocol';
import type { LoaderSettings } from './settings.ts';
import { warn } from './warn.ts';

/** How long the launcher waits for its colour, in milliseconds; after that it comes in the default one. */
const PATIENCE_MS = 3000;

export type Appearance = Partial<Pick<WireBranding, 'accent' | 'theme' | 'launcher'>>;

/**
 * The widget's colour and place, from the configuration that the chat itself will need: the browser's cache answers the second
 * time. A server that does not answer is no reason to hide the launcher; null, a refusal, is.
 */
export async function fetchAppearance({ apiUrl, widgetId }: LoaderSettings): Promise<Appearance | null> {
  try {
    const response = await fetch(`${apiUrl}/widget-config?id=${widgetId}`, {
      signal: AbortSignal.timeout?.(PATIENCE_MS) ?? null,
    });
    if (/40[0134]|410/.test(`${response.status}`)) {
      warn(`is refused on this page (${response.status})`);
      return null;
    }
    return ((await response.json()) as Partial<WireWidgetConfig>).branding ?? {};
  } catch {
    // No answer, or not from our server: the chat says so in words when it is opened.
    return {};
  }
}
