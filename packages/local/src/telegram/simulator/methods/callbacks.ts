import { badRequest } from '../bot-api-error.ts';
import { CALLBACK_LIFETIME_SECONDS } from '../updates/update-queue.ts';
import type { CallbackAnswer } from '../world-state.ts';
import type { Method } from './method.ts';

const MAX_ANSWER_LENGTH = 200;

export const callbackMethods: Record<string, Method> = {
  /** A tap is answered once and within 150 seconds; a refused answer leaves it open [DOC][SRC]. */
  answerCallbackQuery({ world, params }) {
    const id = params.text('callback_query_id') ?? '';
    const query = world.state.callbackQueries[id];
    const isOver = !query || query.answer || world.clock.nowSeconds() - query.date > CALLBACK_LIFETIME_SECONDS;
    if (isOver) throw badRequest('query is too old and response timeout expired or query ID is invalid');
    const text = params.text('text') ?? '';
    if (text.length > MAX_ANSWER_LENGTH) throw badRequest('MESSAGE_TOO_LONG');
    const url = params.text('url');
    if (url && !isBotStartLink(url, world.bot.username)) throw badRequest('URL_INVALID');
    const answer: CallbackAnswer = { text, showAlert: params.flag('show_alert'), ...(url && { url }) };
    query.answer = answer;
    world.events.emit({ type: 'callback_answer', userId: query.userId, ...answer });
    world.changed();
    return true;
  },
};

/** [DOC] Besides games, only links that open this bot with a parameter are taken. */
function isBotStartLink(url: string, username: string): boolean {
  return startParameter(url, username) !== undefined;
}

/** The parameter of `t.me/<bot>?start=…`, 1–64 characters of `A-Za-z0-9_-` [FAQ], or undefined for any other link. */
export function startParameter(url: string, username: string): string | undefined {
  const match = /^(?:https?:\/\/)?(?:t\.me|telegram\.me)\/([A-Za-z0-9_]+)\?start=([A-Za-z0-9_-]{1,64})$/.exec(url);
  return match?.[1]?.toLowerCase() === username.toLowerCase() ? match[2] : undefined;
}
