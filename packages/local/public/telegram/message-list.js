import { h, icon, reconcile } from './dom.js';
import { avatar } from './figures.js';
import { dayOf, isSameDay, timeOf } from './format.js';
import { renderMedia } from './message-media.js';
import { renderText } from './message-text.js';
import { openReactionPicker } from './reaction-picker.js';
import { renderService } from './service-message.js';

const QUICK_REACTIONS = ['👍', '👀', '👌', '🔥', '💔'];
/** Messages of one person this close together form a group. */
const GROUP_SECONDS = 5 * 60;

/**
 * @typedef {{ reply: (view: object) => void, edit: (view: object) => void, remove: (view: object) => void, react: (view: object, emoji: string | null) => void, tap: (view: object, button: object) => void, reactions: () => readonly string[] }} MessageActions
 */

/**
 * @param {HTMLElement} container
 * @param {{ messages: object[], personaId: number, now: number, actions: MessageActions }} view
 */
export function renderMessages(container, { messages, personaId, now, actions }) {
  const wasAtEnd = isAtEnd(container);
  const known = new Set([...container.children].map((node) => node.dataset.key));
  const isFresh = known.size === 0;
  const rows = rowsOf(messages, personaId);
  reconcile(container, rows, {
    key: (row) => row.key,
    signature: (row) => (row.day ? String(dayOf(row.day, now)) : JSON.stringify([row, personaId])),
    render: (row) => {
      if (row.day) return h('li', { class: 'day' }, dayOf(row.day, now));
      if (row.view.isService) return renderService(row.view);
      return renderMessage(row, personaId, !isFresh && !known.has(row.key), actions);
    },
  });
  const focusable = [...container.querySelectorAll('.message')];
  const active = focusable.find((node) => node === document.activeElement) ?? focusable.at(-1);
  for (const node of focusable) node.tabIndex = node === active ? 0 : -1;
  if (wasAtEnd || isFresh) container.scrollTop = container.scrollHeight;
}

const isAtEnd = (container) => container.scrollHeight - container.scrollTop - container.clientHeight < 80;

/** Whoever reads the newest message keeps reading it when the composer grows or the window shrinks. */
export function keepEndInView(container) {
  let wasAtEnd = true;
  container.addEventListener('scroll', () => (wasAtEnd = isAtEnd(container)), { passive: true });
  new ResizeObserver(() => {
    if (wasAtEnd) container.scrollTop = container.scrollHeight;
  }).observe(container);
}

/** Arrow keys walk through the messages. */
export function enableArrowKeys(container) {
  container.addEventListener('keydown', (event) => {
    const message = event.target.closest?.('.message');
    if (!message || event.target !== message || !['ArrowUp', 'ArrowDown', 'Home', 'End'].includes(event.key)) return;
    const all = [...container.querySelectorAll('.message')];
    const at = all.indexOf(message);
    const next = { ArrowUp: all[at - 1], ArrowDown: all[at + 1], Home: all[0], End: all.at(-1) }[event.key];
    if (!next) return;
    event.preventDefault();
    message.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  });
}

function rowsOf(messages, personaId) {
  const rows = [];
  messages.forEach((view, index) => {
    const previous = messages[index - 1];
    const next = messages[index + 1];
    const { date, message_id: id } = view.message;
    if (!previous || !isSameDay(previous.message.date * 1000, date * 1000))
      rows.push({ key: `day:${date}`, day: date });
    rows.push({
      key: view.message.ephemeral_message_id ? `only:${view.message.ephemeral_message_id}` : `message:${id}`,
      view,
      isFirst: !follows(view, previous),
      isLast: !follows(next, view),
      isOwn: view.senderId === personaId,
    });
  });
  return rows;
}

function follows(view, previous) {
  if (!view || !previous || view.isService || previous.isService) return false;
  const { message } = view;
  const isSameVoice = message.sender_chat?.id === previous.message.sender_chat?.id;
  return view.senderId === previous.senderId && isSameVoice && message.date - previous.message.date < GROUP_SECONDS;
}

function renderMessage({ view, isFirst, isLast, isOwn }, personaId, isNew, actions) {
  const { message, senderName, isFromBot } = view;
  const properties = {
    class: 'message',
    'data-testid': 'message',
    'data-message-id': message.message_id,
    'data-own': isOwn,
    'data-first': isFirst,
    'data-last': isLast,
    'data-pinned': view.isPinned,
    'data-new': isNew,
    'data-sticker': Boolean(message.sticker),
    'data-ephemeral': Boolean(message.ephemeral_message_id),
    onkeydown: (event) => runKey(event, view, isOwn, actions),
  };
  return h(
    'li',
    properties,
    isFirst && !isOwn ? renderSender(view) : undefined,
    isOwn ? undefined : isLast ? avatar(view.senderId, senderName, { isBot: isFromBot }) : undefined,
    h(
      'div',
      { class: 'message-body' },
      h(
        'div',
        { class: 'bubble' },
        renderOrigin(message),
        renderQuote(message),
        ...renderMedia(message),
        renderWords(message),
        renderBelow(view),
      ),
      renderKeyboard(view, actions),
      renderReactions(view, personaId, actions),
    ),
    message.ephemeral_message_id ? undefined : renderTools(view, isOwn, actions),
  );
}

