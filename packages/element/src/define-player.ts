/** Listening to sound: a chunk of its own, for conversations with voice messages. */
import { PlayerElement } from './components/player/player.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-player': PlayerElement;
  }
}

register('support-chat-player', PlayerElement);
