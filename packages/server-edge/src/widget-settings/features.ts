import * as z from 'zod';
import type { WireAttachmentRules, WireFeatures } from '@support-chat/sdk/protocol';
import type { SupportDeps } from '../deps.ts';
import { maybeList, settingsOf, wholeNumber } from './lenient.ts';

const attachmentSettings = z.object({
  enabled: z.boolean(),
  max_bytes: wholeNumber(1, 1_073_741_824),
  max_files: wholeNumber(1, 20),
  types: maybeList(z.string().regex(/^[a-z0-9.+-]+\/(?:[a-z0-9.+-]+|\*)$/), 100),
});

/** What SQL makes of the settings is complete; an answer without rules is one in which nothing may be attached. */
const NO_ATTACHMENTS: WireAttachmentRules = { enabled: false, max_bytes: 0, max_files: 0, types: [] };

const on = z.boolean().catch(true);
const off = z.boolean().catch(false);

const featureSettings = z.object({
  attachments: attachmentSettings
    .transform((rules): WireAttachmentRules => ({ ...rules, types: rules.types ?? [] }))
    .catch(NO_ATTACHMENTS),
  feedback: on,
  nps: off,
  transcript: on,
  typing: on,
  receipts: on,
  emoji: on,
  voice: off,
  history: on,
  tracking: off,
});

/** What a widget offers: what is switched on for it, less what this server has no means for. */
export function readFeatures(
  settings: unknown,
  { mail, storage }: Pick<SupportDeps, 'mail' | 'storage'>,
): WireFeatures {
  const features = featureSettings.parse(settingsOf(settings));
  const attachments = { ...features.attachments, enabled: features.attachments.enabled && storage !== undefined };
  return {
    ...features,
    attachments,
    transcript: features.transcript && mail !== undefined,
    voice: features.voice && attachments.enabled,
  };
}
