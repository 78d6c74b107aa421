import type { ClientParts } from '../client-parts.ts';

export type Trail = ReturnType<typeof createTrail>;

/** What the visitor does on the site, and the messages that the page shows by itself because of it. */
export function createTrail(_parts: ClientParts) {
  return {
    track(_name: string, _data?: Readonly<Record<string, unknown>>): void {},
    page(_url?: string, _title?: string): void {},
    dismissProactive(): void {},
  };
}
