import type { ChatConsent } from '@support-chat/sdk';

/**
 * Whether the visitor has agreed that something is kept on their device, or need not be asked. `asked` is what the page
 * says (`consent` of the element), `decided` what the visitor has said in the chat.
 */
export function mayKeep(asked: ChatConsent | '', decided: ChatConsent): boolean {
  return asked === '' || (decided === 'unknown' ? asked : decided) === 'granted';
}
