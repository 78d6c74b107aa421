import { fileUrl } from './control-api.js';
import { h, icon, reconcile } from './dom.js';
import { avatar } from './figures.js';
import { dayOf, isSameDay, sizeOf, timeOf } from './format.js';
import { renderText } from './message-text.js';

const QUICK_REACTIONS = ['👍', '👀', '👌', '🔥', '💔'];
/** Messages of one person this close together form a group. */
const GROUP_SECONDS = 5 * 60;

/**
 * @typedef {{ reply: (view: any) => void, edit: (view: any) => void, remove: (view: any) => void, react: (view: any, emoji: string | null) => void, tap: (view: any, button: any) => void }} MessageActions
 */

/**
 * @param {HTMLElement} container
 * @param {{ messages: any[], personaId: number, now: number, actions: MessageActions }} view
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
      key: `message:${id}`,
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
  return view.senderId === previous.senderId && message.date - previous.message.date < GROUP_SECONDS;
}

function renderService(view) {
  return h(
    'li',
    { class: 'service', 'data-testid': 'service-message' },
    sayService(view),
    h('time', {}, timeOf(view.message.date)),
  );
}

function sayService({ message, senderName }) {
  const {
    forum_topic_created: created,
    forum_topic_edited: edited,
    new_chat_members: joined,
    left_chat_member: left,
  } = message;
  if (created) return `${senderName} created the topic “${created.name}”`;
  if (edited) {
    const name = edited.name ? ` renamed the topic to “${edited.name}”` : '';
    return `${senderName}${name || ' changed the topic’s icon'}`;
  }
  if (message.forum_topic_closed) return `${senderName} closed the topic`;
  if (message.forum_topic_reopened) return `${senderName} reopened the topic`;
  if (message.pinned_message) return `${senderName} pinned a message`;
  if (joined) return `${joined.map(({ first_name: name }) => name).join(', ')} joined the group`;
  if (left) return `${left.first_name} left the group`;
  if (message.migrate_from_chat_id) return 'This group became a supergroup';
  return `${senderName} did something this page does not know`;
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
        renderQuote(message),
        ...renderMedia(message),
        renderWords(message),
        renderBelow(view),
      ),
      renderKeyboard(view, actions),
      renderReactions(view, personaId, actions),
    ),
    renderTools(view, isOwn, actions),
  );
}

function renderSender({ message, senderName }) {
  const group = message.sender_chat
    ? `${message.sender_chat.title} · ${message.author_signature ?? 'anonymous'}`
    : undefined;
  return h('div', { class: 'sender' }, h('b', {}, group ?? senderName));
}

function renderQuote(message) {
  const replied = message.reply_to_message;
  if (!replied || replied.forum_topic_created) return undefined;
  const words = message.quote?.text ?? replied.text ?? replied.caption ?? 'File';
  return h('span', { class: 'quote' }, h('b', {}, replied.from.first_name), h('span', {}, words));
}

function renderMedia(message) {
  const photo = message.photo?.at(-1);
  if (photo)
    return [
      h('img', { class: 'picture', src: fileUrl(photo.file_id), alt: message.caption ?? 'Photo', loading: 'lazy' }),
    ];
  const file = message.document ?? message.voice ?? message.audio ?? message.video ?? message.video_note;
  if (!file) return [];
  const name = file.file_name ?? (message.voice ? 'Voice message' : 'Video');
  return [
    h(
      'a',
      { class: 'file', href: fileUrl(file.file_id), download: name },
      h('span', { class: 'file-icon' }, icon('document')),
      h('span', {}, h('b', {}, name), h('small', {}, sizeOf(file.file_size))),
    ),
  ];
}

function renderWords({ text, entities, caption, caption_entities: captionEntities }) {
  const words = text ?? caption;
  return words
    ? h('p', { class: 'words', dir: 'auto' }, ...renderText(words, text === undefined ? captionEntities : entities))
    : undefined;
}

function renderBelow({ message, isPinned, isSilent }) {
  const notes = [isPinned && 'Pinned', isSilent && 'Silent', message.edit_date && 'Edited'].filter(Boolean);
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
