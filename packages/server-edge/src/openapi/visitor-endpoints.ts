import { consentRequestSchema, consentResponseSchema } from '../schemas/consent.ts';
import { identifyRequestSchema, identifyResponseSchema } from '../schemas/identity.ts';
import { profileRequestSchema, profileResponseSchema } from '../schemas/profile.ts';
import { trackRequestSchema, trackResponseSchema } from '../schemas/trail.ts';
import { erasureResponseSchema, exportResponseSchema } from '../schemas/visitor-data.ts';
import type { Endpoint } from './endpoint.ts';

/** Who the visitor is, and what is known of them. */
export const VISITOR_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'post',
    path: '/chat/identify',
    operation: 'identify',
    subject: 'Visitor',
    summary: 'Become the user whom the site vouches for',
    description:
      'The token is a short-lived JWT that the site signs (HS256, `kid`, `sub`). The anonymous history joins the user’s; ' +
      'use the new access token from then on.',
    caller: 'visitor',
    body: identifyRequestSchema,
    answer: identifyResponseSchema,
    errors: ['identity_token_invalid'],
  },
  {
    method: 'post',
    path: '/chat/profile',
    operation: 'updateProfile',
    subject: 'Visitor',
    summary: 'Say who the visitor is, unproven',
    caller: 'visitor',
    body: profileRequestSchema,
    answer: profileResponseSchema,
  },
  {
    method: 'post',
    path: '/chat/track',
    operation: 'trackEvents',
    subject: 'Visitor',
    summary: 'Report page views and events',
    description: 'Nothing is stored without consent, which `stored` says.',
    caller: 'visitor',
    body: trackRequestSchema,
    answer: trackResponseSchema,
    errors: ['feature_disabled'],
  },
  {
    method: 'post',
    path: '/chat/consent',
    operation: 'setConsent',
    subject: 'Visitor',
    summary: 'Grant or deny tracking',
    caller: 'visitor',
    body: consentRequestSchema,
    answer: consentResponseSchema,
  },
  {
    method: 'get',
    path: '/chat/export',
    operation: 'exportData',
    subject: 'Visitor',
    summary: 'Everything that is known of the visitor',
    caller: 'visitor',
    answer: exportResponseSchema,
  },
  {
    method: 'delete',
    path: '/chat/data',
    operation: 'eraseData',
    subject: 'Visitor',
    summary: 'Have everything erased',
    caller: 'visitor',
    answer: erasureResponseSchema,
  },
];
