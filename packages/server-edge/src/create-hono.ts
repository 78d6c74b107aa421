import { HonoBase } from 'hono/hono-base';
import { TrieRouter } from 'hono/router/trie-router';
import type { AppEnv } from './app-env.ts';

export type SupportHono = HonoBase<AppEnv>;

/** Hono with one router instead of the three that `hono` brings along to choose from: every cold start parses them. */
export function createHono(): SupportHono {
  return new HonoBase<AppEnv>({ router: new TrieRouter() });
}
