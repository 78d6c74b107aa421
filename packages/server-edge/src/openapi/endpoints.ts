/** Every endpoint of the function `support-chat`, in the order of the document. A test compares it with the routes. */
import { AGENT_ENDPOINTS } from './agent-endpoints.ts';
import { CONVERSATION_ENDPOINTS } from './conversation-endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import { INSIGHT_ADMIN_ENDPOINTS } from './insight-admin-endpoints.ts';
import { MEMBER_ADMIN_ENDPOINTS } from './member-admin-endpoints.ts';
import { ORGANIZATION_ADMIN_ENDPOINTS } from './organization-admin-endpoints.ts';
import { SERVICE_ENDPOINTS } from './service-endpoints.ts';
import { VISITOR_ENDPOINTS } from './visitor-endpoints.ts';
import { WIDGET_ADMIN_ENDPOINTS } from './widget-admin-endpoints.ts';

export const ENDPOINTS: readonly Endpoint[] = [
  ...SERVICE_ENDPOINTS,
  ...CONVERSATION_ENDPOINTS,
  ...VISITOR_ENDPOINTS,
  ...AGENT_ENDPOINTS,
  ...WIDGET_ADMIN_ENDPOINTS,
  ...ORGANIZATION_ADMIN_ENDPOINTS,
  ...MEMBER_ADMIN_ENDPOINTS,
  ...INSIGHT_ADMIN_ENDPOINTS,
];
