import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import type { Acts } from './act.ts';
import type { World } from './world.ts';

interface Delivery {
  readonly id: string;
  readonly lane: string;
  readonly kind: string;
  readonly attempts: number;
  readonly chat_id: number | null;
  readonly context: {
    readonly visitor?: { readonly id: string };
    readonly widget_id?: string;
    readonly group_chat_id?: number;
    readonly topic?: { readonly thread_id: number } | null;
  };
}

/** The least that lets a crashed worker's delivery be taken again within a run. */
const LEASE_SECONDS = 1;

export const actAsWorker: Acts<'lease' | 'storage' | 'inbox' | 'tick'> = {
  lease: async (world, action) => {
    const askedAt = Date.now();
    const deliveries = await world.call<readonly Delivery[]>('support_lease_outbox', {
      p_limit: 1 + (action.what % 4),
      p_lease_seconds: LEASE_SECONDS,
      p_channel: action.how % 10 === 0 ? 'email' : 'telegram',
      p_sends_per_minute: 0,
    });
    const gotAt = Date.now();
    const leases = (deliveries ?? []).map((delivery) => {
      const lease = {
        id: delivery.id,
        lane: delivery.lane,
        askedAt,
        gotAt,
        leaseMs: LEASE_SECONDS * 1000,
        releasedAt: undefined,
        settledAt: undefined,
      };
      world.leases.push(lease);
      return { delivery, lease: lease as (typeof world.leases)[number] };
    });
    for (const [place, { delivery, lease }] of leases.entries()) {
      const how = (action.how + place * 17) % 100;
      if (how < 10) continue; // the worker crashes
      // One in a hundred is slower than its lease, and says how it went when somebody else may have the delivery.
      await wait(how === 10 ? LEASE_SECONDS * 1000 + 50 : how % 5);
      const sent = await send(world, delivery, how);
      lease.releasedAt = Date.now();
      await world.call('support_settle_outbox', {
        p_id: delivery.id,
        p_outcome: how < 70 ? 'sent' : how < 85 ? 'retry' : how < 90 ? 'wait' : how < 93 ? 'paused' : 'dead',
        p_retry_seconds: how >= 70 && how < 90 ? 0.02 : null,
        p_error: how < 70 ? null : 'no',
        p_sent: JSON.stringify(how < 70 ? sent : []),
        p_attempts: delivery.attempts,
      });
      lease.settledAt = Date.now();
    }
  },
  storage: async (world, { how }) => {
    const paths = await world.call<readonly { readonly path: string }[]>('support_lease_storage_deletions', {});
    for (const { path } of Array.isArray(paths) ? paths : []) {
      await world.call('support_settle_storage_deletion', { p_path: path, p_outcome: how < 70 ? 'deleted' : 'retry' });
    }
  },
  inbox: async (world, action) => {
    const botId = -(world.chatIds[0] ?? 0);
    await world.call('support_store_telegram_update', {
      p_bot_id: botId,
      p_update_id: action.how,
      p_lane: `chat ${action.what % 2}`,
      p_update: { update_id: action.how },
    });
    const updates = await world.call<readonly { readonly update_id: number }[]>('support_lease_telegram_updates', {
      p_bot_id: botId,
      p_limit: 3,
    });
    for (const { update_id: updateId } of updates ?? []) {
      await world.call('support_settle_telegram_update', {
        p_bot_id: botId,
        p_update_id: updateId,
        p_outcome: action.how < 80 ? 'done' : 'retry',
        p_retry_seconds: 0.02,
      });
    }
  },
  tick: async (world) => {
    const answer = await world.call<{ failures?: readonly unknown[] }>('support_run_tick', {});
    if (answer?.failures !== undefined && answer.failures.length > 0) {
      world.surprises.push(`support_run_tick: ${JSON.stringify(answer.failures)}`);
    }
  },
};

/** What Telegram makes of it: a topic if there is none, and a message with an id that nobody else has. */
async function send(world: World, delivery: Delivery, how: number): Promise<readonly unknown[]> {
  const { visitor, widget_id: widgetId, group_chat_id: groupChatId, topic } = delivery.context;
  if (delivery.kind !== 'visitor_message' || visitor === undefined || delivery.chat_id === null) return [];
  const threadId = topic?.thread_id ?? randomInt(1, 1e9);
  if (topic === null && groupChatId === delivery.chat_id) {
    await world.call('support_record_telegram_topic', {
      p_visitor_id: visitor.id,
      p_widget_id: widgetId,
      p_chat_id: delivery.chat_id,
      p_thread_id: threadId,
      p_name: 'Topic',
    });
  }
  const message = {
    chat_id: delivery.chat_id,
    message_id: randomInt(1, 1e12),
    thread_id: threadId,
    role: 'message',
    part: 1,
  };
  if (how % 7 === 0) await world.call('support_record_outbox_part', { p_id: delivery.id, p_sent: message });
  return [message];
}

/** Everybody of the team, in the order of `agentIds`, is at work. */
export async function beginWork(world: World): Promise<void> {
  for (const agentId of world.agentIds.slice(1)) {
    await world.call('support_heartbeat_agent', { p_agent_id: agentId, p_connection_id: 'desk', p_ttl_seconds: 600 });
  }
}
