const MAX_ADDRESS_UNITS = 2_048;
const SAFE = /^(?:https?:\/\/|mailto:|tel:)[^\s"'<>\\]+$/;

/**
 * The address as a browser would write it, in ASCII; null for one that is none, is too long, or does anything but open a
 * page, a mail or a call: `javascript:`, `data:`, `tg:`.
 */
export function safeAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { href } = new URL(address);
  return href.length <= MAX_ADDRESS_UNITS && SAFE.test(href) ? href : null;
}
