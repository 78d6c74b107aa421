import { badRequest, conflict, tooManyRequests } from '../bot-api-error.ts';
import { DescribedResult } from './method.ts';
import type { Method, MethodContext } from './method.ts';

const DEFAULT_MAX_CONNECTIONS = 40;

export const updateMethods: Record<string, Method> = {
  getUpdates(context) {
    const { world, updates, polling, limiter, params, signal } = context;
    if (world.state.updates.webhook) {
      throw conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    const allowed = readAllowedUpdates(context);
    if (allowed) updates.setAllowed(allowed);
    return polling.poll({
      offset: params.integer('offset') ?? 0,
      limit: params.integer('limit') ?? 100,
      timeoutSeconds: params.integer('timeout') ?? 0,
      signal,
      isThrottled: limiter.isOn,
    });
  },

  setWebhook(context) {
    const url = context.params.text('url')?.trim() ?? '';
    return url === '' ? removeWebhook(context) : setWebhook(context, url);
  },

  deleteWebhook(context) {
    return removeWebhook(context);
  },

  getWebhookInfo({ world, updates }) {
    const { webhook } = world.state.updates;
    return {
      url: webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: updates.pending().length,
      ...(webhook && { max_connections: webhook.maxConnections, ip_address: webhook.ipAddress ?? '127.0.0.1' }),
      ...(webhook?.lastErrorDate !== undefined && {
        last_error_date: webhook.lastErrorDate,
        last_error_message: webhook.lastErrorMessage,
      }),
      ...(updates.allowed && { allowed_updates: updates.allowed }),
    };
  },
};

/** Like a Bot API server in local mode this takes http, any port and local addresses. */
function setWebhook(context: MethodContext, url: string): DescribedResult {
  const { world, updates, webhooks, polling, limiter, params } = context;
  const secretToken = params.text('secret_token') ?? '';
  if (secretToken.length > 256) throw badRequest('secret token is too long');
  if (!/^[A-Za-z0-9_-]*$/.test(secretToken)) throw badRequest('secret token contains unallowed characters');
  const full = /^[a-z]+:\/\//i.test(url) ? url : `https://${url}`;
  if (!URL.canParse(full) || !/^https?:$/.test(new URL(full).protocol))
    throw badRequest('invalid webhook URL specified');
  const maxConnections = Math.min(Math.max(params.integer('max_connections') || DEFAULT_MAX_CONNECTIONS, 1), 100);
  const ipAddress = params.text('ip_address');
  const allowed = readAllowedUpdates(context);
  const current = world.state.updates.webhook;
  const isSame =
    current?.url === full &&
    current.secretToken === secretToken &&
    current.maxConnections === maxConnections &&
    (current.ipAddress ?? '') === (ipAddress ?? '') &&
    !params.flag('drop_pending_updates') &&
    (allowed === undefined ||
      JSON.stringify([...allowed].sort()) === JSON.stringify([...(updates.allowed ?? [])].sort()));
  if (isSame) return new DescribedResult(true, 'Webhook is already set');

  if (!webhooks.noteChange() && limiter.isOn) throw tooManyRequests(1);
  if (allowed) updates.setAllowed(allowed);
  if (params.flag('drop_pending_updates')) updates.clear();
  polling.endForWebhook();
  webhooks.reset();
  world.state.updates.webhook = { url: full, secretToken, maxConnections, ...(ipAddress && { ipAddress }) };
  world.changed();
  webhooks.pump();
  return new DescribedResult(true, 'Webhook was set');
}

function removeWebhook({ world, updates, webhooks, params }: MethodContext): DescribedResult {
  if (params.flag('drop_pending_updates')) updates.clear();
  const wasSet = world.state.updates.webhook !== null;
  webhooks.reset();
  world.state.updates.webhook = null;
  world.changed();
  return new DescribedResult(true, wasSet ? 'Webhook was deleted' : 'Webhook is already deleted');
}

/** Undefined when the parameter is missing: then the previous list stays [DOC]. */
function readAllowedUpdates({ params }: MethodContext): string[] | undefined {
  const value = params.json('allowed_updates', "can't parse allowed updates JSON object");
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw badRequest('expected an Array of allowed updates');
  return value.filter((name): name is string => typeof name === 'string');
}
