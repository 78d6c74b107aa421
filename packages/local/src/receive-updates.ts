import type { TelegramBridge } from '@support-chat/server-edge';
import type { Logger } from './database/logger.ts';
import type { TelegramConnection } from './telegram-side.ts';
import { createHttpUpdateSource, createLongPoller, type UpdateSource } from './telegram/long-poller.ts';
import type { TelegramOptions } from './stack-options.ts';

export interface UpdateDelivery {
  readonly telegram: TelegramOptions;
  readonly connection: TelegramConnection;
  readonly webhook: { readonly url: string; readonly secret: string };
  readonly allowedUpdates: readonly string[];
  readonly bridge: TelegramBridge;
  readonly logger: Logger;
}

/** Lets updates flow: by webhook from the simulator, by long polling from the real Telegram. */
export async function receiveUpdates(delivery: UpdateDelivery): Promise<{ stop(): Promise<void> }> {
  const { telegram, connection } = delivery;
  if (telegram.kind === 'simulator' && telegram.delivery !== 'polling') return registerWebhook(delivery);
  const poller = createLongPoller({
    api: updateSource(connection),
    onUpdate: (update) => delivery.bridge.receiveUpdate(update),
    allowedUpdates: delivery.allowedUpdates,
    logger: delivery.logger,
  });
  return { stop: () => poller.stop() };
}

function updateSource({ side, token, handle }: TelegramConnection): UpdateSource {
  if (side.kind === 'real') return createHttpUpdateSource({ token, apiRoot: side.apiRoot });
  return createHttpUpdateSource({
    token,
    apiRoot: 'http://simulator.localhost',
    fetch: async (input, init) =>
      (await handle(new Request(input, init), new URL(input).pathname)) ?? new Response(null, { status: 404 }),
  });
}

async function registerWebhook({
  connection,
  webhook,
  allowedUpdates,
}: UpdateDelivery): Promise<{ stop(): Promise<void> }> {
  const response = await connection.handle(
    new Request(`http://simulator.localhost/bot${connection.token}/setWebhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: webhook.url, secret_token: webhook.secret, allowed_updates: allowedUpdates }),
    }),
    `/bot${connection.token}/setWebhook`,
  );
  if (response?.ok !== true)
    throw new Error(`The simulator refused the webhook: ${(await response?.text()) ?? 'no answer'}`);
  return { stop: () => Promise.resolve() };
}
