import { parse, type ParsedResult } from 'bowser';
import { storableText } from '../schemas/primitives.ts';

/** What the browser's header says of it. A part that cannot be told is not there. */
export interface UserAgentFacts {
  readonly device?: 'desktop' | 'phone' | 'tablet' | 'tv' | 'bot';
  /** With its main version: `Firefox 145`. */
  readonly browser?: string;
  /** The operating system, with its version where that means something: `Android 15`, `macOS`. */
  readonly system?: string;
}

/** Real ones have about 200; what comes behind would only cost time. */
const MAX_CHARACTERS = 512;
const MAX_PART_CHARACTERS = 60;

const DEVICES: Readonly<Record<string, UserAgentFacts['device']>> = {
  desktop: 'desktop',
  mobile: 'phone',
  tablet: 'tablet',
  tv: 'tv',
  bot: 'bot',
};

/** Total: any text gives an answer, a nonsensical one an empty answer. It is what a browser claims, good for a hint. */
export function readUserAgent(header: string | undefined): UserAgentFacts {
  const text = header?.slice(0, MAX_CHARACTERS).trim() ?? '';
  if (text === '') return {};
  const { browser, os, platform } = parse(text);
  const device = DEVICES[platform.type ?? ''];
  const browserName = named(browser.name, browser.version?.split('.')[0]);
  const systemName = named(os.name, systemVersion(os));
  return {
    ...(device === undefined ? {} : { device }),
    ...(browserName === undefined ? {} : { browser: browserName }),
    ...(systemName === undefined ? {} : { system: systemName }),
  };
}

/** Windows and macOS have stopped telling theirs: every version since says `NT 10.0`, or `10_15_7`. */
function systemVersion({ name, version, versionName }: ParsedResult['os']): string | undefined {
  if (name === 'Windows') return versionName === '10' ? undefined : versionName;
  return name === 'macOS' ? undefined : version?.split('.')[0];
}

function named(name: string | undefined, version: string | undefined): string | undefined {
  const text = storableText([name, version].filter((part) => part !== undefined && part !== '').join(' '));
  return text === '' ? undefined : text.slice(0, MAX_PART_CHARACTERS);
}
