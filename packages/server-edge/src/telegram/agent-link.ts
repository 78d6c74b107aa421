/**
 * The link that ties somebody's Telegram account to them: `https://t.me/<bot>?start=agent_<token>`. The token is that of
 * an invitation; whoever opens the link first has it, so it goes to that person alone and works for an hour, once.
 */
const CODE = /^agent_([A-Za-z0-9_-]{43})$/;

export function agentLink(botUsername: string, token: string): string {
  return `https://t.me/${botUsername}?start=agent_${token}`;
}

/** Null when the payload of `/start` is something else. */
export function parseAgentCode(payload: string): string | null {
  return CODE.exec(payload)?.[1] ?? null;
}
