import { checkNamed, type Check } from '../checks/check.ts';
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
}

export const NAME_A_GROUP =
  'Say which group: --chat -100…, or connect one: npx support-chat telegram connect. The id of a group is in its link in Telegram Web, with -100 in front.';

interface GroupChat {
  readonly type: string;
  readonly title?: string;
  readonly is_forum?: boolean;
}

type Rights = Readonly<Record<string, unknown>> & { readonly status: string };

/** Each right with what does not work without it. Claims need none of them. */
const TOPIC_RIGHTS: readonly (readonly [string, string])[] = [
  ['can_manage_topics', 'make and close topics ("Manage topics")'],
  ['can_delete_messages', 'remove the topics of visitors who are to be forgotten ("Delete messages")'],
  ['can_pin_messages', 'pin the card of a visitor ("Pin messages")'],
];

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
  return [groupCheck(), rightsCheck()];

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
      return rights.ok('the bot is a member and reads everything (privacy mode is off)');
    }
    return rights.failed(
      `the bot is no administrator (${member.status})${bot.can_read_all_group_messages === true ? '' : ', and its privacy mode keeps it from reading answers'}`,
      'Make it one: an administrator reads every message, whatever the privacy mode.',
    );
  }
}

function inviteFix({ username }: BotUser): string {
  const link =
    username === undefined
      ? ''
      : ` with this link: https://t.me/${username}?startgroup=support&admin=manage_topics+delete_messages+pin_messages`;
  return `Check the id of the group (negative, mostly beginning with -100), and add the bot${link}`;
}
