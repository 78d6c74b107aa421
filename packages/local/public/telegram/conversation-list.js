import { h, icon, reconcile } from './dom.js';
import { avatar, generalIcon, topicIcon } from './figures.js';
import { fullName, whenOf } from './format.js';

/**
 * Every conversation there is, grouped as the list shows them. A topic's newest message decides its place; General
 * stays on top.
 */
export function conversationsOf(overview) {
  const groups = overview.groups.map((group) => ({
    key: `group:${group.id}`,
    title: group.title,
    hint: group.isForum ? count(group.topics.length, 'topic') : '',
    entries: [
      {
        ...group.general,
        key: `${group.id}`,
        kind: 'general',
        chatId: group.id,
        group,
        name: group.isForum ? group.general.name : 'Group chat',
      },
      ...[...group.topics]
        .sort((a, b) => Number(a.isClosed) - Number(b.isClosed) || b.lastMessageId - a.lastMessageId)
        .map((topic) => ({
          ...topic,
          key: `${group.id}/${topic.id}`,
          kind: 'topic',
          chatId: group.id,
          threadId: topic.id,
          group,
          topic,
        })),
    ],
  }));
  const empty = { lastMessageId: 0, lastMessageDate: 0, lastSender: '', preview: '' };
  const direct = overview.users
    .filter(({ isBot }) => !isBot)
    .flatMap((user) => {
      const chat = overview.privateChats.find(({ userId }) => userId === user.id) ?? { ...empty, topics: [] };
      const place = { kind: 'direct', chatId: user.id, user };
      const topics = chat.topics.map((topic) => ({
        ...topic,
        ...place,
        key: `${user.id}/${topic.id}`,
        threadId: topic.id,
        topic,
        name: `${user.firstName} · ${topic.name}`,
      }));
      return [{ ...chat, ...place, key: `${user.id}`, name: fullName(user) }, ...topics];
    });
  return [...groups, { key: 'direct', title: `Chats with ${overview.bot.first_name}`, hint: '', entries: direct }];
}

/**
 * @param {HTMLElement} container
 * @param {{ groups: any[], selectedKey: string | undefined, isUnread: (entry: any) => boolean, now: number, onSelect: (entry: any) => void }} view
 */
export function renderConversationList(container, { groups, selectedKey, isUnread, now, onSelect }) {
  const rows = groups.flatMap((group) => [
    { key: group.key, group },
    ...group.entries.map((entry) => ({
      key: entry.key,
      entry,
      isSelected: entry.key === selectedKey,
      isUnread: isUnread(entry),
    })),
  ]);
  reconcile(container, rows, {
    key: (row) => row.key,
    signature: (row) => JSON.stringify(row.group ? [row.group.title, row.group.hint] : signatureOf(row)),
    render: (row) => (row.group ? renderTitle(row.group) : renderEntry(row, now, onSelect)),
  });
}

function signatureOf({ entry, isSelected, isUnread }) {
  const { name, lastMessageId, preview, isClosed, iconEmoji, user } = entry;
  return [name, lastMessageId, preview, isClosed, iconEmoji, user?.botChat, isSelected, isUnread];
}

function renderTitle({ title, hint }) {
  return h('div', { class: 'group-title' }, h('h3', {}, title), h('span', { class: 'meta' }, hint));
}

function renderEntry({ entry, isSelected, isUnread }, now, onSelect) {
  const properties = {
    class: 'entry',
    type: 'button',
    'aria-current': String(isSelected),
    'data-testid': 'conversation',
    'data-kind': entry.kind,
    'data-chat-id': entry.chatId,
    'data-thread-id': entry.threadId,
    'data-unread': isUnread,
    'data-closed': entry.isClosed,
    onclick: () => onSelect(entry),
  };
  return h(
    'button',
    properties,
    figureOf(entry),
    h(
      'span',
      { class: 'entry-words' },
      h('span', { class: 'entry-name' }, entry.name),
      h('span', { class: 'entry-preview' }, previewOf(entry)),
    ),
    h(
      'span',
      { class: 'entry-side' },
      h('span', {}, entry.lastMessageDate ? whenOf(entry.lastMessageDate, now) : ''),
      h('span', { class: 'entry-mark' }, markOf(entry, isUnread)),
    ),
  );
}

function markOf(entry, isUnread) {
  if (isUnread) return h('span', { class: 'unread-dot', role: 'img', 'aria-label': 'Unread' });
  if (!entry.isClosed) return undefined;
  const lock = icon('lock', 14);
  return h('span', { role: 'img', 'aria-label': 'Closed' }, lock);
}

export function figureOf(entry) {
  if (entry.topic) return topicIcon(entry.topic);
  return entry.kind === 'direct' ? avatar(entry.chatId, entry.name) : generalIcon();
}

function previewOf({ preview, lastSender, kind, user }) {
  if (preview) return kind === 'direct' || !lastSender ? preview : `${lastSender.split(' ')[0]}: ${preview}`;
  if (kind !== 'direct') return 'No messages yet';
  return { started: 'No messages yet', blocked: 'Stopped the bot', 'not started': 'Has not started the bot' }[
    user.botChat
  ];
}

function count(number, word) {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
