import { createSupportChatHandler } from '@support-chat/server-edge/edge';

export default { fetch: await createSupportChatHandler(Deno.env.toObject()) };
