import type { MailTexts } from './mail-texts.ts';

export const english: MailTexts = {
  locale: 'en',
  direction: 'ltr',
  you: 'You',
  visitor: 'Visitor',
  attachment: (name, size) => `${name} (${size})`,
  timesAreIn: (zone) => `Times are shown for ${zone}.`,
  noReplies: 'Replies to this e-mail do not reach the chat.',
  transcript: {
    subject: (team, number) => `Your conversation with ${team} (#${String(number)})`,
    heading: 'Your conversation',
    intro: (team, day) => `Here is your chat with ${team} of ${day}, for your records.`,
    preheader: (messages) => (messages === 1 ? 'One message' : `${String(messages)} messages`),
    empty: 'Nothing was said in this conversation.',
    footer: (team) =>
      `You receive this e-mail because a copy of this conversation was requested in the chat of ${team}. If that wasn’t you, you can ignore it.`,
  },
  answer: {
    subject: (agent, team) => `${agent} from ${team} answered you`,
    heading: (agent) => `${agent} answered you`,
    intro: (name) =>
      name === null
        ? 'You had left the chat when this answer came in.'
        : `Hi ${name}, you had left the chat when this answer came in.`,
    earlier: (count) => (count === 1 ? 'and one message before' : `and ${String(count)} messages before`),
    button: 'Continue the chat',
    lifetime: (days) =>
      `The button opens your conversation for ${String(days)} days. It works for everybody who has this e-mail, so please don’t forward it.`,
    withoutLink: 'To go on, open the chat on our website again.',
    footer: (team) => `You receive this e-mail because you left your address in the chat of ${team}.`,
  },
  offlineRequest: {
    subject: (visitor, number) => `New request from ${visitor} (#${String(number)})`,
    heading: (visitor) => `${visitor} left you a message`,
    intro: (team) => `Nobody was available in the chat of ${team}, so here is what was asked.`,
    message: 'Message',
    details: {
      name: 'Name',
      email: 'E-mail',
      phone: 'Phone',
      subject: 'Subject',
      category: 'Category',
      department: 'Department',
      page: 'Page',
      language: 'Language',
      country: 'Country',
    },
    howTo: 'How to answer',
    replyByMail: (address) => `Reply to this e-mail to write to ${address} directly.`,
    answerInChat:
      'Or answer in the chat as usual: the answer waits on the website, and goes out by e-mail if they have left their address.',
    noAddress: 'They left no e-mail address, so answer in the chat: they will see it when they come back.',
    button: 'Open in Telegram',
    yes: 'Yes',
    no: 'No',
    footer: (number) => `Conversation #${String(number)}. What is written in the next hour comes in one more e-mail.`,
  },
  invitation: {
    subject: (organization) => `Join the support team of ${organization}`,
    heading: (organization) => `Join ${organization}`,
    intro: (inviter, organization, role) =>
      inviter === null
        ? `You are invited to the support team of ${organization} as ${role}.`
        : `${inviter} invites you to the support team of ${organization} as ${role}.`,
    roles: { owner: 'an owner', admin: 'an admin', agent: 'an agent' },
    button: 'Accept the invitation',
    footer: 'The link is meant for you alone. If you don’t know what this is about, you can ignore this e-mail.',
  },
};
