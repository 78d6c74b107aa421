/**
 * What a message shows besides its words, read from `content` as the server sent it (docs/rich-content.md). Whatever does
 * not have the shape is left out, and what is left without anything is null: the message's text stands for it then.
 */
import type { ChatMessage, ChatPrechatField } from '@support-chat/sdk';

export interface QuickReply {
  readonly label: string;
  /** What is sent. */
  readonly text: string;
}

export interface Card {
  readonly title: string | null;
  readonly text: string | null;
  readonly imageUrl: string | null;
  /** What is on the picture, for who does not see it. */
  readonly imageAlt: string;
  readonly buttons: readonly CardButton[];
}

/** Leads somewhere, or says something. */
export type CardButton =
  { readonly kind: 'link'; readonly label: string; readonly href: string } | ({ readonly kind: 'reply' } & QuickReply);

export interface MessageForm {
  readonly title: string | null;
  readonly submitLabel: string | null;
  readonly fields: readonly ChatPrechatField[];
}

type Content = ChatMessage['content'];

const MOST_REPLIES = 12;
const MOST_BUTTONS = 6;
const MOST_FIELDS = 20;
const LONGEST_LABEL = 80;
const LONGEST_ANSWER = 1_000;
const KINDS = ['text', 'email', 'phone', 'number', 'textarea', 'select', 'checkbox'] as const;

export function readQuickReplies(content: Content): QuickReply[] {
  return listOf(content?.['quick_replies'])
    .map(readReply)
    .filter((reply) => reply !== null)
    .slice(0, MOST_REPLIES);
}

export function readCard(content: Content): Card | null {
  if (content === null) return null;
  const title = textOf(content['title']);
  const text = textOf(content['text']);
  const imageUrl = addressOf(content['image_url'], ['https:', 'http:']);
  const buttons = listOf(content['buttons'])
    .map(readButton)
    .filter((button) => button !== null)
    .slice(0, MOST_BUTTONS);
  if (title === null && text === null && imageUrl === null && buttons.length === 0) return null;
  return { title, text, imageUrl, imageAlt: textOf(content['image_alt']) ?? '', buttons };
}

export function readForm(content: Content): MessageForm | null {
  const names = new Set<string>();
  const fields = listOf(content?.['fields'])
    .map(readField)
    .filter((field) => field !== null)
    // A name twice would be one answer for two questions.
    .filter(({ name }) => !names.has(name) && names.add(name))
    .slice(0, MOST_FIELDS);
  if (content === null || fields.length === 0) return null;
  return { title: textOf(content['title']), submitLabel: labelOf(content['submit_label']), fields };
}

function readReply(value: unknown): QuickReply | null {
  const { label: given, text } = Object(value) as Record<string, unknown>;
  const label = labelOf(given);
  return label === null ? null : { label, text: textOf(text) ?? label };
}

function readButton(value: unknown): CardButton | null {
  const { url } = Object(value) as Record<string, unknown>;
  const reply = readReply(value);
  if (reply === null) return null;
  if (url === undefined) return { kind: 'reply', ...reply };
  const href = addressOf(url, ['https:', 'http:', 'mailto:', 'tel:']);
  return href === null ? null : { kind: 'link', label: reply.label, href };
}

function readField(value: unknown): ChatPrechatField | null {
  const given = Object(value) as Record<string, unknown>;
  const name = labelOf(given['name']);
  const kind = KINDS.find((known) => known === (given['kind'] ?? 'text'));
  if (name === null || kind === undefined) return null;
  const options = listOf(given['options'])
    .map(textOf)
    .filter((option) => option !== null);
  if (kind === 'select' && options.length === 0) return null;
  return {
    name,
    label: labelOf(given['label']) ?? name,
    labels: {},
    kind,
    isRequired: given['required'] === true,
    placeholder: labelOf(given['placeholder']),
    maxCharacters: LONGEST_ANSWER,
    pattern: null,
    options: kind === 'select' ? options : null,
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function labelOf(value: unknown): string | null {
  return textOf(value)?.slice(0, LONGEST_LABEL) ?? null;
}

/** Absolute, and of one of these schemes: `javascript:` and its like never become links. */
function addressOf(value: unknown, schemes: readonly string[]): string | null {
  const text = textOf(value);
  if (text === null) return null;
  try {
    const { protocol, href } = new URL(text);
    return schemes.includes(protocol) ? href : null;
  } catch {
    // Not an address.
    return null;
  }
}
