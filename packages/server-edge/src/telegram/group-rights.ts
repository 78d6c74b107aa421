/** Each right of the bot in a group with topics, and what does not work without it. Claims need none of them. */
export const TOPIC_RIGHTS = [
  ['can_manage_topics', 'make and close topics ("Manage topics")'],
  ['can_delete_messages', 'remove the topics of visitors who are to be forgotten ("Delete messages")'],
  ['can_pin_messages', 'pin the card of a visitor ("Pin messages")'],
] as const;
