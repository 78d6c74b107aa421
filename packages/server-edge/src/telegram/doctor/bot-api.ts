/**
 * The few Bot API methods with which a bot is examined and set up. The token is part of every address, so no failure carries an address along,
 * nor what a runtime says about one.
 */
export interface BotApi {
  /** Answers `result`. Throws a {@link BotApiError}. */
  call(method: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** `code` is Telegram's, an HTTP status; 0 when there was no readable answer. */
export class BotApiError extends Error {
  override readonly name = 'BotApiError';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const TIMEOUT_MS = 15_000;

interface BotApiAnswer {
  readonly ok?: boolean;
  readonly result?: unknown;
  readonly error_code?: number;
  readonly description?: string;
}

export function createBotApi(
  bot: { readonly token: string; readonly apiRoot: string },
  world: { readonly fetch: typeof fetch },
): BotApi {
  return {
    async call(method, parameters = {}) {
      const answer = await ask(method, parameters);
      if (answer.ok === true) return answer.result;
      throw new BotApiError(answer.error_code ?? 0, answer.description ?? 'no description');
    },
  };

  async function ask(method: string, parameters: Readonly<Record<string, unknown>>): Promise<BotApiAnswer> {
    try {
      const response = await world.fetch(`${bot.apiRoot}/bot${bot.token}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(parameters),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return (await response.json()) as BotApiAnswer;
    } catch (error) {
      throw new BotApiError(0, `no answer (${error instanceof Error ? error.name : 'unknown'})`);
    }
  }
}
