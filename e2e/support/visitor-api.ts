import type { WireSession } from '@support-chat/sdk/protocol';

/** The visitor API without a browser: what an attacker, a bot or a retrying client sends. */
export class VisitorApi {
  readonly base: string;
  readonly widgetKey: string;

  constructor(stackUrl: string, widgetKey = 'wk_demo') {
    this.base = `${stackUrl}/functions/v1/support-chat`;
    this.widgetKey = widgetKey;
  }

  request(
    path: string,
    init: RequestInit & { readonly token?: string; readonly key?: string } = {},
  ): Promise<Response> {
    const { token, key = this.widgetKey, ...rest } = init;
    const headers = new Headers(rest.headers);
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    if (rest.body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
    return fetch(`${this.base}/${path}${path.includes('?') ? '&' : '?'}id=${key}`, { ...rest, headers });
  }

  async createSession(): Promise<WireSession> {
    const response = await this.request('chat/session', { method: 'POST', body: '{}' });
    if (!response.ok) throw new Error(`chat/session answered ${response.status}`);
    return (await response.json()) as WireSession;
  }

  postMessage(token: string, id: string, text: string): Promise<Response> {
    return this.request('chat/message', { method: 'POST', token, body: JSON.stringify({ id, text }) });
  }
}
