import { createSupportTelegramHandler } from '@support-chat/server-edge/edge';

export default { fetch: await createSupportTelegramHandler(Deno.env.toObject()) };