function renderSender({ message, senderName }) {
  const group = message.sender_chat
    ? `${message.sender_chat.title} · ${message.author_signature ?? 'anonymous'}`
    : undefined;
  return h('div', { class: 'sender' }, h('b', {}, group ?? senderName));
}

function renderOrigin({ forward_origin: origin }) {
  if (!origin) return undefined;
  const from = origin.sender_user?.first_name ?? origin.sender_chat?.title ?? origin.chat?.title;
  return h('span', { class: 'origin' }, `Forwarded from ${from}`);
}

function renderQuote(message) {
  const replied = message.reply_to_message;
  if (!replied || replied.forum_topic_created) return undefined;
  const words = message.quote?.text ?? replied.text ?? replied.caption ?? kindOf(replied);
  return h('span', { class: 'quote' }, h('b', {}, replied.from.first_name), h('span', {}, words));
}

function renderWords({ text, entities, caption, caption_entities: captionEntities }) {
  const words = text ?? caption;
  return words
    ? h('p', { class: 'words', dir: 'auto' }, ...renderText(words, text === undefined ? captionEntities : entities))
    : undefined;
}

/** A message without words, in one. */
export function kindOf(message) {
  const names = {
    photo: 'Photo',
    sticker: 'Sticker',
    voice: 'Voice message',
    audio: 'Audio',
    location: 'Location',
    contact: 'Contact',
  };
  return Object.entries(names).find(([field]) => message[field])?.[1] ?? 'File';
}

function renderBelow({ message, isPinned, isSilent }) {
  const notes = [
    message.receiver_user && `Only ${message.receiver_user.first_name} sees this`,
    isPinned && 'Pinned',
    isSilent && 'Silent',
    message.edit_date && 'Edited',
  ].filter(Boolean);
  return h('div', { class: 'below' }, ...notes.map((note) => h('span', {}, note)), h('time', {}, timeOf(message.date)));
}

function renderKeyboard(view, actions) {
  const rows = view.message.reply_markup?.inline_keyboard;
  if (!rows) return undefined;
  const button = (given) => {
    const onclick = (event) => {
      if (given.callback_data) event.currentTarget.toggleAttribute('data-busy', true);
      actions.tap(view, given);
    };
    const properties = { type: 'button', disabled: Boolean(given.disabled), 'data-style': given.style, onclick };
    return h('button', properties, given.text, given.url ? icon('link', 13) : undefined);
  };
  return h('div', { class: 'keyboard' }, ...rows.map((row) => h('div', { class: 'keyboard-row' }, ...row.map(button))));
}

function renderReactions(view, personaId, actions) {
  if (view.reactions.length === 0) return undefined;
  const byEmoji = Map.groupBy(view.reactions, ({ emoji }) => emoji);
  const chip = ([emoji, reactions]) => {
    const isOwn = reactions.some(({ userId }) => userId === personaId);
    const names = reactions.map(({ name }) => name).join(', ');
    const properties = {
      class: 'reaction',
      type: 'button',
      title: names,
      'aria-label': `${emoji} from ${names}`,
      'aria-pressed': String(isOwn),
      onclick: () => actions.react(view, isOwn ? null : emoji),
    };
    return h('button', properties, emoji, h('span', {}, String(reactions.length)));
  };
  return h('div', { class: 'reactions' }, ...[...byEmoji].map(chip));
}

function renderTools(view, isOwn, actions) {
  const tool = (label, content, run) =>
    h('button', { type: 'button', 'aria-label': label, title: label, onclick: run }, content);
  return h(
    'div',
    { class: 'tools', role: 'toolbar', 'aria-label': 'Message actions' },
    ...QUICK_REACTIONS.map((emoji) => tool(`React ${emoji}`, emoji, () => actions.react(view, emoji))),
    tool('More reactions', icon('smile', 18), (event) =>
      openReactionPicker(event.currentTarget, actions.reactions(), (emoji) => actions.react(view, emoji)),
    ),
    h('span', { class: 'divider' }),
    tool('Reply', icon('reply', 18), () => actions.reply(view)),
    isOwn && tool('Edit', icon('edit', 18), () => actions.edit(view)),
    tool('Delete', icon('bin', 18), () => actions.remove(view)),
  );
}

function runKey(event, view, isOwn, actions) {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  const run = {
    r: () => actions.reply(view),
    e: isOwn && (() => actions.edit(view)),
    Delete: () => actions.remove(view),
  }[event.key];
  if (!run) return;
  event.preventDefault();
  run();
}
