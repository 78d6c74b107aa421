import type { WireTrackedEvent } from '../protocol/trail.ts';

const MAX_NAME_CHARACTERS = 100;
const MAX_DATA_BYTES = 4_096;
const MAX_DATA_LEVELS = 8;
const MAX_URL_CHARACTERS = 2_048;
const MAX_TITLE_CHARACTERS = 300;

/**
 * What the visitor did, as the server takes it; a copy, so that the page may go on with its data.
 *
 * @throws {TypeError} the name or the data are not what the server takes
 */
export function toCustomEvent(name: unknown, data: unknown, pageUrl: string | null): WireTrackedEvent {
  if (typeof name !== 'string' || name.length > MAX_NAME_CHARACTERS || name.trim() === '') {
    throw new TypeError(`The name of an event has 1 to ${MAX_NAME_CHARACTERS} characters.`);
  }
  return {
    kind: 'custom',
    name,
    ...(pageUrl !== null && { page_url: pageUrl.slice(0, MAX_URL_CHARACTERS) }),
    ...(data != null && { data: copyData(data) }),
  };
}

export function toPageView(pageUrl: string, title: string | undefined): WireTrackedEvent {
  return {
    kind: 'page_view',
    page_url: pageUrl.slice(0, MAX_URL_CHARACTERS),
    ...(title && { page_title: title.slice(0, MAX_TITLE_CHARACTERS) }),
  };
}

function copyData(data: unknown): Readonly<Record<string, unknown>> {
  // Throws by itself at what JSON cannot hold: circles, big integers.
  const json = JSON.stringify(data) as string | undefined;
  if (json === undefined || !json.startsWith('{')) throw new TypeError('The data of an event are an object.');
  if (new TextEncoder().encode(json).length > MAX_DATA_BYTES) {
    throw new TypeError(`The data of an event have at most ${MAX_DATA_BYTES} bytes as JSON.`);
  }
  const copy = JSON.parse(json) as Readonly<Record<string, unknown>>;
  if (!isShallow(copy, MAX_DATA_LEVELS))
    throw new TypeError(`The data of an event have at most ${MAX_DATA_LEVELS} levels.`);
  return copy;
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((item) => isShallow(item, levels - 1));
}
