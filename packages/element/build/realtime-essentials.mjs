/**
 * A Rollup plugin that leaves out the parts of realtime-js that a private broadcast channel over WebSocket never reaches:
 * long polling, presence, database changes, the REST route, the second serializer, the search for a WebSocket outside
 * browsers. It is worth about 8 KB gzip of what a visitor loads. Only the CDN build is trimmed; whoever installs the SDK from npm gets the whole library.
 *
 * A replaced file or a method that no longer exists fails the build, so that an update of the library cannot quietly bring it back.
 * The journeys in e2e/ run against the trimmed bundle.
 */
const PHOENIX = '/node_modules/@supabase/phoenix/assets/js/phoenix/';
const REALTIME = '/node_modules/@supabase/realtime-js/dist/module/';

const REPLACEMENTS = new Map([
  [
    `${PHOENIX}ajax.js`,
    `export default {
      appendParams: (url, params) => url + (url.includes('?') ? '&' : '?') + new URLSearchParams(params),
    };`,
  ],
  [`${PHOENIX}longpoll.js`, 'export default class LongPoll {}'],
  [
    `${PHOENIX}serializer.js`,
    // realtime-js always brings its own; without it nothing could be read, so say so.
    'const missing = () => { throw new Error("left out of this build"); }; export default { encode: missing, decode: missing };',
  ],
  [`${REALTIME}phoenix/presenceAdapter.js`, 'export default class PresenceAdapter { state = {}; }'],
  [
    `${REALTIME}lib/transformers.js`,
    'export const httpEndpointURL = (url) => url; export const convertChangeData = (columns, record) => record;',
  ],
  [
    `${REALTIME}RealtimePostgresFilterBuilder.js`,
    'export class RealtimePostgresFilterBuilder {} export const postgresChangesFilter = () => new RealtimePostgresFilterBuilder();',
  ],
  [
    `${REALTIME}lib/websocket-factory.js`,
    'export default { getWebSocketConstructor: () => WebSocket, isWebSocketSupported: () => true };',
  ],
]);

/** Getters from before the library was built on Phoenix, kept there for others. */
const UNREAD_PROPERTIES =
  'endPoint transport heartbeatTimer pendingHeartbeatRef reconnectTimer encode decode reconnectAfterMs stateChangeCallbacks'.split(
    ' ',
  );

/** Methods that nothing on our way calls: the client only listens, it never broadcasts, and it needs no worker. */
const LEFT_OUT_METHODS = new Map([
  [`${PHOENIX}socket.js`, ['connectWithFallback', 'replaceTransport', 'ping', 'transportName', 'getLongPollTransport']],
  [
    `${REALTIME}RealtimeChannel.js`,
    [
      'send',
      'httpSend',
      '_fetchWithTimeout',
      'track',
      'untrack',
      'presenceState',
      '_getPayloadRecords',
      '_updatePostgresBindings',
      'copyBindings',
      'isFilterValueEqual',
      'isSamePostgresFilter',
    ],
  ],
  [
    `${REALTIME}RealtimeClient.js`,
    ['_startWorkerHeartbeat', '_workerObjectUrl', 'removeAllChannels', ...UNREAD_PROPERTIES],
  ],
  [`${REALTIME}phoenix/socketAdapter.js`, UNREAD_PROPERTIES],
  [
    `${REALTIME}lib/serializer.js`,
    [
      '_binaryEncodeUserBroadcastPush',
      '_encodeBinaryUserBroadcastPush',
      '_encodeJsonUserBroadcastPush',
      '_encodeUserBroadcastPush',
    ],
  ],
]);

/**
 * Methods on our way that do more than one private channel for broadcasts needs: they match and rewrite database changes,
 * or read options that the SDK does not set (it gives the client `params`, and nothing else that counts).
 */
