import { randomUUID } from 'node:crypto';

import type { Acts } from './act.ts';
import type { Action } from './plan.ts';
import { pick, randomToken } from './world.ts';
import type { Browser, World } from './world.ts';

interface MessageAnswer {
  readonly message: { readonly id: string; readonly conversation_id: string; readonly seq: number };
}

/** Several browsers belong to one person, so that signing in merges them. */
const PEOPLE = 2;

export const actAsVisitor: Acts<
  | 'arrive'
  | 'start'
  | 'post'
  | 'repeat'
  | 'edit'
  | 'remove'
  | 'upload'
  | 'read'
  | 'typing'
  | 'refresh'
  | 'replay'
  | 'identify'
  | 'profile'
  | 'consent'
  | 'track'
  | 'rate'
  | 'end'
  | 'poll'
  | 'exportData'
  | 'transcript'
> = {
  arrive: (world, { who }) => world.arrive(pick(world.widgetIds, who) ?? ''),
  start: visit(async (world, browser, { how }) => {
    const answer = await world.call<{ conversation: { id: string } }>('support_start_conversation', {
      ...session(browser),
      p_department_id: how < 30 ? (pick(world.departmentIds, how) ?? null) : null,
    });
    world.meet(answer?.conversation.id);
  }),
  post: visit((world, browser, { how }) => {
    const id = randomUUID();
    browser.messageIds.push(id);
    return post(world, browser, id, {
      ...(how % 4 === 0 && { p_context: { page_url: `https://example.com/${browser.marker}/${how}` } }),
      ...(how < 10 && { p_department_id: pick(world.departmentIds, how) }),
      ...(how > 90 && { p_prechat: { name: browser.marker, email: `${browser.marker}@example.com`, phone: '12' } }),
      ...(how > 50 && how < 60 && { p_reply_to: pick(browser.messageIds, how) }),
    });
  }),
  repeat: visit((world, browser, { what }) => {
    const id = pick(browser.messageIds, what);
    return id === undefined ? undefined : post(world, browser, id);
  }),
  edit: visit((world, browser, { what, how }) =>
    world.call('support_edit_visitor_message', {
      ...session(browser),
      p_message_id: pick(browser.messageIds, what) ?? randomUUID(),
      p_text: `${browser.marker} wrote ${how}`,
    }),
  ),
  remove: visit((world, browser, { what }) =>
    world.call('support_delete_visitor_message', {
      ...session(browser),
      p_message_id: pick(browser.messageIds, what) ?? randomUUID(),
    }),
  ),
  upload: visit(async (world, browser, { how }) => {
    const made = await world.call<{ attachment_id: string }>('support_create_attachment', {
      ...session(browser),
      p_name: `${browser.marker}.png`,
      p_media_type: 'image/png',
      p_byte_size: 10,
    });
    if (made === undefined || how < 20) return;
    browser.attachmentIds.push(made.attachment_id);
    await world.call('support_settle_attachment', {
      p_attachment_id: made.attachment_id,
      p_outcome: how < 30 ? 'refused' : 'stored',
      p_media_type: 'image/png',
      p_byte_size: 10,
    });
    const id = randomUUID();
    browser.messageIds.push(id);
    await post(world, browser, id, { p_attachment_ids: browser.attachmentIds.slice(-1) });
  }),
  read: visit((world, browser, { what, how }) =>
    world.call('support_mark_read', { ...inConversation(world, browser, what), p_seq: how % 10 }),
  ),
  typing: visit((world, browser, { what, how }) =>
    world.call('support_set_typing', { ...inConversation(world, browser, what), p_is_typing: how > 20 }),
  ),
  refresh: visit((world, browser) => refresh(world, browser, browser.tokens.at(-1) ?? '')),
  replay: visit((world, browser, { how }) => refresh(world, browser, pick(browser.tokens, how) ?? '')),
  identify: visit(async (world, browser, { what }) => {
    const person = `${world.organizationId} person ${what % PEOPLE}`;
    const answer = await world.call<{ visitor_id: string }>('support_identify_visitor', {
      ...session(browser),
      p_external_id: person,
      p_traits: { traits: { word: browser.marker } },
    });
    if (answer !== undefined) world.learn(browser, answer.visitor_id);
  }),
  profile: visit((world, browser) =>
    world.call('support_update_visitor', {
      ...session(browser),
      p_profile: { name: browser.marker, email: `${browser.marker}@example.com` },
    }),
  ),
  consent: visit((world, browser, { how }) =>
    world.call('support_set_consent', { ...session(browser), p_decision: how > 30 ? 'granted' : 'denied' }),
  ),
  track: visit((world, browser, { how }) =>
    world.call('support_track_events', {
      ...session(browser),
      p_events: JSON.stringify([{ kind: 'page_view', page_url: `https://example.com/${browser.marker}/${how}` }]),
    }),
  ),
  rate: visit((world, browser, { what, how }) =>
    world.call('support_rate_conversation', {
      ...inConversation(world, browser, what),
      p_rating: 1 + (how % 5),
      p_comment: browser.marker,
    }),
  ),
  end: visit((world, browser, { what }) =>
    world.call('support_end_conversation', inConversation(world, browser, what)),
  ),
  poll: visit(async (world, browser) => {
    const answer = await world.call<{
      conversation: { revision: number } | null;
      messages: readonly { revision: number }[];
    }>('support_poll_changes', { ...session(browser) });
    const late = answer?.messages.find(({ revision }) => revision > (answer.conversation?.revision ?? 0));
    if (late !== undefined) world.surprises.push('support_poll_changes: a message is newer than its conversation.');
  }),
  exportData: visit((world, browser) => world.call('support_export_visitor', session(browser))),
  transcript: visit((world, browser, { what }) =>
    world.call('support_request_transcript', {
      ...inConversation(world, browser, what),
      p_email: `${browser.marker}@example.com`,
    }),
  ),
};

