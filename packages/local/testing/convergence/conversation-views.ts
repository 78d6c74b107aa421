/** One conversation, as the database, the visitor's client, the agent's client and the topic in Telegram have it. */
import type { SupportChat } from '@support-chat/sdk';
import type { AgentClient } from '@support-chat/sdk/agent';
import type { LocalStack } from '../../src/local-stack.ts';

/** How everything begins that somebody writes in Telegram; what is there already is not brought there. */
export const FROM_TELEGRAM = 'telegram';

export interface Line {
  readonly id: string;
  readonly seq: number | null;
  readonly text: string;
  readonly isDeleted: boolean;
  readonly isEdited: boolean;
}

export interface ConversationView {
  readonly id: string;
  readonly status: string;
  readonly holder: string | null;
  readonly readSeq: number;
  readonly lines: readonly Line[];
}

export interface Truth extends ConversationView {
  /** The same without notes, which visitors never see. */
  readonly publicLines: readonly Line[];
  /** Of what a bot brings to Telegram: the words of visitors and of agents on the web. Notes stay on the web. */
  readonly brought: readonly string[];
  /** Whether something is still on its way to or from Telegram. */
  readonly isBusy: boolean;
}

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly seq: number;
  readonly body: string;
  readonly sender_kind: string;
  readonly is_internal: boolean;
  readonly is_deleted: boolean;
  readonly is_edited: boolean;
}

export async function readTruth({ database }: LocalStack, visitorId: string): Promise<Truth> {
  const [conversation] = await database.query<{
    id: string;
    status: string;
    holder: string | null;
    read_seq: number;
    busy: number;
  }>(
    `select conversation.id, conversation.status, agent.name as holder, conversation.visitor_read_seq::int as read_seq, (
       (select count(*) from support.outbox where state = 'pending')
       + (select count(*) from support.telegram_updates where state = 'pending'))::int as busy
     from support.conversations as conversation left join support.agents as agent on agent.id = conversation.agent_id
     where conversation.visitor_id = $1 order by conversation.number desc limit 1`,
    [visitorId],
  );
  if (conversation === undefined) throw new Error('The visitor has no conversation.');
  const rows = await database.query<Row>(
    `select id, seq::int as seq, body, sender_kind, is_internal, deleted_at is not null as is_deleted,
       edited_at is not null as is_edited
     from support.messages where conversation_id = $1 order by seq`,
    [conversation.id],
  );
  const lines = rows.map(lineOf);
  return {
    id: conversation.id,
    status: conversation.status,
    holder: conversation.holder,
    readSeq: conversation.read_seq,
    lines,
    publicLines: rows.filter((row) => !row.is_internal).map(lineOf),
    brought: rows
      .filter(
        (row) =>
          row.sender_kind !== 'system' && !row.is_internal && !row.is_deleted && !row.body.startsWith(FROM_TELEGRAM),
      )
      .map(({ body }) => body),
    isBusy: conversation.busy > 0,
  };
}

function lineOf({ id, seq, body, is_deleted, is_edited }: Row): Line {
  return { id, seq, text: is_deleted ? '' : body, isDeleted: is_deleted, isEdited: is_edited && !is_deleted };
}

export function visitorView(chat: SupportChat): ConversationView & { readonly unread: number } {
  const { conversation, messages, unreadCount } = chat.getSnapshot();
  return {
    id: conversation?.id ?? '',
    status: conversation?.status ?? '',
    holder: conversation?.agent?.name ?? null,
    readSeq: 0,
    unread: unreadCount,
    lines: messages.map(toLine),
  };
}

export function agentView(agent: AgentClient): ConversationView {
  const { thread } = agent.getSnapshot();
  const conversation = thread?.details?.conversation;
  return {
    id: thread?.conversationId ?? '',
    status: conversation?.status ?? '',
    holder: conversation?.agent?.name ?? null,
    readSeq: thread?.visitorReadSeq ?? 0,
    lines: (thread?.messages ?? []).map(toLine),
  };
}

interface ShownMessage {
  readonly id: string;
  readonly seq: number | null;
  readonly text: string;
  readonly deletedAt: number | null;
  readonly editedAt: number | null;
}

function toLine({ id, seq, text, deletedAt, editedAt }: ShownMessage): Line {
  const isDeleted = deletedAt !== null;
  return { id, seq, text: isDeleted ? '' : text, isDeleted, isEdited: editedAt !== null && !isDeleted };
}

/** Everything in the visitor's topic, from top to bottom. */
export async function telegramText({ database, telegram }: LocalStack, visitorId: string): Promise<string> {
  if (telegram.kind !== 'simulator') throw new Error('This needs the simulator.');
  const [topic] = await database.query<{ chat_id: string; thread_id: string }>(
    'select chat_id::text, thread_id::text from support.telegram_topics where visitor_id = $1',
    [visitorId],
  );
  if (topic === undefined) return '';
  const where = { chatId: Number(topic.chat_id), threadId: Number(topic.thread_id) };
  return telegram.simulator.control
    .messages(where)
    .map(({ message }) => message.text ?? message.caption ?? '')
    .join('\n');
}
