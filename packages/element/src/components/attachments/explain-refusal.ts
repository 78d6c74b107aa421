import type { ChatAttachmentRules } from '@support-chat/sdk';
import type { Translation } from '../../i18n/translation.ts';
import { formatBytes } from './file-format.ts';

/** Why a file does not come along, in words that say what would. */
export function explainRefusal(code: string, phrases: Translation, rules: ChatAttachmentRules | undefined): string {
  const { files, failures } = phrases;
  if (code === 'attachment_too_large' && rules) return files.tooLarge(formatBytes(rules.maxBytes, phrases.code));
  if (code === 'attachment_limit_reached' && rules) return files.tooMany(rules.maxFiles);
  if (code === 'attachment_type_refused') return files.typeRefused;
  return failures[code as keyof typeof failures] ?? files.notUploaded;
}
