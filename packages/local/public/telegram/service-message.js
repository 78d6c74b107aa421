import { h } from './dom.js';
import { timeOf } from './format.js';

/** What happened in a chat, as Telegram's apps put it in the middle. */
export function renderService(view) {
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
  if (message.general_forum_topic_hidden) return `${senderName} hid General`;
  if (message.general_forum_topic_unhidden) return `${senderName} showed General`;
  if (message.migrate_to_chat_id) return 'This group became a supergroup';
  if (message.migrate_from_chat_id) return 'This group became a supergroup';
  return `${senderName} did something this page does not know`;
}
