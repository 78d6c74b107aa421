import type { KnownChatErrorCode } from '@support-chat/sdk';

/**
 * Every phrase of the element. A locale is a module that exports one of these; a missing phrase is a compile error.
 * Plurals are functions, so that each language brings its own rules (`Intl.PluralRules`).
 */
export interface Translation {
  /** BCP 47; also what dates, times and lists are formatted with. */
  readonly code: string;

  readonly openChat: string;
  readonly closeChat: string;
  readonly unread: (count: number) => string;
  readonly back: string;

  /** Large words of the start page; a line break is kept. */
  readonly greeting: string;
  readonly greetingAway: string;
  /** `duration` is ready to read: "2 minutes". */
  readonly usuallyAnswers: (duration: string) => string;
  readonly team: string;
  readonly startTitle: string;
  readonly startAwayTitle: string;
  readonly teamIsHere: (names: string, count: number) => string;
  readonly teamIsAway: string;
  readonly sendUsAMessage: string;
  readonly continueConversation: string;
  readonly you: (text: string) => string;

  readonly online: string;
  /** `duration` is short: "2 min". */
  readonly onlineAnswers: (duration: string) => string;
  readonly away: string;

  readonly messages: string;
  readonly emptyConversation: string;
  readonly loadingOlder: string;
  readonly deleted: string;
  readonly edited: string;
  /** A passage of a message that is shown when it is asked for. */
  readonly hiddenText: string;
  readonly ended: string;
  readonly jumpToLatest: string;
  readonly newMessages: (count: number) => string;

  readonly delivery: Readonly<Record<'queued' | 'sending' | 'sent' | 'delivered' | 'seen' | 'failed', string>>;
  readonly tryAgain: string;
  readonly discard: string;

  readonly placeholder: string;
  readonly send: string;
  readonly charactersLeft: (count: number) => string;
  readonly charactersTooMany: (count: number) => string;

  readonly offline: (waiting: number) => string;
  readonly unreachable: (waiting: number) => string;
  readonly reconnecting: string;
  readonly storageRefused: string;
  readonly loading: string;
  readonly loadFailedTitle: string;
  readonly loadFailed: string;
  readonly unavailable: string;
  /** Why a message was refused, for the codes that a visitor can do something about. */
  readonly failures: Readonly<Partial<Record<KnownChatErrorCode, string>>>;
}

/** Chooses a form by the rules of a language. */
export function plurals(locale: string): (count: number, one: string, other: string) => string {
  const rules = new Intl.PluralRules(locale);
  return (count, one, other) => (rules.select(count) === 'one' ? one : other);
}
