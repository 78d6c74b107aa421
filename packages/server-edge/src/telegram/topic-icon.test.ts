import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { TeamView } from '../db/team-db.ts';
import {
  context,
  conversation,
  createFakeBridge,
  FORUM,
  mikaAgent,
  type FakeBridge,
} from '../../testing/telegram/fake-bridge.ts';
import { refusal } from '../../testing/telegram/scripted-api.ts';
import type { BridgeDeps, Conversation } from './bridge-deps.ts';
import { findTopicIcon, showTopicIcon } from './topic-icon.ts';

const ICONS = ['❗', '💬', '📆', '✅', '🏴‍☠️'].map((emoji, index) => ({ id: `icon-${String(index)}`, emoji }));
const claimed = conversation({ status: 'active', agent: mikaAgent });

let bridge: FakeBridge;
let deps: BridgeDeps;
beforeEach(() => {
  bridge = createFakeBridge();
  bridge.api.icons = ICONS;
  // Icons are remembered for each bot.
  deps = { ...bridge.deps, bot: { ...bridge.deps.bot } };
});

const view = (fields: Partial<TeamView> & { snoozed_until?: string; icon?: string } = {}): TeamView => ({
  conversation: { ...claimed, snoozed_until: fields.snoozed_until ?? null },
  visitor: {
    ...context().visitor,
    phone: null,
    locale: null,
    traits: {},
    context: {},
    banned_until: null,
    ban_reason: null,
  },
  prechat: {},
  widget_name: 'Shop',
  agent_role: null,
  group_chat_id: FORUM,
  topic: { chat_id: FORUM, thread_id: 50, name: 'Ana', icon: fields.icon ?? null },
  past_conversations: 0,
  last_conversations: [],
  is_banned: fields.is_banned ?? false,
});
const iconOf = (about: Conversation, seen: TeamView | null = view()) => findTopicIcon(deps, about, seen);

describe('the icon of a topic', () => {
  it('says how things stand, with or without the selector behind the emoji', async () => {
    assert.equal(await iconOf(conversation()), 'icon-0');
    assert.equal(await iconOf(claimed), 'icon-1');
    assert.equal(await iconOf(claimed, view({ snoozed_until: '2026-11-21T11:00:00Z' })), 'icon-2');
    assert.equal(await iconOf(claimed, view({ snoozed_until: '2026-11-21T09:00:00Z' })), 'icon-1');
    assert.equal(await iconOf(conversation({ status: 'closed' })), 'icon-3');
    assert.equal(await iconOf(conversation({ status: 'closed' }), view({ is_banned: true })), 'icon-4');
  });

  it('is none where Telegram offers none that fits', async () => {
    bridge.api.icons = [];
    assert.equal(await findTopicIcon(deps, claimed, view()), null);
    await showTopicIcon(deps, claimed, view());
    assert.deepEqual(bridge.api.methods(), []);
  });

  it('is set once, and remembered', async () => {
    await showTopicIcon(deps, claimed, view());
    assert.deepEqual(bridge.db.callsOf('setTopicIcon'), [{ chatId: FORUM, threadId: 50, icon: 'icon-1' }]);
    await showTopicIcon(deps, claimed, view({ icon: 'icon-1' }));
    assert.deepEqual(bridge.api.methods(), ['editForumTopic']);
  });

  it('26: counts as set when the topic has it already', async () => {
    bridge.api.fail('editForumTopic', refusal(400, 'Bad Request: TOPIC_NOT_MODIFIED'));
    await showTopicIcon(deps, claimed, view());
    assert.equal(bridge.db.callsOf('setTopicIcon').length, 1);
  });

  it('24: holds nothing back when the bot may not set it', async () => {
    bridge.api.fail('editForumTopic', refusal(400, 'Bad Request: not enough rights to edit the topic'));
    await showTopicIcon(deps, claimed, view());
    assert.deepEqual(bridge.db.callsOf('setTopicIcon'), []);
    assert.ok(bridge.logger.records.some(({ event }) => event === 'telegram.topic_icon_failed'));
  });

  it('21: waits with the others for flood control', async () => {
    bridge.api.fail('editForumTopic', refusal(429, 'Too Many Requests: retry after 5', { retry_after: 5 }));
    await assert.rejects(showTopicIcon(deps, claimed, view()), /retry after 5/);
  });
});
