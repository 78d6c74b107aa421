import * as z from 'zod';
import type { WireBranding } from '@support-chat/sdk/protocol';
import type { Widget } from '../schemas/widget-config.ts';
import { given, link, maybe, text, wholeNumber } from './lenient.ts';

/** Ends up in a style sheet, so nothing that could end a declaration. */
const cssValue = (characters: number) => text(1, characters).regex(/^[^;{}<>\\]*$/);

const launcherSettings = z
  .object({
    position: maybe(z.enum(['bottom-end', 'bottom-start', 'top-end', 'top-start'])),
    label: maybe(text(0, 60)),
    icon_url: maybe(link),
    size: maybe(wholeNumber(40, 96)),
    offset_inline: maybe(wholeNumber(0, 500)),
    offset_block: maybe(wholeNumber(0, 500)),
    is_hidden: maybe(z.boolean()),
  })
  .transform(given);

const brandingSettings = z.object({
  accent: cssValue(100).nullable().catch(null),
  logo_url: link.nullable().catch(null),
  greeting_title: text(0, 100).nullable().catch(null),
  greeting_text: text(0, 500).nullable().catch(null),
  font: maybe(cssValue(200)),
  radius: maybe(wholeNumber(0, 48)),
  theme: maybe(z.enum(['auto', 'light', 'dark'])),
  launcher: maybe(launcherSettings),
});

/** A widget without a good name for its team uses its own. */
export function readBranding(widget: Pick<Widget, 'branding' | 'name'>): WireBranding {
  const teamName = text(1, 100).catch(widget.name).parse(widget.branding.team_name);
  return { team_name: teamName, ...given(brandingSettings.parse(widget.branding)) };
}
