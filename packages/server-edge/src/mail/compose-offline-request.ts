import type { MailJob, OfflineRequest } from '../db/mail-db.ts';
import { NOTHING_TO_SEND, type ComposeDeps, type Composed } from './compose-mail.ts';
import { headerText, isAddress } from './header-text.ts';
import { button, details, note, paragraph, subheading, type Detail } from './templates/blocks.ts';
import { conversation } from './templates/conversation.ts';
import { mailClock } from './templates/mail-clock.ts';
import { textsFor, type MailTexts } from './templates/mail-texts.ts';
import { brandOf, EMPTY, renderPage } from './templates/page.ts';

const MAX_VALUE_CHARACTERS = 1_000;

/** For the team: who asked what while nobody was there, and how to answer. Replying to it writes to the visitor. */
export async function composeOfflineRequest(
  { db }: Pick<ComposeDeps, 'db'>,
  { payload, context }: Extract<MailJob, { kind: 'email_offline_request' }>,
): Promise<Composed> {
  const request = await db.getEmailOfflineRequest({
    conversationId: payload.conversation_id,
    firstSeq: payload.first_seq,
  });
  if (request === null) return NOTHING_TO_SEND;
  const { visitor, widget, messages, conversation: about } = request;
  const brand = brandOf(widget);
  const texts = textsFor([request.locale, widget.localization['default_locale']]);
  const t = texts.offlineRequest;
  const who = visitor.name ?? visitor.email ?? texts.visitor;
  const replyTo = visitor.email !== null && isAddress(visitor.email) ? visitor.email : undefined;
  const topic = topicLink(context.topic ?? null);
  const clock = mailClock(texts.locale, request.time_zone);
  const subject = headerText(t.subject(who, about.number), 150);
  const page = renderPage({
    texts,
    brand,
    title: subject,
    preheader: headerText(messages.map(({ text }) => text).join(' '), 140),
    heading: t.heading(who),
    blocks: [
      paragraph(t.intro(brand.team)),
      details(detailsOf(request, texts)),
      subheading(t.message),
      conversation({ messages, texts, brand, clock, visitorName: who, reader: 'team' }),
      subheading(t.howTo),
      ...(replyTo === undefined
        ? [paragraph(t.noAddress)]
        : [paragraph(t.replyByMail(replyTo)), paragraph(t.answerInChat)]),
      topic === undefined ? EMPTY : button(t.button, topic, brand),
      note(texts.timesAreIn(clock.zone)),
    ],
    footer: [t.footer(about.number)],
  });
  return {
    outcome: 'letter',
    letter: {
      fromName: brand.team,
      to: request.recipient,
      replyTo,
      subject,
      text: page.text,
      html: page.html.toString(),
    },
  };
}

function detailsOf({ visitor, conversation: about, prechat }: OfflineRequest, texts: MailTexts): readonly Detail[] {
  const { details: labels } = texts.offlineRequest;
  const known: readonly (readonly [string, string | null])[] = [
    [labels.name, visitor.name],
    [labels.email, visitor.email],
    [labels.phone, visitor.phone],
    [labels.subject, about.subject],
    [labels.category, about.category],
    [labels.department, about.department],
    [labels.page, visitor.page_url],
    [labels.language, nameOfCode(visitor.language, 'language', texts.locale)],
    [labels.country, nameOfCode(visitor.country, 'region', texts.locale)],
  ];
  const said = new Set(known.map(([, value]) => value));
  return [
    ...known,
    // What the form asked for twice (name, e-mail) is shown once.
    ...prechat
      .map(({ label, value }) => [label, valueText(value, texts)] as const)
      .filter(([, value]) => value !== '' && !said.has(value)),
  ].flatMap(([label, value]) =>
    value === null || value === '' ? [] : [{ label, value: [...value].slice(0, MAX_VALUE_CHARACTERS).join('') }],
  );
}

function valueText(value: unknown, { offlineRequest: t }: MailTexts): string {
  if (typeof value === 'boolean') return value ? t.yes : t.no;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return Array.isArray(value) ? value.map(String).join(', ') : '';
}

/** `de-CH` → German (Switzerland); a code that nobody knows stays as it is. */
function nameOfCode(code: string | null, type: 'language' | 'region', locale: string): string | null {
  if (code === null || code === '') return null;
  try {
    return new Intl.DisplayNames(locale, { type }).of(code) ?? code;
  } catch (error) {
    if (error instanceof RangeError) return code;
    throw error;
  }
}

/** A group's topic, for whoever is in the group. https://core.telegram.org/api/links#message-links */
function topicLink(topic: { readonly chat_id: number; readonly thread_id: number; readonly state: string } | null) {
  if (topic === null || topic.state === 'lost') return undefined;
  const group = /^-100(\d+)$/.exec(String(topic.chat_id))?.[1];
  return group === undefined ? undefined : `https://t.me/c/${group}/${String(topic.thread_id)}`;
}
