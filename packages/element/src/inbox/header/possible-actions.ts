import type { AgentConversation, AgentIdentity, ConversationPriority } from '@support-chat/sdk/agent';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import type { DeskMenuItem } from '../../desk/menu/menu.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { ConversationAction } from '../inbox-actions.ts';

type SimpleAction = Exclude<ConversationAction['kind'], 'snooze'>;

const PRIORITIES: readonly ConversationPriority[] = ['urgent', 'high', 'normal', 'low'];

/** The likeliest next steps, as buttons; the first of them stands out. */
export function mainActions(
  { status, agent }: Pick<AgentConversation, 'status' | 'agent'>,
  me: AgentIdentity | null,
): SimpleAction[] {
  if (status === 'resolved' || status === 'closed') return ['reopen'];
  if (agent === null) return ['claim'];
  return agent.id === me?.agent.id ? ['resolve'] : ['assign-to-me'];
}

/** Everything else. */
export function moreItems(
  { status, agent, priority }: AgentConversation,
  me: AgentIdentity | null,
  { words }: DeskLanguage<InboxPhrases>,
): DeskMenuItem[] {
  const isOpen = status === 'queued' || status === 'active';
  const isMine = agent !== null && agent.id === me?.agent.id;
  const items: (DeskMenuItem | false)[] = [
    isOpen && { id: 'transfer', label: words.transfer, icon: 'transfer' },
    isOpen && agent === null && { id: 'pass', label: words.pass, icon: 'release' },
    isOpen && isMine && { id: 'pass', label: words.pass, icon: 'release' },
    isOpen && agent !== null && { id: 'unassign', label: words.putBack, icon: 'inbox' },
    isOpen && !isMine && { id: 'resolve', label: words.resolve, icon: 'check' },
    { id: 'details', label: words.editDetails, icon: 'tag' },
    ...PRIORITIES.map((id, index) => ({
      id: `priority-${id}`,
      label: `${words.priority}: ${words.priorities[id]}`,
      icon: 'flag' as const,
      isChecked: id === priority,
      startsGroup: index === 0,
    })),
    status !== 'closed' && { id: 'close', label: words.end, icon: 'archive', startsGroup: true },
  ];
  return items.filter((item) => item !== false);
}
