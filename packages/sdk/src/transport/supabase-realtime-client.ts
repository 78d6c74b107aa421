import type { CreateRealtimeClient, RealtimeClientLike } from './realtime-transport.ts';

/** Loads the library: 23 kB that a page without a conversation never pays for. */
export const createSupabaseRealtimeClient: CreateRealtimeClient = async ({ url, api_key: apikey }) => {
  const { RealtimeClient } = await import('@supabase/realtime-js');
  return new RealtimeClient(url, { params: { apikey }, worker: false }) as unknown as RealtimeClientLike;
};
