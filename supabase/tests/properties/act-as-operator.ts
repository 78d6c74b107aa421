import { randomUUID } from 'node:crypto';

import type { Acts } from './act.ts';
import { session } from './act-as-visitor.ts';
import { pick, randomToken } from './world.ts';
import type { World } from './world.ts';

export const actAsOperator: Acts<
  | 'rotateKey'
  | 'createWidget'
  | 'deleteWidget'
  | 'invite'
  | 'deactivate'
  | 'activate'
  | 'topicLost'
  | 'resumeChat'
  | 'erase'
> = {
  rotateKey: (world, { what }) =>
    world.call('support_rotate_widget_key', { ...owner(world), p_widget_id: pick(world.widgetIds, what) }),
  createWidget: async (world) => {
    const made = await world.call<{ widget: { id: string } }>('support_create_widget', {
      ...owner(world),
      p_organization_id: world.organizationId,
      p_widget: { name: 'Another' },
    });
    if (made !== undefined) world.madeWidgetIds.push(made.widget.id);
  },
  // Never one of the two with conversations: nobody could act any more.
  deleteWidget: (world, { what }) =>
    world.call('support_delete_widget', {
      ...owner(world),
      p_widget_id: pick(world.madeWidgetIds, what) ?? randomUUID(),
    }),
  invite: async (world, { how }) => {
    const token = randomToken();
    await world.call('support_invite_agent', {
      ...owner(world),
      p_organization_id: world.organizationId,
      p_token_hash: token,
      p_email: `${randomUUID()}@example.com`,
    });
    if (how < 20) return;
    await world.call('support_accept_invitation', { p_token_hash: token, p_user_id: randomUUID(), p_name: 'Kai' });
  },
  deactivate: (world, { who }) =>
    world.call('support_deactivate_agent', { ...owner(world), p_agent_id: colleague(world, who) }),
  activate: (world, { who }) =>
    world.call('support_activate_agent', { ...owner(world), p_agent_id: colleague(world, who) }),
  topicLost: (world, { what, how }) =>
    world.call('support_set_telegram_topic_state', {
      p_chat_id: pick(world.chatIds, what),
      p_thread_id: how,
      p_state: 'lost',
    }),
  resumeChat: (world, { what }) => world.call('support_resume_telegram_chat', { p_chat_id: pick(world.chatIds, what) }),
  erase: (world, { who, how }) => {
    const browser = pick(world.browsers, who);
    if (browser === undefined) return undefined;
    return how < 50
      ? world.call('support_erase_visitor', session(browser))
      : world.call('support_erase_visitor_by_agent', { ...owner(world), p_visitor_id: browser.visitorId });
  },
};

/** The first agent, who stays. */
function owner(world: World): { readonly p_actor: Readonly<Record<string, unknown>> } {
  return { p_actor: { kind: 'agent', agent_id: world.agentIds[0] } };
}

function colleague(world: World, who: number): string {
  return pick(world.agentIds.slice(1), who) ?? '';
}
