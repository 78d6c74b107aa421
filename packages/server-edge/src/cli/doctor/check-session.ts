/**
 * Does what a visitor's page does: reads the widget's configuration, opens a session, joins Realtime with the token of that
 * session. It is the only way to learn whether the project trusts the key that signs those tokens. The session is ended
 * afterwards.
 */
import { checkNamed, type Check } from '../../checks/check.ts';
import type { CliWorld } from '../world.ts';
import { fieldOf, valueOf, type ProjectClient } from './project-client.ts';
import { joinRealtime, type JoinOptions, type JoinOutcome } from './realtime-join.ts';

const widget = checkNamed('visitors.widget', 'Widget');
const session = checkNamed('visitors.session', 'Session of a visitor');
const realtime = checkNamed('realtime.token', 'Realtime with a visitor’s token');
const mail = checkNamed('mail.sending', 'E-mail');

const TRUST_KEY =
  'Import the key in SUPPORT_JWT_KEY: Dashboard → Project Settings → JWT Keys → Create standby key → import an existing private key. If it is there, press "Rotate keys"; changes take some minutes.';

export async function checkVisitors(
  ask: ProjectClient,
  widgetKey: string | undefined,
  world: CliWorld,
): Promise<readonly Check[]> {
  if (widgetKey === undefined) {
    const fix = 'Say --widget-key wk_…; npx support-chat widget create makes one.';
    return [widget, session, realtime, mail].map((check) => check.unknown('no widget was named', fix));
  }
  const found = await ask('/rest/v1/rpc/support_get_widget', {
    method: 'POST',
    asOperator: true,
    json: { p_widget_key: widgetKey },
  });
  const origin = exampleOrigin(valueOf(found.body, 'allowed_domains'));
  const headers = origin === undefined ? {} : { origin };
  const query = `?id=${encodeURIComponent(widgetKey)}`;
  const config = await ask(`/functions/v1/support-chat/widget-config${query}`, { headers });
  if (config.status !== 200) {
    return [
      widgetFailure(config.status, config.body),
      ...[session, realtime, mail].map((check) => check.unknown('not tried', 'Mend the widget first.')),
    ];
  }
  const name = fieldOf(config.body, 'name') ?? widgetKey;
  const mailCheck = checkMail(found.body, config.body);
  const opened = await ask(`/functions/v1/support-chat/chat/session${query}`, { method: 'POST', headers, json: {} });
  if (opened.status !== 200) {
    return [
      widget.ok(`"${name}"`),
      sessionFailure(opened.status, opened.body),
      realtime.unknown('not tried', 'Mend the session first.'),
      mailCheck,
    ];
  }
  try {
    return [
      widget.ok(`"${name}"`),
      session.ok('opened'),
      await checkRealtime(config.body, opened.body, world),
      mailCheck,
    ];
  } finally {
    await endSession(ask, opened.body, found.body);
  }
}

function widgetFailure(status: number, body: unknown): Check {
  switch (fieldOf(body, 'error', 'code')) {
    case 'widget_not_found':
      return widget.failed('no widget has this key', 'Copy it again: npx support-chat widget list --organization ID');
    case 'widget_disabled':
      return widget.failed('it is switched off', 'Switch it on, or name another one.');
    case 'database_unavailable':
      return widget.failed(
        'the function cannot reach the database',
        'Is the database overloaded or paused? Try again in a minute.',
      );
    case 'internal_error':
      return widget.failed(
        'the function fails',
        'See its log: Dashboard → Edge Functions → support-chat → Logs. Are all migrations applied?',
      );
    default:
      return widget.failed(`widget-config answers ${String(status)}`, 'Mend the function support-chat first.');
  }
}

function sessionFailure(status: number, body: unknown): Check {
  const code = fieldOf(body, 'error', 'code');
  if (code === 'rate_limited') return session.unknown('too many sessions from this address', 'Try again in an hour.');
  return session.failed(
    `chat/session answers ${String(status)}${code === undefined ? '' : ` (${code})`}`,
    'See the log of the function: Dashboard → Edge Functions → support-chat → Logs.',
  );
}

