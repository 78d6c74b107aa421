import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  answered,
  type ConnectionEvent,
  demanded,
  fellAsleep,
  joined,
  joinSlow,
  lost,
  pageEvents,
  reconnect,
  retryDue,
  slept,
  synced,
  tokenChanged,
  unanswered,
} from './connection-machine.ts';
import { type ConnectionState, initialConnectionState, type Link, pollPaceOf, statusOf } from './connection-state.ts';

const JOINING: Link = { name: 'joining', attempt: 0, isSlow: false };
const open = (link: Link, rest: Partial<ConnectionState> = {}): ConnectionState => ({
  ...initialConnectionState,
  demand: 'open',
  link,
  ...rest,
});
const LINKS: Readonly<Record<Link['name'], Link>> = {
  off: { name: 'off' },
  joining: { name: 'joining', attempt: 3, isSlow: true },
  joined: { name: 'joined' },
  waiting: { name: 'waiting', attempt: 3 },
  refused: { name: 'refused' },
};
const REJOIN: Link = { name: 'joining', attempt: 3, isSlow: false };
const FRESH_JOIN: Link = { name: 'joining', attempt: 1, isSlow: false };

/** Event by link: the link that follows. What is not listed stays as it is, the whole state included. */
const TABLE: readonly [label: string, event: ConnectionEvent, to: Partial<Record<Link['name'], Link>>][] = [
  ['joined', joined, { joining: LINKS.joined }],
  ['join-slow', joinSlow, {}],
  ['lost', lost(false), { joining: { name: 'waiting', attempt: 4 }, joined: { name: 'waiting', attempt: 1 } }],
  ['lost by refusal', lost(true), { joining: LINKS.refused, joined: LINKS.refused }],
  ['retry-due', retryDue, { waiting: REJOIN }],
  ['token-changed', tokenChanged, { refused: FRESH_JOIN }],
  ['answered', answered, {}],
  ['online', pageEvents.online, { waiting: REJOIN }],
  ['visible', pageEvents.visible, { waiting: REJOIN }],
  ['reconnect', reconnect, { waiting: REJOIN, refused: FRESH_JOIN }],
  ['fell-asleep', fellAsleep, {}],
  ['slept', slept, { joined: FRESH_JOIN }],
  ['demanded', demanded('open', true), { off: JOINING }],
];

describe('the link', () => {
  for (const [label, event, to] of TABLE) {
    for (const [name, link] of Object.entries(LINKS) as [Link['name'], Link][]) {
      const expected = to[name];
      it(expected ? `${label}: from ${name} to ${expected.name}` : `${label}: does nothing when ${name}`, () => {
        const before = open(link);
        const after = event(before);
        if (expected) assert.deepEqual(after.link, expected);
        else assert.equal(after, before);
      });
    }
  }

  it('join-slow: marks the first attempt once', () => {
    const slow = joinSlow(open(JOINING));
    assert.deepEqual(slow.link, { ...JOINING, isSlow: true });
    assert.equal(joinSlow(slow), slow);
  });

  for (const [name, link] of Object.entries(LINKS)) {
    it(`is given up from ${name} when nobody wants it any more`, () => {
      for (const demand of ['none', 'background', 'ready'] as const) {
        const after = demanded(demand, true)(open(link));
        assert.deepEqual(after.link, { name: 'off' });
        assert.equal(after.demand, demand);
      }
    });
  }

  it('is not asked for without a conversation to listen to', () => {
    const event: ConnectionEvent = demanded('open', false);
    assert.deepEqual(event(initialConnectionState).link, { name: 'off' });
  });

  it('is renewed after a long sleep, because a socket may only look alive', () => {
    const asleep = open({ name: 'joined' }, { page: 'dormant', isSynced: true });
    const awake = pageEvents.visible(asleep);
    assert.deepEqual(awake.link, FRESH_JOIN);
    assert.equal(awake.isSynced, false);
  });

  it('is renewed when the page was left and is back, because its socket was closed meanwhile', () => {
    const back = pageEvents.visible(pageEvents.leaving(open({ name: 'joined' }, { isSynced: true })));
    assert.deepEqual(back.link, FRESH_JOIN);
    assert.equal(back.isSynced, false);
  });

  it('is kept after a short look elsewhere', () => {
    const awake = pageEvents.visible(open({ name: 'joined' }, { page: 'hidden' }));
    assert.deepEqual(awake.link, { name: 'joined' });
  });

  it('falls asleep only when hidden', () => {
    const visible = open(JOINING);
    assert.equal(fellAsleep(visible), visible);
    const hidden = pageEvents.hidden(visible);
    assert.equal(fellAsleep(hidden).page, 'dormant');
  });
});

