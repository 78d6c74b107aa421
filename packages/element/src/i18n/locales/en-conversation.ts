import { plurals, type ConversationPhrases } from '../translation.ts';

const plural = plurals('en');

/** English for the screen of a conversation, which it comes with. */
const enConversation: ConversationPhrases = {
  messages: 'Messages',
  loadingOlder: 'Loading earlier messages',
  deleted: 'This message was deleted',
  edited: 'Edited',
  hiddenText: 'Hidden text, show it',
  jumpToLatest: 'Jump to the latest message',
  newMessages: (count) => plural(count, '1 new message', `${count} new messages`),
  delivery: {
    queued: 'Waiting to send',
    sending: 'Sending',
    sent: 'Sent',
    delivered: 'Delivered to the team',
    seen: 'Seen',
    failed: 'Not sent',
  },
  discard: 'Discard',
  placeholder: 'Write a message…',
  send: 'Send',
  emoji: 'Insert emoji',
  charactersLeft: (count) => plural(count, '1 character left', `${count} characters left`),
  charactersTooMany: (count) => plural(count, '1 character too many', `${count} characters too many`),
};

export default enConversation;
