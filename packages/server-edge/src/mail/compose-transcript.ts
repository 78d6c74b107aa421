import type { MailJob } from '../db/mail-db.ts';
import type { ComposeDeps, Composed } from './compose-mail.ts';
import { headerText } from './header-text.ts';
import { note, paragraph } from './templates/blocks.ts';
import { conversation } from './templates/conversation.ts';
import { mailClock } from './templates/mail-clock.ts';
import { textsFor } from './templates/mail-texts.ts';
import { brandOf, renderPage } from './templates/page.ts';
import { readerLocale } from './reader-locale.ts';

/** The conversation up to when a copy was asked for, as the visitor saw it. */
export async function composeTranscript(
  { db }: Pick<ComposeDeps, 'db'>,
  { recipient, payload }: Extract<MailJob, { kind: 'email_transcript' }>,
): Promise<Composed> {
  const { conversation: about, visitor, widget, messages: all } = await db.getTranscript(payload.conversation_id);
  const messages = all.filter(({ seq }) => seq <= payload.last_seq);
  const brand = brandOf(widget);
  const texts = textsFor([visitor.locale, visitor.language, widget.localization['default_locale']]);
  const clock = mailClock(readerLocale(texts.locale, visitor), visitor.time_zone);
  const subject = headerText(texts.transcript.subject(brand.team, about.number), 150);
  const page = renderPage({
    texts,
    brand,
    title: subject,
    preheader: texts.transcript.preheader(messages.length),
    heading: texts.transcript.heading,
    blocks: [
      paragraph(texts.transcript.intro(brand.team, clock.day(about.created_at))),
      messages.length === 0
        ? note(texts.transcript.empty)
        : conversation({ messages, texts, brand, clock, visitorName: visitor.name ?? texts.you, reader: 'visitor' }),
    ],
    footer: [texts.timesAreIn(clock.zone), texts.transcript.footer(brand.team), texts.noReplies],
  });
  const letter = { fromName: brand.team, to: recipient, subject, text: page.text, html: page.html.toString() };
  return { outcome: 'letter', letter };
}
