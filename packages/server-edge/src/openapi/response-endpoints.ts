import {
  cannedResponsesQuerySchema,
  cannedResponsesSchema,
  cannedResponseUseSchema,
  filledResponseSchema,
} from '../schemas/agent/canned-response.ts';
import {
  newOwnResponseSchema,
  ownResponseChangeSchema,
  ownResponseDeletionSchema,
  ownResponseQuerySchema,
  ownResponseSchema,
} from '../schemas/agent/own-response.ts';
import type { Endpoint } from './endpoint.ts';

const OF_TEAM = { subject: 'Team', caller: 'agent' } as const;

/** Prepared texts: those of the team, to be used, and an agent's own, to be written as well. */
export const RESPONSE_ENDPOINTS: readonly Endpoint[] = [
  {
    ...OF_TEAM,
    method: 'get',
    path: '/agent/canned-responses',
    operation: 'listCannedResponses',
    summary: 'Prepared texts: their own, their departments’ and the team’s',
    query: cannedResponsesQuerySchema,
    answer: cannedResponsesSchema,
  },
  {
    ...OF_TEAM,
    method: 'post',
    path: '/agent/canned-response',
    operation: 'fillCannedResponse',
    summary: 'A prepared text, filled in for a conversation; posts nothing',
    body: cannedResponseUseSchema,
    answer: filledResponseSchema,
    errors: ['conversation_not_found', 'record_not_found'],
  },
  {
    ...OF_TEAM,
    method: 'post',
    path: '/agent/own-response',
    operation: 'createOwnResponse',
    summary: 'Make a prepared text for oneself',
    body: newOwnResponseSchema,
    answer: ownResponseSchema,
    errors: ['already_exists', 'rate_limited'],
  },
  {
    ...OF_TEAM,
    method: 'put',
    path: '/agent/own-response',
    operation: 'updateOwnResponse',
    summary: 'Change a text of one’s own',
    body: ownResponseChangeSchema,
    answer: ownResponseSchema,
    errors: ['already_exists', 'rate_limited', 'record_not_found'],
  },
  {
    ...OF_TEAM,
    method: 'delete',
    path: '/agent/own-response',
    operation: 'deleteOwnResponse',
    summary: 'Remove a text of one’s own',
    query: ownResponseQuerySchema,
    answer: ownResponseDeletionSchema,
    errors: ['rate_limited', 'record_not_found'],
  },
];
