import * as z from 'zod';
import { PROTOCOL_VERSION } from '../schemas/protocol-version.ts';
import { sessionResumeRequestSchema, sessionResumeResponseSchema } from '../schemas/resume.ts';
import { sessionEndRequestSchema, sessionEndResponseSchema } from '../schemas/session-end.ts';
import { sessionRefreshRequestSchema, sessionRequestSchema, sessionSchema } from '../schemas/session.ts';
import { tickResponseSchema } from '../schemas/tick.ts';
import { widgetConfigSchema } from '../schemas/widget-config.ts';
import type { Endpoint } from './endpoint.ts';

/** What there is before a visitor says anything, and what runs the service. */
export const SERVICE_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/health',
    operation: 'getHealth',
    subject: 'Operation',
    summary: 'Whether the function runs',
    description: 'Asks nobody else: it also answers while the database is away.',
    caller: 'anybody',
    answer: z.strictObject({ status: z.literal('ok'), protocol: z.literal(PROTOCOL_VERSION) }),
  },
  {
    method: 'get',
    path: '/openapi.json',
    operation: 'getOpenApi',
    subject: 'Operation',
    summary: 'This document',
    caller: 'anybody',
    answer: z.looseObject({ openapi: z.string() }),
    otherAnswers: { 304: 'The document is the one of the given ETag.' },
  },
  {
    method: 'post',
    path: '/internal/tick',
    operation: 'runTick',
    subject: 'Operation',
    summary: 'Do the scheduled work',
    description:
      'To be called once a minute. Deliveries go on after the answer. Never twice at the same time: a call that finds ' +
      'another one at work answers `skipped`.',
    caller: 'scheduler',
    answer: tickResponseSchema,
  },
  {
    method: 'get',
    path: '/widget-config',
    operation: 'getWidgetConfig',
    subject: 'Widget',
    summary: 'Everything a page may know about a widget',
    description: 'Cacheable; needs no preflight.',
    caller: 'page',
    answer: widgetConfigSchema,
    otherAnswers: { 304: 'The configuration is the one of the given ETag.' },
  },
  {
    method: 'post',
    path: '/chat/session',
    operation: 'createSession',
    subject: 'Sessions',
    summary: 'Become a visitor',
    caller: 'page',
    body: sessionRequestSchema,
    answer: sessionSchema,
  },
  {
    method: 'post',
    path: '/chat/session/refresh',
    operation: 'refreshSession',
    subject: 'Sessions',
    summary: 'Trade a refresh token for new tokens',
    description:
      'The previous refresh token works until the new one was used, so a lost answer logs nobody out. An older one is ' +
      'a copy: it revokes the session.',
    caller: 'page',
    body: sessionRefreshRequestSchema,
    answer: sessionSchema,
    errors: ['refresh_token_invalid', 'refresh_token_reused', 'session_expired', 'session_revoked', 'visitor_banned'],
  },
  {
    method: 'post',
    path: '/chat/session/resume',
    operation: 'resumeSession',
    subject: 'Sessions',
    summary: 'Become the visitor to whom a link was sent by e-mail',
    caller: 'page',
    body: sessionResumeRequestSchema,
    answer: sessionResumeResponseSchema,
    errors: ['conversation_not_found', 'resume_link_invalid', 'visitor_banned', 'visitor_not_found'],
  },
  {
    method: 'post',
    path: '/chat/session/end',
    operation: 'endSession',
    subject: 'Sessions',
    summary: 'Log out',
    caller: 'visitor',
    body: sessionEndRequestSchema,
    answer: sessionEndResponseSchema,
  },
];
