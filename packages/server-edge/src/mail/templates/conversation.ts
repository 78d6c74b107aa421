import { spellLinks } from '../../rich-text/spell-links.ts';
import type { Message } from '../../schemas/message.ts';
import { LIGHT } from './colors.ts';
import { html, multiline, NOTHING, type Html } from './html.ts';
import type { MailTexts } from './mail-texts.ts';
import { formatBytes, type MailClock } from './mail-clock.ts';
import type { Block, Brand } from './page.ts';

export interface ConversationOptions {
  readonly messages: readonly Message[];
  readonly texts: MailTexts;
  readonly brand: Brand;
  readonly clock: MailClock;
  /** What the visitor is called; "You" in their own mails. */
  readonly visitorName: string;
  /** Whose bubbles are at the end, in the accent's colour. */
  readonly reader: 'visitor' | 'team';
}

/** One sender's messages in a row, on one day. */
interface Group {
  readonly day: string;
  readonly isNewDay: boolean;
  readonly sender: string;
  readonly isOwn: boolean;
  readonly messages: readonly Message[];
}

/** What was said: bubbles with names and times, and the same line by line. */
export function conversation(options: ConversationOptions): Block {
  const groups = groupsOf(options);
  return {
    html: html`<table
      role="presentation"
      width="100%"
      cellpadding="0"
      cellspacing="0"
      border="0"
      style="margin:4px 0 0; table-layout:fixed;"
    >
      ${groups.map((group) => groupRows(group, options))}
    </table>`,
    text: groups.map((group) => groupText(group, options)).join('\n\n'),
  };
}

function groupsOf(options: ConversationOptions): readonly Group[] {
  const { messages, clock, reader } = options;
  const groups: (Group & { readonly messages: Message[] })[] = [];
  let lastDay: string | undefined;
  for (const message of messages) {
    const day = clock.day(message.created_at);
    const sender = senderOf(message, options);
    const isOwn = (message.sender.kind === 'visitor') === (reader === 'visitor') && message.sender.kind !== 'system';
    const open = groups.at(-1);
    const isSystem = message.sender.kind === 'system';
    const wasSystem = open?.messages[0]?.sender.kind === 'system';
    if (open?.day === day && open.sender === sender && open.isOwn === isOwn && isSystem === wasSystem) {
      open.messages.push(message);
      continue;
    }
    groups.push({ day, isNewDay: day !== lastDay, sender, isOwn, messages: [message] });
    lastDay = day;
  }
  return groups;
}

function senderOf({ sender }: Message, { visitorName, brand }: ConversationOptions): string {
  if (sender.kind === 'visitor') return visitorName;
  return sender.name ?? brand.team;
}

function groupRows({ day, isNewDay, sender, isOwn, messages }: Group, options: ConversationOptions): Html {
  if (messages[0]?.sender.kind === 'system') {
    return html`${isNewDay ? dayRow(day) : NOTHING}${messages.map(({ text }) => systemRow(text))}`;
  }
  const time = options.clock.time(messages[0]?.created_at ?? '');
  const side = isOwn === (options.texts.direction === 'ltr') ? 'right' : 'left';
  return html`${isNewDay ? dayRow(day) : NOTHING}
    <tr>
      <td
        align="${side}"
        class="sc-muted"
        style="padding:14px 4px 4px; font-size:12.5px; line-height:1.4; color:${LIGHT.muted};"
      >
        <b class="sc-text" style="font-weight:600; color:${LIGHT.text};"><bdi>${sender}</bdi></b> &nbsp;${time}
      </td>
    </tr>
    ${messages.map((message) => bubbleRow(message, isOwn, side, options))}`;
}

function dayRow(day: string): Html {
  return html`<tr>
    <td
      align="center"
      class="sc-muted"
      style="padding:18px 0 0; font-size:12px; line-height:1.4; font-weight:600; color:${LIGHT.muted};"
    >
      ${day}
    </td>
  </tr>`;
}

