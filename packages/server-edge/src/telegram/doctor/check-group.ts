import { TOPIC_RIGHTS } from '../group-rights.ts';
import { READ_MARKS } from '../read-mark.ts';
import { checkNamed, type Check } from '../../checks/check.ts';
import { BotApiError, type BotApi } from './bot-api.ts';

export interface SupportGroup {
  readonly chatId: number;
  readonly mode: 'topics' | 'claims';
}

/** What `getMe` says. */
export interface BotUser {
  readonly id: number;
  readonly username?: string;
  readonly can_read_all_group_messages?: boolean;
  /** Whether people's chats with the bot have topics. */
  readonly has_topics_enabled?: boolean;
}

export const NAME_A_GROUP =
  'Say which group: --chat -100…, or connect one: npx support-chat telegram invite makes a link for that. The id of a group is in its link in Telegram Web, with -100 in front.';

interface GroupChat {
  readonly type: string;
  readonly title?: string;
  readonly is_forum?: boolean;
  /** Left out when every reaction is allowed. */
  readonly available_reactions?: readonly { readonly type: string; readonly emoji?: string }[];
}

type Rights = Readonly<Record<string, unknown>> & { readonly status: string };

export async function checkGroup(api: BotApi, bot: BotUser, { chatId, mode }: SupportGroup): Promise<readonly Check[]> {
  const group = checkNamed('telegram.group', `Group ${String(chatId)}`);
  const rights = checkNamed('telegram.rights', `Rights in ${String(chatId)}`);
  let chat: GroupChat;
  let member: Rights;
  try {
    chat = (await api.call('getChat', { chat_id: chatId })) as GroupChat;
    member = (await api.call('getChatMember', { chat_id: chatId, user_id: bot.id })) as Rights;
  } catch (error) {
    if (!(error instanceof BotApiError)) throw error;
    return [group.failed(`the bot does not see it: ${error.message}`, inviteFix(bot))];
  }
  return [groupCheck(), rightsCheck(), reactionsCheck()];

  function groupCheck(): Check {
    const title = chat.title ?? chat.type;
    if (chat.type === 'private') return group.failed('this is a person, not a group', NAME_A_GROUP);
    if (mode === 'topics' && chat.is_forum !== true) {
      return group.failed(
        `"${title}" has no topics`,
        'Switch them on in the settings of the group (Topics), which no bot can do, or use claims. The id of the group changes when it becomes a supergroup; connect it again then.',
      );
    }
    return group.ok(`"${title}", ${mode}`);
  }

  function rightsCheck(): Check {
    if (member.status === 'administrator' || member.status === 'creator') {
      const missing =
        mode === 'topics' && member.status === 'administrator'
          ? TOPIC_RIGHTS.filter(([right]) => member[right] !== true)
          : [];
      if (missing.length === 0) return rights.ok('the bot is an administrator with all it needs');
      const list = missing.map(([, purpose]) => purpose).join('; ');
      return rights.failed(`the bot may not ${list}`, 'Give it these rights: group → Administrators → the bot.');
    }
    if (mode === 'claims' && member.status === 'member' && bot.can_read_all_group_messages === true) {
      return rights.warning(
        'the bot is a member and reads everything (privacy mode is off), but hears of nobody who leaves',
        'Make it an administrator: then who leaves the group loses their visitors at once, not with their next line.',
      );
    }
    return rights.failed(
      `the bot is no administrator (${member.status})${bot.can_read_all_group_messages === true ? '' : ', and its privacy mode keeps it from reading answers'}`,
      'Make it one: an administrator reads every message, whatever the privacy mode.',
    );
  }

  /** What the visitor has read is shown by a reaction, and taking an answer back takes one. */
  function reactionsCheck(): Check {
    const reactions = checkNamed('telegram.reactions', `Reactions in ${String(chatId)}`);
    const allowed = chat.available_reactions;
    if (allowed === undefined) return reactions.ok('all are allowed');
    const emoji = allowed.flatMap((reaction) => (reaction.type === 'emoji' ? [reaction.emoji ?? ''] : []));
    const canMark = READ_MARKS.some((mark) => emoji.includes(mark));
    const fix = 'Allow all of them: group → Edit → Reactions.';
    if (!canMark) return reactions.warning('none that says "read", so what the visitor has read is not shown', fix);
    return emoji.includes('💔')
      ? reactions.ok(`${String(emoji.length)} are allowed, with those that are needed`)
      : reactions.warning('💔 is not allowed, so an answer is taken back by /del only', fix);
  }
}

function inviteFix({ username }: BotUser): string {
  const link =
    username === undefined
      ? ''
      : ` with this link: https://t.me/${username}?startgroup=support&admin=manage_topics+delete_messages+pin_messages`;
  return `Check the id of the group (negative, mostly beginning with -100), and add the bot${link}`;
}
