import { plurals, type CorePhrases } from '../translation.ts';

const plural = plurals('en');
const waiting = (count: number): string =>
  count === 0 ? 'Messages will be sent when' : `${plural(count, '1 message', `${count} messages`)} will be sent when`;

const en: CorePhrases = {
  code: 'en',
  direction: 'ltr',
  openChat: 'Open chat',
  closeChat: 'Close chat',
  unread: (count) => plural(count, '1 unread message', `${count} unread messages`),
  back: 'Back',
  greeting: 'Hi there 👋\nHow can we help?',
  greetingBack: (name) => `Hi ${name} 👋\nHow can we help?`,
  greetingAway: "We're away right now. Leave a message and we'll answer when we're back.",
  usuallyAnswers: (duration) => `We usually answer in about ${duration}.`,
  team: 'Support',
  startTitle: 'Start a conversation',
  startAwayTitle: 'Leave us a message',
  teamIsHere: (names, count) => plural(count, `${names} is here.`, `${names} are here.`),
  teamIsAway: 'You can close this page; the answer will wait for you here.',
  sendUsAMessage: 'Send us a message',
  continueConversation: 'Continue the conversation',
  conversations: 'Your conversations',
  you: (text) => `You: ${text}`,
  online: 'Online',
  onlineAnswers: (duration) => `Online · answers in about ${duration}`,
  away: "Away · we'll answer later",
  emptyConversation: 'Ask us anything. Your messages stay here, so you can come back to them.',
  askUs: 'Ask us anything.',
  ended: 'This conversation has ended. Write again whenever you need us.',
  tryAgain: 'Try again',
  backAt: (day, time) => `We're back ${day} at ${time}.`,
  more: 'More',
  actionFailed: 'That did not work. Try again in a moment.',
  keepsNothing: 'Nothing is kept on your device. When you leave this page, this conversation is gone here.',
  offline: (count) => `You're offline. ${waiting(count)} you're back.`,
  unreachable: (count) => `We can't reach the chat right now. ${waiting(count)} it's back.`,
  reconnecting: 'Reconnecting…',
  storageRefused: 'Your browser keeps nothing for this page. When you leave it, this conversation is gone here.',
  loading: 'Loading',
  loadFailedTitle: 'The chat did not load',
  loadFailed: 'Check your connection, then try again.',
  unavailable: 'The chat is not available on this page right now.',
  failures: {
    rate_limited: 'That was a lot at once. Wait a moment.',
    message_too_long: 'The message is too long.',
    edit_window_over: 'It is too late to change this message.',
    visitor_banned: 'You cannot write to this team.',
    resume_link_invalid: 'This link does not work any more. Write to us here.',
    widget_disabled: 'The chat is closed right now.',
  },
};

export default en;
