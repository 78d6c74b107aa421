/** What can be known about a file before it travels. The server's word counts in any case. */
import { ChatError } from '../errors.ts';
import type { ChatAttachmentRules } from '../store/chat-state.ts';

/** As long as the server allows. */
const NAME_CHARACTERS = 255;

/** Names that systems use for a type that also has a common one; the same as the server's. */
const COMMON_NAMES: Readonly<Record<string, string>> = {
  'application/csv': 'text/csv',
  'application/x-pdf': 'application/pdf',
  'application/x-zip': 'application/zip',
  'application/x-zip-compressed': 'application/zip',
  'application/xml': 'text/xml',
  'audio/mp3': 'audio/mpeg',
  'audio/vnd.wave': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/x-m4a': 'audio/mp4',
  'audio/x-wav': 'audio/wav',
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'text/comma-separated-values': 'text/csv',
  'text/x-csv': 'text/csv',
  'video/x-m4v': 'video/mp4',
};

/** Without parameters, in lower case, under its common name; empty when the browser does not know. */
export function commonMediaType(mediaType: string): string {
  const essence = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  return COMMON_NAMES[essence] ?? essence;
}

/** @throws {ChatError} `feature_disabled`, `attachment_type_refused` */
export function checkKind(file: Blob, { isEnabled, types }: ChatAttachmentRules): void {
  if (!isEnabled) throw new ChatError('feature_disabled', 'This widget takes no files.');
  if (file.size === 0) throw new ChatError('attachment_type_refused', 'The file is empty.');
  const type = commonMediaType(file.type);
  // Of a type that the browser does not know the server judges by the bytes.
  if (type && !types.some((allowed) => isOfType(type, allowed))) {
    throw new ChatError('attachment_type_refused', `Files of the type ${type} are not taken here.`);
  }
}

/** @throws {ChatError} `attachment_too_large` */
export function checkSize(file: Blob, { maxBytes }: ChatAttachmentRules): void {
  if (file.size > maxBytes) {
    throw new ChatError('attachment_too_large', `A file may have at most ${maxBytes} bytes.`);
  }
}

/** The name that was asked for, or the file's own, or one after its type; never longer than the server takes. */
export function nameOf(file: Blob, asked: string | undefined): string {
  const own = 'name' in file ? String(file.name) : '';
  const [family = '', kind = ''] = commonMediaType(file.type).split('/');
  const made = `${family || 'file'}.${kind.replace('jpeg', 'jpg').replace(/^.*[^a-z0-9].*$/, 'bin') || 'bin'}`;
  const name = asked || own || made;
  if (name.length <= NAME_CHARACTERS) return name;
  const ending = /\.[^.]{1,20}$/.exec(name)?.[0] ?? '';
  return name.slice(0, NAME_CHARACTERS - ending.length) + ending;
}

function isOfType(type: string, allowed: string): boolean {
  if (allowed === '*/*') return true;
  return allowed.endsWith('/*') ? type.startsWith(allowed.slice(0, -1)) : type === commonMediaType(allowed);
}