async function checkRealtime(config: unknown, opened: unknown, world: CliWorld): Promise<Check> {
  if (world.openSocket === undefined) {
    return realtime.unknown('this Node has no WebSocket', 'Run it with Node 22 or newer.');
  }
  const options: JoinOptions = {
    url: fieldOf(config, 'realtime', 'url') ?? '',
    apiKey: fieldOf(config, 'realtime', 'api_key') ?? '',
    topic: fieldOf(opened, 'realtime_topic') ?? '',
    accessToken: fieldOf(opened, 'access_token') ?? '',
  };
  return describeJoin(await joinRealtime(world.openSocket, options), options.url);
}

/** Realtime's words are in `packages/local/src/realtime/fixtures`, scenarios 02, 05 and 07. */
function describeJoin(outcome: JoinOutcome, url: string): Check {
  switch (outcome.kind) {
    case 'joined':
      return realtime.ok('joined');
    case 'not-connected':
      return realtime.failed(
        `no socket could be opened at ${url}`,
        'The address and the publishable key come from SUPABASE_URL (or SUPPORT_PUBLIC_URL) and SUPABASE_PUBLISHABLE_KEYS of the functions. Is Realtime switched on (Dashboard → Realtime → Settings)?',
      );
    case 'no-answer':
      return realtime.failed(
        'the join was not answered',
        'Realtime may be starting or overloaded. Try again in a minute.',
      );
    case 'refused':
      return refusedJoin(outcome.reason);
  }
}

function refusedJoin(reason: string): Check {
  if (/JwtSignerError/i.test(reason))
    return realtime.failed('the project does not know the key that signs visitors’ tokens', TRUST_KEY);
  if (/JwtSignatureError/i.test(reason)) {
    return realtime.failed(
      'the signature is wrong: the project knows another key under the same name',
      'SUPPORT_JWT_KEY is not the key that was imported. Make a new one (npx support-chat keys), set it, import it. Self-hosted with a shared secret: it must be the JWT secret of the stack.',
    );
  }
  if (/expired|InvalidJWTToken/i.test(reason)) {
    return realtime.failed(
      `the token was refused (${reason})`,
      'Is a clock wrong? Tokens are made by the function and checked by Realtime.',
    );
  }
  if (/permission|unauthorized/i.test(reason)) {
    return realtime.failed(
      'the token is trusted, but its role may not listen',
      'The policy for support_visitor on realtime.messages or its grants are missing. Apply the migrations: supabase db push --remote',
    );
  }
  return realtime.failed(`refused: ${reason}`, 'See the log of Realtime: Dashboard → Realtime → Logs.');
}

/** The configuration offers transcripts by e-mail only where they are switched on and mail can be sent. */
function checkMail(settings: unknown, config: unknown): Check {
  if (valueOf(config, 'features', 'transcript') === true) return mail.ok('the function can send it');
  if (valueOf(settings, 'features', 'transcript') === false) {
    return mail.unknown(
      'this widget offers no transcripts',
      'Name a widget that does, or see the secrets of the functions.',
    );
  }
  return mail.warning(
    'the function has no way to send it, so visitors are offered no transcripts',
    'If you want them, set the mail secrets of the functions (docs/deployment.md, step 2).',
  );
}

async function endSession(ask: ProjectClient, opened: unknown, found: unknown): Promise<void> {
  const p_session_id = fieldOf(opened, 'session_id');
  const p_visitor_id = fieldOf(opened, 'visitor_id');
  const json = { p_session_id, p_visitor_id, p_widget_id: fieldOf(found, 'id'), p_reason: 'doctor' };
  await ask('/rest/v1/rpc/support_revoke_session', { method: 'POST', asOperator: true, json });
}

/** An origin that the widget lets in; undefined where every one may, or none was found. */
function exampleOrigin(domains: unknown): string | undefined {
  const domain: unknown = Array.isArray(domains) ? domains[0] : undefined;
  return typeof domain === 'string' ? `https://${domain.replace(/^\*\./, 'www.')}` : undefined;
}
