import { RESUME_LINK_LIFETIME_SECONDS } from '../auth/resume-token.ts';
import type { EmailAnswer, MailJob } from '../db/mail-db.ts';
import { NOTHING_TO_SEND, type ComposeDeps, type Composed } from './compose-mail.ts';
import { headerText } from './header-text.ts';
import { readerLocale } from './reader-locale.ts';
import { pageToReturnTo, resumeLink } from './resume-link.ts';
import { button, note, paragraph } from './templates/blocks.ts';
import { conversation } from './templates/conversation.ts';
import { mailClock } from './templates/mail-clock.ts';
import { textsFor } from './templates/mail-texts.ts';
import { brandOf, EMPTY, renderPage, type Block } from './templates/page.ts';

const LIFETIME_DAYS = RESUME_LINK_LIFETIME_SECONDS / 86_400;

type DueAnswer = Extract<EmailAnswer, { outcome: 'due' }>;

/** What the team wrote since the visitor left, all of it in one mail, and the way back. */
export async function composeAnswer(
  deps: ComposeDeps,
  { payload }: Extract<MailJob, { kind: 'email_answer' }>,
): Promise<Composed> {
  const answer = await deps.db.getEmailAnswer(payload.conversation_id);
  if (answer === null) return NOTHING_TO_SEND;
  if (answer.outcome === 'later') return answer;
  const { visitor, widget, messages } = answer;
  const brand = brandOf(widget);
  const texts = textsFor([visitor.locale, visitor.language, widget.localization['default_locale']]);
  const agent = messages.at(-1)?.sender.name ?? brand.team;
  const earlier = answer.message_count - messages.length;
  const link = await linkBack(deps, answer);
  const wayBack: readonly Block[] =
    link === undefined
      ? [note(texts.answer.withoutLink)]
      : [
          button(texts.answer.button, link.url, brand),
          link.opensConversation ? note(texts.answer.lifetime(LIFETIME_DAYS)) : EMPTY,
        ];
  const subject = headerText(
    agent === brand.team ? texts.answer.heading(agent) : texts.answer.subject(agent, brand.team),
    150,
  );
  const page = renderPage({
    texts,
    brand,
    title: subject,
    preheader: headerText(messages.map(({ text }) => text).join(' '), 140),
    heading: texts.answer.heading(agent),
    blocks: [
      paragraph(texts.answer.intro(visitor.name)),
      earlier > 0 ? note(texts.answer.earlier(earlier)) : EMPTY,
      conversation({
        messages,
        texts,
        brand,
        clock: mailClock(readerLocale(texts.locale, visitor), visitor.time_zone),
        visitorName: visitor.name ?? texts.you,
        reader: 'visitor',
      }),
      ...wayBack,
    ],
    footer: [texts.answer.footer(brand.team), texts.noReplies],
  });
  return {
    outcome: 'letter',
    letter: {
      fromName: brand.team,
      to: answer.recipient,
      subject,
      text: page.text,
      html: page.html.toString(),
    },
    onSent: () => deps.db.recordEmailAnswer({ conversationId: answer.conversation.id, seq: answer.last_seq }),
  };
}

interface LinkBack {
  readonly url: string;
  /** Without it the page is only where to go; the visitor signs in there as ever. */
  readonly opensConversation: boolean;
}

async function linkBack(
  { resumeTokens }: Pick<ComposeDeps, 'resumeTokens'>,
  { page_url, widget, visitor, conversation: about }: DueAnswer,
): Promise<LinkBack | undefined> {
  const page = pageToReturnTo(page_url, widget);
  if (page === undefined) return undefined;
  // Whom a site vouches for has more to lose than one conversation, and a better way in.
  if (visitor.is_identified) return { url: page, opensConversation: false };
  const token = await resumeTokens.issue({ conversationId: about.id, visitorId: visitor.id });
  return { url: resumeLink(page, token), opensConversation: true };
}
