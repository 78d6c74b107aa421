import type { AgentIdentity, AgentTeam, CannedResponse, TeamFigures } from '@support-chat/sdk/agent';
import { now } from './examples.ts';

const member = {
  avatarUrl: null,
  isActive: true,
  skills: [],
  languages: ['en'],
  departmentIds: ['d1'],
  maxConcurrentChats: 6,
  isInTelegram: false,
} as const;

export const team: AgentTeam = {
  agents: [
    { ...member, id: 'mika', name: 'Mika', email: 'mika@harbor-goods.example', role: 'admin' },
    { ...member, id: 'ana', name: 'Ana Lopez', email: 'ana@harbor-goods.example', role: 'agent' },
    { ...member, id: 'jo', name: 'Jo Sand', email: 'jo@harbor-goods.example', role: 'agent' },
  ],
  departments: [
    { id: 'd1', name: 'Orders', description: null, isActive: true, agentIds: ['mika', 'ana'] },
    { id: 'd2', name: 'Billing', description: null, isActive: true, agentIds: ['jo'] },
  ],
};

const organization = { id: 'org', name: 'Harbor Goods', timeZone: 'Europe/Berlin' };

export const me: AgentIdentity = {
  agent: { ...member, id: 'mika', name: 'Mika', email: 'mika@harbor-goods.example', role: 'admin' },
  organization,
  organizations: [{ ...organization, role: 'admin' }],
};

export const live: TeamFigures = {
  at: now,
  open: 9,
  queued: 2,
  active: 7,
  snoozed: 1,
  unanswered: 3,
  escalated: 0,
  longestWaitSeconds: 540,
  longestUnansweredSeconds: 540,
  agents: [
    { agentId: 'ana', name: 'Ana Lopez', avatarUrl: null, presence: 'online', open: 3, unanswered: 1, free: 3 },
    { agentId: 'jo', name: 'Jo Sand', avatarUrl: null, presence: 'away', open: 1, unanswered: 0, free: 5 },
  ],
  departments: [],
};

export const cannedResponses: readonly CannedResponse[] = [
  ['c1', 'hello', 'Greeting', 'Hi Robin, thanks for getting in touch!'],
  ['c2', 'refund', 'How refunds work', 'You get your money back within five working days.'],
  ['c3', 'shipping', 'Shipping times', 'Parcels within the country take two to three days.'],
  ['c4', 'thanks', 'Goodbye', 'You are welcome. Have a lovely day!'],
].map(([id = '', shortcut = '', title = '', body = '']) => ({
  id,
  shortcut,
  title,
  body,
  scope: 'team',
  departmentId: null,
  usedCount: 3,
}));

/** What an agent has written for themselves. */
export const ownResponses: readonly CannedResponse[] = [
  ['o1', 'night', 'Good night', 'Good night, {{visitor.name}}! I am back tomorrow at nine.'],
  [
    'o2',
    'repair',
    'How to send it in for repair',
    'Wrap it well, write {{conversation.number}} on the parcel and send it to us. We pay the postage, and you hear from me as soon as it is here. Most repairs take less than two weeks; if yours takes longer, I tell you why.',
  ],
].map(([id = '', shortcut = '', title = '', body = '']) => ({
  id,
  shortcut,
  title,
  body,
  scope: 'own',
  departmentId: null,
  usedCount: 1,
}));
