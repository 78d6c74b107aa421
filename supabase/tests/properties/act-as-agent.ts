import { randomUUID } from 'node:crypto';

import type { Acts } from './act.ts';
import type { Action } from './plan.ts';
import { pick } from './world.ts';
import type { World } from './world.ts';

export const actAsAgent: Acts<
  | 'answer'
  | 'note'
  | 'editAnswer'
  | 'removeAnswer'
  | 'claim'
  | 'pass'
  | 'assign'
  | 'unassign'
  | 'transfer'
  | 'resolve'
  | 'close'
  | 'reopen'
  | 'describe'
  | 'heartbeat'
  | 'presence'
  | 'ban'
  | 'unban'
  | 'correct'
> = {
  answer: (world, action) => answer(world, action, false),
  note: (world, action) => answer(world, action, true),
  editAnswer: async (world, action) => {
    const id = await findAnswer(world, action);
    return (
      id &&
      world.call('support_edit_message_by_agent', {
        p_message_id: id,
        p_agent_id: agentOf(world, action),
        p_text: `Edited ${action.how}`,
      })
    );
  },
  removeAnswer: async (world, action) => {
    const id = await findAnswer(world, action);
    return (
      id && world.call('support_delete_message_by_agent', { p_message_id: id, p_agent_id: agentOf(world, action) })
    );
  },
  claim: async (world, action) => {
    const args = { p_conversation_id: conversationOf(world, action), p_agent_id: agentOf(world, action) };
    const answered = await world.call<{ outcome: string }>('support_claim_conversation', args);
    if (answered?.outcome !== 'claimed') return;
    world.claims.push({ conversationId: args.p_conversation_id, agentId: args.p_agent_id });
  },
  pass: (world, action) =>
    world.call('support_pass_conversation', {
      p_conversation_id: conversationOf(world, action),
      p_agent_id: agentOf(world, action),
    }),
  assign: (world, action) =>
    world.call('support_assign_conversation', {
      p_conversation_id: conversationOf(world, action),
      p_agent_id: pick(world.agentIds, action.how),
      p_by_agent_id: agentOf(world, action),
    }),
  unassign: (world, action) =>
    world.call('support_unassign_conversation', {
      p_conversation_id: conversationOf(world, action),
      p_by_agent_id: agentOf(world, action),
    }),
  transfer: (world, action) =>
    world.call('support_transfer_conversation', {
      p_conversation_id: conversationOf(world, action),
      p_by_agent_id: agentOf(world, action),
      ...(action.how % 2 === 0
        ? { p_to_agent_id: pick(world.agentIds, action.how) }
        : { p_to_department_id: pick(world.departmentIds, action.how) }),
      p_note: action.how > 60 ? 'They want another lamp.' : null,
    }),
  resolve: (world, action) =>
    world.call('support_resolve_conversation', {
      p_conversation_id: conversationOf(world, action),
      p_agent_id: agentOf(world, action),
    }),
  close: (world, action) =>
    world.call('support_close_conversation', {
      p_conversation_id: conversationOf(world, action),
      p_agent_id: agentOf(world, action),
    }),
  reopen: (world, action) =>
    world.call('support_reopen_conversation', {
      p_conversation_id: conversationOf(world, action),
      p_agent_id: agentOf(world, action),
    }),
  describe: (world, action) =>
    world.call('support_update_conversation', {
      p_conversation_id: conversationOf(world, action),
      p_agent_id: agentOf(world, action),
      p_change: { priority: action.how > 50 ? 'urgent' : 'low', tags: [`tag${action.how}`] },
    }),
  heartbeat: (world, action) =>
    world.call('support_heartbeat_agent', {
      p_agent_id: agentOf(world, action),
      p_connection_id: `tab ${action.what % 2}`,
      p_status: action.how < 70 ? 'online' : action.how < 85 ? 'away' : 'offline',
    }),
  presence: (world, action) =>
    world.call('support_set_agent_presence', {
      p_agent_id: agentOf(world, action),
      p_presence: action.how < 30 ? 'away' : 'auto',
    }),
  ban: (world, action) =>
    world.call('support_ban_visitor', {
      p_visitor_id: pick(world.browsers, action.what)?.visitorId ?? randomUUID(),
      p_agent_id: agentOf(world, action),
      p_reason: 'Rude',
    }),
  unban: (world, action) =>
    world.call('support_unban_visitor', {
      p_visitor_id: pick(world.browsers, action.what)?.visitorId ?? randomUUID(),
      p_agent_id: agentOf(world, action),
    }),
  correct: (world, action) => {
    const browser = pick(world.browsers, action.what);
    return world.call('support_update_visitor_by_agent', {
      p_agent_id: agentOf(world, action),
      p_visitor_id: browser?.visitorId ?? randomUUID(),
      p_profile: { name: `${browser?.marker} ${action.how}` },
    });
  },
};

export function agentOf(world: World, { who }: Action): string {
  return pick(world.agentIds, who) ?? '';
}

export function conversationOf(world: World, { what }: Action): string {
  return pick(world.conversationIds, what) ?? randomUUID();
}

function answer(world: World, action: Action, isNote: boolean): Promise<unknown> {
  return world.call('support_post_agent_message', {
    p_conversation_id: conversationOf(world, action),
    p_agent_id: agentOf(world, action),
    p_message_id: randomUUID(),
    p_text: 'Let me look.',
    p_internal: isNote,
  });
}

async function findAnswer(world: World, action: Action): Promise<string | undefined> {
  const page = await world.call<{ messages: readonly { id: string; sender: { kind: string } }[] }>(
    'support_list_conversation_messages',
    { p_agent_id: agentOf(world, action), p_conversation_id: conversationOf(world, action) },
  );
  return pick(page?.messages.filter(({ sender }) => sender.kind === 'agent') ?? [], action.how)?.id;
}
