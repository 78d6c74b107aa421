import { h, icon } from './dom.js';
import { hueOf, initials } from './format.js';

/** A person's or the bot's round picture: initials on a hue of their own. */
export function avatar(id, name, { isBot = false } = {}) {
  return h(
    'span',
    { class: 'avatar', 'data-kind': isBot ? 'bot' : 'person', '--avatar-hue': hueOf(id), 'aria-hidden': 'true' },
    initials(name),
  );
}

/** A topic's icon: its emoji, or its first letter on its colour. */
export function topicIcon(topic) {
  const properties = {
    class: 'topic-icon',
    'aria-hidden': 'true',
    'data-emoji': Boolean(topic.iconEmoji),
    'data-closed': topic.isClosed,
    '--topic-color': `#${topic.iconColor.toString(16).padStart(6, '0')}`,
  };
  return h('span', properties, topic.iconEmoji ?? firstLetter(topic.name));
}

/** “#1021 Robin” is an R: the number is the same kind of thing for every visitor. */
function firstLetter(name) {
  return (/\p{L}/u.exec(name)?.[0] ?? /\p{N}/u.exec(name)?.[0] ?? '#').toUpperCase();
}

export function generalIcon() {
  return h('span', { class: 'topic-icon', 'aria-hidden': 'true' }, icon('hash', 18));
}
