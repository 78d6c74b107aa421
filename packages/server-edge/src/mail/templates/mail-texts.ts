import { arabic } from './texts.ar.ts';
import { german } from './texts.de.ts';
import { english } from './texts.en.ts';

/** Every sentence of every e-mail in one language. A language that misses one does not compile. */
export interface MailTexts {
  /** BCP 47 */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** The visitor in a conversation, when they gave no name and read it themselves. */
  readonly you: string;
  readonly visitor: string;
  readonly attachment: (name: string, size: string) => string;
  readonly timesAreIn: (zone: string) => string;
  /** Below every e-mail that nobody can answer by replying. */
  readonly noReplies: string;

  readonly transcript: {
    readonly subject: (team: string, number: number) => string;
    readonly heading: string;
    readonly intro: (team: string, day: string) => string;
    readonly preheader: (messages: number) => string;
    readonly empty: string;
    readonly footer: (team: string) => string;
  };
  readonly answer: {
    readonly subject: (agent: string, team: string) => string;
    readonly heading: (agent: string) => string;
    readonly intro: (name: string | null) => string;
    readonly earlier: (count: number) => string;
    readonly button: string;
    readonly lifetime: (days: number) => string;
    readonly withoutLink: string;
    readonly footer: (team: string) => string;
  };
  readonly offlineRequest: {
    readonly subject: (visitor: string, number: number) => string;
    readonly heading: (visitor: string) => string;
    readonly intro: (team: string) => string;
    readonly message: string;
    readonly details: {
      readonly name: string;
      readonly email: string;
      readonly phone: string;
      readonly subject: string;
      readonly category: string;
      readonly department: string;
      readonly page: string;
      readonly language: string;
      readonly country: string;
    };
    readonly howTo: string;
    readonly replyByMail: (address: string) => string;
    readonly answerInChat: string;
    readonly noAddress: string;
    readonly button: string;
    readonly yes: string;
    readonly no: string;
    readonly footer: (number: number) => string;
  };
  readonly invitation: {
    readonly subject: (organization: string) => string;
    readonly heading: (organization: string) => string;
    readonly intro: (inviter: string | null, organization: string, role: string) => string;
    readonly roles: Readonly<Record<'owner' | 'admin' | 'agent', string>>;
    readonly button: string;
    readonly footer: string;
  };
}

const ALL: readonly MailTexts[] = [english, german, arabic];

/** The first of the wanted languages that there is, region or not; else English. */
export function textsFor(wanted: readonly unknown[]): MailTexts {
  for (const locale of wanted) {
    if (typeof locale !== 'string') continue;
    const language = locale.toLowerCase().split(/[-_]/)[0];
    const texts = ALL.find((known) => known.locale === language);
    if (texts !== undefined) return texts;
  }
  return english;
}