/** What the chat itself said, for example that somebody else took over. */
function systemRow(text: string): Html {
  return html`<tr>
    <td
      align="center"
      dir="auto"
      class="sc-muted"
      style="padding:12px 24px 0; font-size:12.5px; line-height:1.4; color:${LIGHT.muted};"
    >
      ${multiline(text)}
    </td>
  </tr>`;
}

function bubbleRow(message: Message, isOwn: boolean, side: string, { brand, texts }: ConversationOptions): Html {
  const { color, on } = brand.accent;
  const look = isOwn ? `background:${color}; color:${on};` : `background:${LIGHT.raised}; color:${LIGHT.text};`;
  return html`<tr>
    <td align="${side}" style="padding:0 0 3px;">
      <table
        role="presentation"
        cellpadding="0"
        cellspacing="0"
        border="0"
        align="${side}"
        class="sc-bubble"
        style="max-width:430px; border-collapse:separate;"
      >
        <tr>
          <td
            dir="auto"
            bgcolor="${isOwn ? color : LIGHT.raised}"
            class="${isOwn ? '' : 'sc-raised'}"
            style="${look} border-radius:16px; padding:9px 14px; font-size:15px; line-height:1.45; text-align:start; overflow-wrap:anywhere; word-break:break-word;"
          >
            ${quoteOf(message)}${multiline(spellLinks(message.text, message.entities))}${filesOf(message, isOwn ? brand.accent.on : undefined, texts)}
          </td>
        </tr>
      </table>
    </td>
  </tr>`;
}

function quoteOf({ reply_to: quote }: Message): Html {
  if (quote === undefined || quote.text === '') return NOTHING;
  return html`<div
    style="margin:2px 0 6px; padding-inline-start:9px; border-inline-start:2px solid currentColor; font-size:13px; line-height:1.4; opacity:0.75;"
  >
    ${multiline(shortened(quote.text))}
  </div>`;
}

/** `on`: the colour of text on the accent, where the bubble is one of those. */
function filesOf(message: Message, on: string | undefined, texts: MailTexts): Html {
  const files = message.attachments ?? [];
  if (files.length === 0) return NOTHING;
  const edge = on === undefined ? LIGHT.edge : on === '#ffffff' ? 'rgba(255,255,255,0.45)' : 'rgba(0,0,0,0.35)';
  return html`${files.map(
    ({ name, byte_size }) =>
      html`<div
        class="${on === undefined ? 'sc-edge' : ''}"
        style="margin:6px 0 3px; padding:7px 11px; border:1px solid ${edge}; border-radius:10px; font-size:13.5px; line-height:1.4;"
      >
        <bdi>${texts.attachment(name, formatBytes(byte_size, texts.locale))}</bdi>
      </div>`,
  )}`;
}

function groupText({ day, isNewDay, sender, messages }: Group, { clock, texts }: ConversationOptions): string {
  const lines = messages.map((message) => {
    const files = (message.attachments ?? []).map(
      ({ name, byte_size }) => `[${texts.attachment(name, formatBytes(byte_size, texts.locale))}]`,
    );
    const quote =
      message.reply_to === undefined || message.reply_to.text === '' ? [] : [`> ${shortened(message.reply_to.text)}`];
    return [...quote, ...(message.text === '' ? [] : [spellLinks(message.text, message.entities)]), ...files].join(
      '\n',
    );
  });
  const isSystem = messages[0]?.sender.kind === 'system';
  const head = isSystem ? [] : [`${sender}, ${clock.time(messages[0]?.created_at ?? '')}`];
  return [...(isNewDay ? [`--- ${day} ---`, ''] : []), ...head, ...lines].join('\n');
}

function shortened(text: string): string {
  const line = [...text.replace(/\s+/gu, ' ')];
  return line.length <= 120 ? line.join('') : `${line.slice(0, 119).join('')}…`;
}
