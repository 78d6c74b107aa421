/** The only way the loader speaks to developers; nothing is ever thrown into the page. */
export function warn(cause: unknown): void {
  console.warn('[support-chat]', cause);
}
