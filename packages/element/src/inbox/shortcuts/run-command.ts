import type { InboxComposerElement } from '../composer/composer.ts';
import type { InboxHeaderElement } from '../header/header.ts';
import type { InboxActions } from '../inbox-actions.ts';
import type { InboxListElement } from '../list/conversation-list.ts';
import type { Command } from './shortcuts.ts';

/** What keys act on, as far as it is on screen. */
export interface CommandTarget {
  readonly list: InboxListElement | null;
  readonly header: InboxHeaderElement | null;
  readonly composer: InboxComposerElement | null;
  readonly isReading: boolean;
  /** The visitor lies over the conversation: the way back is the way back to it. */
  readonly isVisitorInTheWay: boolean;
  readonly actions: InboxActions;
  readonly onToggleVisitor: () => void;
}

/** False when there is nothing to do, so that the key stays the page's. */
export function runCommand(command: Command, target: CommandTarget): boolean {
  const { list, actions } = target;
  switch (command) {
    case 'next':
    case 'previous':
      list?.step(command === 'next' ? 1 : -1);
      return true;
    case 'search':
      list?.focusSearch();
      return true;
    case 'mine':
    case 'queued':
    case 'all':
      list?.showScope(command);
      return true;
    case 'help':
      actions.openDialog('shortcuts');
      return true;
    default:
      return target.isReading && runInConversation(command, target);
  }
}

function runInConversation(
  command: Command,
  { header, composer, isVisitorInTheWay, actions, onToggleVisitor }: CommandTarget,
): boolean {
  switch (command) {
    case 'reply':
    case 'note':
      composer?.write(command === 'note');
      return true;
    case 'claim':
    case 'resolve':
      actions.perform({ kind: command });
      return true;
    case 'transfer':
      actions.openDialog('transfer');
      return true;
    case 'snooze':
      header?.openSnooze();
      return true;
    case 'visitor':
      onToggleVisitor();
      return true;
    case 'back':
      if (isVisitorInTheWay) onToggleVisitor();
      else actions.open(null);
      return true;
    default:
      return false;
  }
}
