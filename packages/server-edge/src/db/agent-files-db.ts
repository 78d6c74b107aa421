/** Files on their way between agents in Telegram and visitors. */
import type { Message } from '../schemas/message.ts';
import type { TelegramMessageRef } from './agent-db.ts';
import type { DatabaseCaller } from './database-caller.ts';
import type { FileRow } from './files-db.ts';
import { namedArguments } from './named-arguments.ts';

export interface NewAgentAttachment {
  readonly agentId: string;
  readonly conversationId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteSize: number;
}

export interface AppendedAgentFiles {
  readonly conversationId: string;
  readonly agentId: string;
  /** A message of this agent that carries files already. */
  readonly messageId: string;
  readonly attachmentIds: readonly string[];
  /** Comes behind what the message says already. */
  readonly text?: string | undefined;
  readonly telegram?: TelegramMessageRef | undefined;
}

export type AppendedFilesResult =
  | { readonly outcome: 'appended' | 'duplicate'; readonly message: Message }
  /** unknown: there is no such message with files. taken_back: and nothing is added to it any more. */
  | { readonly outcome: 'unknown' | 'taken_back' };

export interface AgentFilesDb {
  /** The widget's rules hold for agents, too. */
  createAgentAttachment(attachment: NewAgentAttachment): Promise<FileRow & { readonly max_bytes: number }>;
  /** The later items of an album; ten files at most. */
  appendAgentFiles(files: AppendedAgentFiles): Promise<AppendedFilesResult>;
  /** In their order; none when the message was taken back. */
  listMessageFiles(messageId: string): Promise<readonly FileRow[]>;
}

export function createAgentFilesDb(caller: DatabaseCaller): AgentFilesDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    createAgentAttachment: (attachment) => call('support_create_agent_attachment', attachment),
    appendAgentFiles: (files) => call('support_append_agent_files', files),
    listMessageFiles: (messageId) => call('support_list_message_files', { messageId }),
  };
}
