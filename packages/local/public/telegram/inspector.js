import { h, reconcile } from './dom.js';
import { preciseTimeOf } from './format.js';

const SHOWN_CALLS = 150;

const FAULTS = [
  { label: '429 next time', rule: { kind: 'error', code: 429, retryAfter: 5, method: 'sendMessage' } },
  { label: '500 next time', rule: { kind: 'error', code: 500, method: 'sendMessage' } },
  { label: 'Lose next answer', rule: { kind: 'timeout', when: 'after', method: 'sendMessage' } },
  { label: 'Cut next answer', rule: { kind: 'reset', when: 'after', method: 'sendMessage' } },
  { label: 'Repeat update', rule: { kind: 'duplicate delivery' } },
  { label: 'Late update', rule: { kind: 'late delivery', seconds: 5 } },
];

/**
 * @param {{ overview: any, calls: any[], onlyErrors: boolean, canDeleteTopic: boolean, actions: { inject: (rule: object) => void, removeFault: (id: number) => void, deleteTopic: () => void, skip: (durationMs: number) => void, rateLimits: (isOn: boolean) => void } }} view
 */
export function renderInspector({ overview, calls, onlyErrors, canDeleteTopic, actions }) {
  document.getElementById('delivery').textContent = sayDelivery(overview);
  renderButtons(overview, canDeleteTopic, actions);
  reconcile(document.getElementById('active-faults'), overview.faults, {
    key: ({ id }) => String(id),
    signature: (fault) => JSON.stringify(fault),
    render: (fault) =>
      h(
        'li',
        { 'data-testid': 'active-fault' },
        sayFault(fault),
        h('button', { type: 'button', class: 'text-button', onclick: () => actions.removeFault(fault.id) }, 'Remove'),
      ),
  });
  const shown = onlyErrors ? calls.filter(({ outcome }) => !outcome.ok) : calls;
  const nothing = onlyErrors ? 'No call was refused.' : 'The bot has not called yet.';
  renderCalls(document.getElementById('calls'), shown.slice(-SHOWN_CALLS).reverse(), nothing);
}

function renderButtons(overview, canDeleteTopic, actions) {
  const button = (label, run, properties = {}) =>
    h('button', { type: 'button', class: 'button', onclick: run, ...properties }, label);
  const container = document.getElementById('fault-buttons');
  const signature = JSON.stringify([canDeleteTopic, overview.areRateLimitsOn]);
  if (container.dataset.signature === signature) return;
  container.dataset.signature = signature;
  container.replaceChildren(
    ...FAULTS.map(({ label, rule }) => button(label, () => actions.inject(rule))),
    button('Delete this topic', actions.deleteTopic, { disabled: !canDeleteTopic, 'data-danger': true }),
    button(
      overview.areRateLimitsOn ? 'Rate limits: on' : 'Rate limits: off',
      () => actions.rateLimits(!overview.areRateLimitsOn),
      {
        'aria-pressed': String(overview.areRateLimitsOn),
      },
    ),
    button('Skip 1 minute', () => actions.skip(60_000)),
    button('Skip 1 hour', () => actions.skip(3_600_000)),
  );
}

function sayDelivery({ webhook, pendingUpdates }) {
  const way = webhook ? `Webhook to ${new URL(webhook.url).host}` : 'Long polling';
  const waiting = pendingUpdates ? ` · ${pendingUpdates} ${pendingUpdates === 1 ? 'update' : 'updates'} waiting` : '';
  return webhook?.lastErrorMessage && pendingUpdates ? `${webhook.lastErrorMessage}${waiting}` : way + waiting;
}

function sayFault({ rule, remaining }) {
  const what = {
    error: `${rule.code}${rule.retryAfter ? `, retry after ${rule.retryAfter} s` : ''}`,
    timeout: 'No answer',
    reset: 'Connection reset',
    'duplicate delivery': 'Update sent twice',
    'late delivery': `Update ${rule.seconds} s late`,
  }[rule.kind];
  const where = rule.method ? ` on ${rule.method}` : '';
  return `${what}${where}${remaining > 1 ? ` × ${remaining}` : ''}`;
}

function renderCalls(container, calls, nothing) {
  const rows = calls.length ? calls : [{ id: 'none' }];
  reconcile(container, rows, {
    key: ({ id }) => String(id),
    signature: ({ id }) => (id === 'none' ? nothing : String(id)),
    render: (call) => (call.id === 'none' ? h('li', { class: 'none' }, nothing) : renderCall(call)),
  });
}

function renderCall({ method, params, outcome, at }) {
  const details = h('details', {
    class: 'call',
    'data-testid': 'api-call',
    'data-method': method,
    'data-failed': !outcome.ok,
  });
  const body = h('pre', { tabindex: 0 });
  // Written only when somebody looks: hundreds of calls would otherwise be spelled out for nobody.
  details.addEventListener('toggle', () => {
    body.textContent = JSON.stringify(
      outcome.ok ? { params, result: outcome.result } : { params, error: outcome },
      null,
      2,
    );
  });
  details.append(
    h(
      'summary',
      {},
      h('span', { class: 'dot', role: 'img', 'aria-label': outcome.ok ? 'Succeeded' : 'Failed' }),
      h(
        'span',
        {},
        h('span', { class: 'method' }, method),
        outcome.ok
          ? h('span', { class: 'gist' }, gistOf(params))
          : h('span', { class: 'problem' }, outcome.description),
      ),
      h('time', {}, preciseTimeOf(at)),
    ),
    body,
  );
  return h('li', {}, details);
}

function gistOf(params) {
  const words = params.text ?? params.caption ?? params.name ?? params.url ?? params.action ?? '';
  return String(words).split('\n')[0].slice(0, 80);
}
