/**
 * The id of an agent's message, made from where it stands in Telegram, so that working an update off twice stores one
 * message. `message` is Telegram's number of it, or a name for what several of them make together. A UUID of version 8 (RFC 9562, section 5.8): the first 128 bits of a SHA-256, with version and variant set.
 */
export async function agentMessageId(botId: number, chatId: number, message: number | string): Promise<string> {
  const name = new TextEncoder().encode(`telegram:${String(botId)}:${String(chatId)}:${String(message)}`);
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', name)).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
