import type { MailJob } from '../db/mail-db.ts';
import type { Composed } from './compose-mail.ts';
import { headerText } from './header-text.ts';
import { button, paragraph } from './templates/blocks.ts';
import { accentOf } from './templates/colors.ts';
import { textsFor } from './templates/mail-texts.ts';
import { renderPage } from './templates/page.ts';

/** Whether an invited person reads English is not known; what organizations are called is theirs to say. */
const LANGUAGES = ['en'];

export function composeInvitation({ recipient, payload }: Extract<MailJob, { kind: 'email_invitation' }>): Composed {
  const { link, role, invited_by: inviter, organization_name: organization } = payload;
  if (!/^https?:\/\//.test(link) || !URL.canParse(link)) throw new TypeError('An invitation needs a link for the web.');
  const texts = textsFor(LANGUAGES);
  const brand = { team: organization, accent: accentOf(undefined), logoUrl: undefined };
  const subject = headerText(texts.invitation.subject(organization), 150);
  const intro = texts.invitation.intro(inviter, organization, texts.invitation.roles[role]);
  const page = renderPage({
    texts,
    brand,
    title: subject,
    preheader: headerText(intro, 140),
    heading: texts.invitation.heading(organization),
    blocks: [paragraph(intro), button(texts.invitation.button, new URL(link).href, brand)],
    footer: [texts.invitation.footer],
  });
  const letter = { fromName: organization, to: recipient, subject, text: page.text, html: page.html.toString() };
  return { outcome: 'letter', letter };
}
