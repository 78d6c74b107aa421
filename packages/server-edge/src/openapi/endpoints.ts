/** Every endpoint of the function `support-chat`, in the order of the document. A test compares it with the routes. */
import { AGENT_ENDPOINTS } from './agent-endpoints.ts';
import { CONVERSATION_ENDPOINTS } from './conversation-endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import { SERVICE_ENDPOINTS } from './service-endpoints.ts';
import { VISITOR_ENDPOINTS } from './visitor-endpoints.ts';

export const ENDPOINTS: readonly Endpoint[] = [
  ...SERVICE_ENDPOINTS,
  ...CONVERSATION_ENDPOINTS,
  ...VISITOR_ENDPOINTS,
  ...AGENT_ENDPOINTS,
];