const SIMPLER_METHODS = new Map([
  [
    `${PHOENIX}socket.js`,
    {
      // The library's own goes through with for…in and meets what pages have put on Object.prototype.
      off: `off(refs) {
        const callbacks = this.stateChangeCallbacks;
        for (const key of Object.keys(callbacks)) callbacks[key] = callbacks[key].filter(([ref]) => !refs.includes(ref));
      }`,
    },
  ],
  [
    `${REALTIME}RealtimeClient.js`,
    {
      _initializeOptions: `_initializeOptions({ params }) {
        this.worker = false;
        this.accessToken = null;
        this._disconnectOnEmptyChannelsAfterMs = 2 * CONNECTION_TIMEOUTS.HEARTBEAT_INTERVAL;
        return {
          params,
          timeout: DEFAULT_TIMEOUT,
          heartbeatIntervalMs: CONNECTION_TIMEOUTS.HEARTBEAT_INTERVAL,
          transport: WebSocketFactory.getWebSocketConstructor(),
          heartbeatCallback: this._wrapHeartbeatCallback(),
          sessionStorage: resolveSessionStorage(),
          reconnectAfterMs: (tries) => RECONNECT_INTERVALS[tries - 1] || DEFAULT_RECONNECT_FALLBACK,
          vsn: DEFAULT_VSN,
          encode: this.serializer.encode.bind(this.serializer),
          decode: this.serializer.decode.bind(this.serializer),
          beforeReconnect: this._reconnectAuth.bind(this),
        };
      }`,
    },
  ],
  [
    `${REALTIME}RealtimeChannel.js`,
    {
      subscribe: `subscribe(callback, timeout = this.timeout) {
        if (!this.socket.isConnected()) this.socket.connect();
        if (!this.channelAdapter.isClosed()) return this;
        const { broadcast, presence, private: isPrivate } = this.params.config;
        const config = { broadcast, presence: { ...presence, enabled: false }, postgres_changes: [], private: isPrivate };
        const token = this.socket.accessTokenValue;
        this._onError((reason) => callback?.('CHANNEL_ERROR', normalizeChannelError(reason)));
        this._onClose(() => callback?.('CLOSED'));
        this.updateJoinPayload(token ? { config, access_token: token } : { config });
        this._updateFilterMessage();
        this.channelAdapter
          .subscribe(timeout)
          .receive('ok', () => {
            if (!this.socket._isManualToken()) this.socket.setAuth();
            if (this.state !== 'errored') callback?.('SUBSCRIBED');
          })
          .receive('error', (error) => {
            this.state = 'errored';
            callback?.('CHANNEL_ERROR', new Error(Object.values(error).join(', ') || 'error', { cause: error }));
          })
          .receive('timeout', () => callback?.('TIMED_OUT'));
        return this;
      }`,
      _updateFilterMessage: `_updateFilterMessage() {
        this.channelAdapter.updateFilterBindings((binding, payload, ref) => {
          const type = binding.event;
          if (this._notThisChannelEvent(type, ref)) return false;
          const bind = this.bindings[type]?.find((one) => one.ref === binding.ref);
          if (type !== 'broadcast' || !bind) return true;
          const { event } = bind.filter;
          return event === '*' || event === payload?.event;
        });
      }`,
      _updateFilterTransform: '_updateFilterTransform() {}',
      _on: `_on(type, filter, callback) {
        const ref = this.channelAdapter.on(type, callback);
        (this.bindings[type] ??= []).push({ type, filter, callback, ref });
        this._updateFilterMessage();
        return this;
      }`,
    },
  ],
]);

const METHOD_FILES = [...LEFT_OUT_METHODS.keys()];

/** @returns {import('rollup').Plugin} */
export function realtimeEssentials() {
  const unused = new Set(REPLACEMENTS.keys());
  for (const file of METHOD_FILES)
    for (const method of Object.keys(changesIn(file))) unused.add(`${method}() in ${file}`);
  return {
    name: 'realtime-essentials',
    resolveId(source, importer) {
      // The package's own entry is one file compiled for old browsers; its sources can be taken apart.
      return source === '@supabase/phoenix' && importer !== undefined
        ? this.resolve('@supabase/phoenix/assets/js/phoenix/index.js', importer).then(
            (found) => found ?? `${importer.slice(0, importer.indexOf('/node_modules/'))}${PHOENIX}index.js`,
          )
        : null;
    },
    load(id) {
      const path = id.replaceAll('\\', '/');
      for (const [file, code] of REPLACEMENTS) {
        if (!path.endsWith(file)) continue;
        unused.delete(file);
        return { code, map: null };
      }
      return null;
    },
    transform(code, id) {
      const path = id.replaceAll('\\', '/');
      if (!path.includes(PHOENIX) && !path.includes(REALTIME)) return null;
      const file = METHOD_FILES.find((name) => path.endsWith(name));
      const changes = file === undefined ? {} : changesIn(file);
      const changed = classesOf(this.parse(code))
        .flatMap(({ body }) => body.body)
        .filter(({ type, key }) => type === 'MethodDefinition' && Object.hasOwn(changes, key.name));
      for (const { key } of changed) unused.delete(`${key.name}() in ${file}`);
      const trimmed = replaced(code, changed, ({ key }) => changes[key.name]);
      return { code: replaced(trimmed, [...logCalls(this.parse(trimmed))], () => 'false'), map: null };
    },
    buildEnd(error) {
      if (error === undefined && unused.size > 0) {
        this.error(
          `realtime-js has changed: ${[...unused].join(', ')} was not found. Look at what replaced it, then update realtime-essentials.mjs.`,
        );
      }
    },
  };
}

/** Calls of a log that nobody has given: `this.log(…)`, `this.socket.hasLogger()`. None of them is inside of another one's arguments. */
function* logCalls(node) {
  if (node === null || typeof node !== 'object') return;
  const callee = node.type === 'CallExpression' ? node.callee : undefined;
  const owner = callee?.object?.type === 'MemberExpression' ? callee.object.object : callee?.object;
  if (owner?.type === 'ThisExpression' && ['log', 'hasLogger'].includes(callee.property.name)) yield node;
  else for (const child of Object.values(node)) yield* logCalls(child);
}

/** The code with other text in the place of some of its nodes, which stand in their order. */
function replaced(code, nodes, text) {
  return nodes.reduceRight((rest, node) => rest.slice(0, node.start) + text(node) + rest.slice(node.end), code);
}

/** The new code of each method that is touched; empty for what is left out. */
function changesIn(file) {
  return {
    ...Object.fromEntries((LEFT_OUT_METHODS.get(file) ?? []).map((method) => [method, ''])),
    ...SIMPLER_METHODS.get(file),
  };
}

function classesOf({ body }) {
  return body.map((node) => node.declaration ?? node).filter((node) => node.type === 'ClassDeclaration');
}
