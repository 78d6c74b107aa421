import type { SimulatorCore } from '../methods/method.ts';
import { renderChat, renderUser } from '../render.ts';
import type { SimMessage, SimUser } from '../world-state.ts';
import { ActionError } from './action-error.ts';
import { userOf } from './lookups.ts';
import { sendAsUser } from './writing.ts';

/** Presses Start, or opens `t.me/<bot>?start=<payload>`. Someone who blocked the bot unblocks it by this. */
export function startBot(core: SimulatorCore, action: { userId: number; payload?: string }): SimMessage {
  const user = userOf(core.world, action.userId);
  if (user.botChat === 'blocked') announceBlock(core, user, false);
  user.botChat = 'started';
  const text = action.payload ? `/start ${action.payload}` : '/start';
  return sendAsUser(core, { userId: user.id, chatId: user.id, text });
}

/** Blocks the bot, which hears of it. */
export function stopBot(core: SimulatorCore, action: { userId: number }): void {
  const user = userOf(core.world, action.userId);
  if (user.botChat !== 'started') throw new ActionError('Only someone who started the bot can stop it');
  user.botChat = 'blocked';
  announceBlock(core, user, true);
}

function announceBlock({ world, updates }: SimulatorCore, user: SimUser, isBlocked: boolean): void {
  const member = { user: world.botUser(), status: 'member' };
  const kicked = { user: world.botUser(), status: 'kicked', until_date: 0 };
  updates.push(
    'my_chat_member',
    {
      chat: renderChat(world, world.privateChat(user.id)),
      from: renderUser(world, user.id),
      date: world.clock.nowSeconds(),
      old_chat_member: isBlocked ? member : kicked,
      new_chat_member: isBlocked ? kicked : member,
    },
    `my_chat_member:${user.id}`,
  );
  world.changed();
}
