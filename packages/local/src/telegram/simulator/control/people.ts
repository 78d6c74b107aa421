import type { SimulatorCore } from '../methods/method.ts';
import type { CallbackAnswer, SimMessage } from '../world-state.ts';
import { startBot, stopBot } from './bot-chat.ts';
import { reactAsUser, tapAsUser } from './touching.ts';
import type { React, TapButton, TapResult } from './touching.ts';
import { deleteAsUser, editAsUser, sendAlbumAsUser, sendAsUser } from './writing.ts';
import type { EditAsUser, SendAlbum, SendAsUser } from './writing.ts';

export type { React, TapButton, TapResult } from './touching.ts';
export type { SendAlbum, SendAsUser } from './writing.ts';

/** What people do in their Telegram app. Each throws an `ActionError` for what their app would not let them do. */
export class People {
  readonly #core: SimulatorCore;

  constructor(core: SimulatorCore) {
    this.#core = core;
  }

  send(action: SendAsUser): SimMessage {
    return sendAsUser(this.#core, action);
  }

  /** Several files at once, tied together as an album. */
  sendAlbum(action: SendAlbum): SimMessage[] {
    return sendAlbumAsUser(this.#core, action);
  }

  /** Edits the text, or the caption of a file. The bot gets `edited_message`. */
  edit(action: EditAsUser): SimMessage {
    return editAsUser(this.#core, action);
  }

  /** Deletes for everyone. The bot gets no update [tdlib/telegram-bot-api#286]. */
  delete(action: { userId: number; chatId: number; messageId: number }): void {
    deleteAsUser(this.#core, action);
  }

  /** One reaction, or null for none. */
  react(action: React): void {
    reactAsUser(this.#core, action);
  }

  /** A tap on an inline button. */
  tap(action: TapButton): TapResult {
    return tapAsUser(this.#core, action);
  }

  callbackAnswer(callbackQueryId: string): CallbackAnswer | undefined {
    return this.#core.world.state.callbackQueries[callbackQueryId]?.answer;
  }

  /** Presses Start, or opens `t.me/<bot>?start=<payload>`. */
  startBot(action: { userId: number; payload?: string }): SimMessage {
    return startBot(this.#core, action);
  }

  /** Blocks the bot, which hears of it. */
  stopBot(action: { userId: number }): void {
    stopBot(this.#core, action);
  }
}
