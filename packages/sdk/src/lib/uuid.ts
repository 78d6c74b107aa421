/**
 * A random UUID. `crypto.randomUUID` exists only on secure pages, and a chat has to work on plain http as well, so its
 * digits are taken from `getRandomValues` there; version 4 and the variant stand in their fixed places.
 */
export function randomUuid(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const digits = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0'));
  return digits.join('').replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
}