describe('the public status', () => {
  const after = (state: ConnectionState, ...events: ConnectionEvent[]): ConnectionState =>
    events.reduce((before, event) => event(before), state);

  it('is idle while there is nothing to be connected for', () => {
    for (const demand of ['none', 'background', 'ready'] as const) {
      assert.equal(statusOf({ ...initialConnectionState, demand }), 'idle');
    }
  });

  it('is connecting during the first attempt and live when it succeeds', () => {
    assert.equal(statusOf(open(JOINING, { isSynced: true })), 'connecting');
    assert.equal(statusOf(after(open(JOINING), joined)), 'live');
  });

  it('is polling when the first attempt takes long, once an answer came', () => {
    const slow = after(open(JOINING), joinSlow);
    assert.equal(statusOf(slow), 'connecting');
    assert.equal(statusOf(after(slow, synced)), 'polling');
  });

  it('stays polling through later attempts', () => {
    const away = after(open(JOINING), synced, lost(false));
    assert.equal(statusOf(away), 'polling');
    assert.equal(statusOf(after(away, retryDue)), 'polling');
  });

  it('is connecting after a loss until something was answered again', () => {
    const away = after(open({ name: 'joined' }, { isSynced: true }), lost(false));
    assert.equal(statusOf(away), 'connecting');
    assert.equal(statusOf(after(away, synced)), 'polling');
  });

  it('is offline after two requests without an answer, and back with the first answer', () => {
    const once = after(open({ name: 'joined' }), unanswered);
    assert.equal(statusOf(once), 'live');
    const twice = after(once, unanswered);
    assert.equal(statusOf(twice), 'offline');
    assert.equal(unanswered(twice), twice, 'counting on changes nothing');
    assert.equal(statusOf(after(twice, answered)), 'live');
  });

  it('believes the browser that there is no network, until an answer proves it wrong', () => {
    const offline = after(open({ name: 'joined' }), pageEvents.offline);
    assert.equal(statusOf(offline), 'offline');
    assert.equal(statusOf(after(offline, pageEvents.online)), 'live');
    assert.equal(statusOf(after(offline, answered)), 'live');
  });

  it('is offline before there is a conversation only as long as something waits: nothing else would ever prove it wrong', () => {
    const outage = after(initialConnectionState, demanded('ready', false, true), unanswered, unanswered);
    assert.equal(statusOf(outage), 'offline');
    assert.equal(statusOf(demanded('ready', false, false)(outage)), 'idle');
  });

  it('tells that the chat is offline before there is a conversation, but not while it is closed', () => {
    const offline = after(initialConnectionState, pageEvents.offline);
    assert.equal(statusOf({ ...offline, demand: 'ready' }), 'offline');
    assert.equal(statusOf({ ...offline, demand: 'background' }), 'idle');
  });
});

describe('the pace of polling', () => {
  const pages = ['visible', 'hidden', 'dormant'] as const;
  const paces = (state: ConnectionState): (number | null)[] => pages.map((page) => pollPaceOf({ ...state, page }));

  it('is 2.5 s while the chat is open without Realtime, slower when hidden', () => {
    for (const link of ['off', 'joining', 'waiting', 'refused'] as const) {
      assert.deepEqual(paces(open(LINKS[link])), [2_500, 15_000, 60_000]);
    }
  });

  it('is a look once a minute while Realtime is joined', () => {
    assert.deepEqual(paces(open({ name: 'joined' })), [60_000, 60_000, 60_000]);
  });

  it('is 30 s for a closed chat with a conversation, and stops after a long time out of sight', () => {
    assert.deepEqual(paces({ ...initialConnectionState, demand: 'background' }), [30_000, 30_000, null]);
  });

  it('is nothing without a conversation', () => {
    assert.deepEqual(paces({ ...initialConnectionState, demand: 'ready' }), [null, null, null]);
    assert.deepEqual(paces(initialConnectionState), [null, null, null]);
  });
});