function visit(
  action: (world: World, browser: Browser, details: Action) => Promise<unknown> | undefined,
): (world: World, details: Action) => Promise<unknown> | undefined {
  return (world, details) => {
    const browser = pick(world.browsers, details.who);
    return browser && action(world, browser, details);
  };
}

export function session({ sessionId, visitorId, widgetId }: Browser): Readonly<Record<string, string>> {
  return { p_session_id: sessionId, p_visitor_id: visitorId, p_widget_id: widgetId };
}

function inConversation(world: World, browser: Browser, what: number): Readonly<Record<string, unknown>> {
  return { ...session(browser), p_conversation_id: pick(world.conversationIds, what) ?? randomUUID() };
}

async function post(
  world: World,
  browser: Browser,
  id: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const answer = await world.call<MessageAnswer>('support_post_visitor_message', {
    ...session(browser),
    p_message_id: id,
    p_text: `${browser.marker} says hello`,
    ...more,
  });
  if (answer === undefined) return;
  const { conversation_id: conversationId, seq } = answer.message;
  const before = world.posted.get(id);
  if (before !== undefined && (before.seq !== seq || before.conversationId !== conversationId)) {
    world.surprises.push(`Message ${id} was ${JSON.stringify(before)} and is ${conversationId} ${seq}.`);
  }
  world.posted.set(id, { conversationId, seq });
  world.meet(conversationId);
}

async function refresh(world: World, browser: Browser, token: string): Promise<void> {
  const next = randomToken();
  const askedAt = Date.now();
  const answer = await world.call<{ outcome: string; visitor_id: string }>('support_refresh_session', {
    p_widget_id: browser.widgetId,
    p_refresh_token_hash: token,
    p_new_refresh_token_hash: next,
  });
  if (answer === undefined) return;
  const { outcome } = answer;
  world.refreshes.push({ sessionId: browser.sessionId, outcome, askedAt, answeredAt: Date.now() });
  if (outcome !== 'refreshed') return;
  browser.tokens.push(next);
  world.learn(browser, answer.visitor_id);
}
