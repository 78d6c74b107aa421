import type { InlineKeyboardMarkup } from 'grammy/types';
import type { TeamView } from '../../db/team-db.ts';
import type { BridgeDeps } from '../bridge-deps.ts';
import { formatted, type FormattedText } from '../formatted-text.ts';
import type { DmPlace, TopicPlace } from '../telegram-intent.ts';

/** Somebody who may ask, and what about. */
export interface CommandContext {
  readonly deps: BridgeDeps;
  readonly place: TopicPlace | DmPlace;
  readonly agentId: string;
  readonly view: TeamView;
  readonly isAdmin: boolean;
  /** What stands behind the command, trimmed. */
  readonly argument: string;
}

export interface CommandAnswer {
  readonly text: FormattedText;
  readonly buttons?: InlineKeyboardMarkup;
  /** In a topic the card and the topic itself show what worked, so nothing is said there. */
  readonly isShownInTopic?: true;
}

export function say(text: string): CommandAnswer {
  return { text: formatted(text) };
}

export const ADMINS_ONLY = 'Only admins may do that. Ask one of them.';
