/** Everything that may happen. Each command moves the model and the real thing alike, then lets a little time pass. */
import fc from 'fast-check';
import type { FakeConversation } from '../fake-conversations.ts';
import type { Fault } from '../fake-network.ts';
import type { ChatModel, WrittenMessage } from './chat-model.ts';
import { isElsewhere, isUnsent, type ModelDevice, TAB_COUNT } from './model-device.ts';
import type { ModelTab } from './model-tab.ts';

export type ChatCommand = fc.AsyncCommand<ChatModel, ModelDevice>;

type Act = (device: ModelDevice, model: ChatModel) => void | Promise<unknown>;

function command(label: string, check: (model: Readonly<ChatModel>) => boolean, act: Act): ChatCommand {
  return {
    check,
    async run(model, device) {
      await act(device, model);
      await device.clock.advance(0);
    },
    toString: () => label,
  };
}

const always = (): boolean => true;

/** A person does something in one tab. Nobody does anything in one that is not there, or frozen. */
function inTab(label: string, place: number, act: (tab: ModelTab, model: ChatModel, device: ModelDevice) => unknown) {
  return command(
    `tab ${place}: ${label}`,
    (model) => model.isActive(place),
    (device, model) => void act(device.tabs[place] as ModelTab, model, device),
  );
}

// --- The visitor ---------------------------------------------------------------------------------------------------

const open = (place: number): ChatCommand =>
  command(
    `open tab ${place}`,
    (model) => model.tabs[place] === 'none',
    (device, model) => {
      model.tabs[place] = 'open';
      device.openTab(place);
    },
  );

const close = (place: number): ChatCommand =>
  command(
    `close tab ${place}`,
    (model) => model.isActive(place),
    (device, model) => {
      model.tabs[place] = 'none';
      model.end(device.tabs[place] as object);
      return device.close(place);
    },
  );

const send = (place: number, isRefused: boolean): ChatCommand =>
  inTab(isRefused ? 'send what the server refuses' : 'send', place, (tab, model, device) => {
    const message = model.write(isRefused);
    tab.chat.send(message.texts[0] as string).then(
      ({ id }) => {
        message.id = id;
        message.fate = 'must';
        if (tab.chat.getSnapshot().storage === 'persistent') return;
        message.keptBy = tab;
        if (!device.tabs.includes(tab)) message.fate = 'may';
      },
      () => {}, // destroyed meanwhile: it may have been stored
    );
  });

/** The unsent message that is meant, if there is one. */
function pickUnsent({ chat }: ModelTab, pick: number): string | undefined {
  const unsent = chat.getSnapshot().messages.filter(isUnsent);
  return unsent[pick % unsent.length]?.id;
}

const retry = (place: number, pick: number): ChatCommand =>
  inTab(`retry ${pick}`, place, (tab, model, device) => {
    const id = pickUnsent(tab, pick);
    const message = tab.chat.getSnapshot().messages.find((one) => one.id === id);
    if (!id || message?.delivery?.state !== 'failed' || isElsewhere(message.delivery)) return;
    model.retry(id, device.server);
    ignore(tab.chat.retry(id));
  });

const discard = (place: number, pick: number): ChatCommand =>
  inTab(`discard ${pick}`, place, (tab, model, device) => {
    const id = pickUnsent(tab, pick);
    const written = id && model.find(id);
    if (!id || !written) return;
    const wasSent = isUnderWay(device, id);
    takeBack(written);
    const fate = written.fate;
    ignore(
      tab.chat.discard(id).then(() => {
        const isThere = tab.chat.getSnapshot().messages.some((message) => message.id === id);
        const isSure = !wasSent && !isUnderWay(device, id) && model.openCount === 1 && !model.hasLostStorage;
        if (!isThere && isSure && fate !== 'never') written.fate = 'never';
      }),
    );
  });

const edit = (place: number, pick: number): ChatCommand =>
  inTab(`edit ${pick}`, place, (tab, model) => {
    const own = ownMessages(tab);
    const written = model.find(own[pick % own.length] ?? '');
    if (written?.id) ignore(tab.chat.edit(written.id, model.nextText(written)));
  });

const unsend = (place: number, pick: number): ChatCommand =>
  inTab(`unsend ${pick}`, place, (tab, model) => {
    const own = ownMessages(tab);
    const written = model.find(own[pick % own.length] ?? '');
    if (!written?.id) return;
    takeBack(written);
    ignore(tab.chat.unsend(written.id));
  });

const panel = (place: number, isOpen: boolean): ChatCommand =>
  inTab(isOpen ? 'open the panel' : 'close the panel', place, ({ chat }) => chat.setOpen(isOpen));

const markRead = (place: number): ChatCommand => inTab('read everything', place, ({ chat }) => ignore(chat.markRead()));

const loadOlder = (place: number): ChatCommand => inTab('load older', place, ({ chat }) => ignore(chat.loadOlder()));

const reconnect = (place: number): ChatCommand => inTab('try now', place, ({ chat }) => chat.reconnect());

// --- Tabs and the device -------------------------------------------------------------------------------------------

const crash = (place: number, isHeard: boolean): ChatCommand =>
  command(
    `tab ${place} crashes${isHeard ? '' : ', and so do its requests'}`,
    (model) => model.tabs[place] !== 'none',
    (device, model) => {
      model.tabs[place] = 'none';
      model.end(device.tabs[place] as object);
      device.crash(place, isHeard);
    },
  );

const dieAfter = (place: number, storageSteps: number): ChatCommand =>
  inTab(`crashes after ${storageSteps} more steps of its storage`, place, (tab, model, device) => {
    tab.dieAfter(storageSteps, () => {
      if (device.tabs[place] !== tab) return;
      model.tabs[place] = 'none';
      model.end(tab);
      device.crash(place, true);
    });
  });

const freeze = (place: number): ChatCommand =>
  command(
    `tab ${place} freezes`,
    (model) => model.isActive(place),
    (device, model) => {
      model.tabs[place] = 'frozen';
      device.tabs[place]?.freeze();
    },
  );

const thaw = (place: number): ChatCommand =>
  command(
    `tab ${place} goes on`,
    (model) => model.tabs[place] === 'frozen',
    (device, model) => {
      model.tabs[place] = 'open';
      device.tabs[place]?.thaw();
    },
  );

const look = (place: number, signal: 'hidden' | 'visible'): ChatCommand =>
  inTab(`is ${signal}`, place, (tab) => tab.send(signal));

const leaveAndReturn = (place: number): ChatCommand =>
  inTab('is left, and returned to', place, (tab, model) => {
    const group = model.nextRank();
    for (const { id } of tab.chat.getSnapshot().messages.filter(isUnsent)) {
      const written = model.find(id);
      if (written) written.flush = group;
    }
    tab.send('leaving');
    tab.send('visible');
  });

const network = (isOn: boolean): ChatCommand =>
  command(isOn ? 'network on' : 'network off', always, (device) => {
    device.server.fault = isOn ? null : { kind: 'down' };
    if (!isOn) device.server.realtime.drop();
    for (const tab of device.open) if (!tab.isFrozen) tab.send(isOn ? 'online' : 'offline');
  });

const storageFails = command('storage fails from now on', always, (device, model) => {
  model.hasLostStorage = true;
  device.browser.storageError = new Error('The disk is full.');
});

const turnClock = (skewMs: number): ChatCommand =>
  command(`the clock of the device is ${skewMs / 60_000} min off`, always, (device) => {
    device.skewMs = skewMs;
  });

const sleep = (durationMs: number): ChatCommand =>
  command(`the device sleeps for ${durationMs / 1000} s`, always, (device) => device.clock.sleep(durationMs));

const wait = (durationMs: number): ChatCommand =>
  command(`wait ${durationMs} ms`, always, (device) => device.clock.advance(durationMs));

// --- The server and the team ---------------------------------------------------------------------------------------

const fault = (kind: Fault): ChatCommand =>
  command(`every request: ${JSON.stringify(kind)}`, always, (device) => {
    device.server.fault = kind;
  });

const nextFault = (kind: Fault, path: string | undefined): ChatCommand =>
  command(`next request${path ? ` to ${path}` : ''}: ${JSON.stringify(kind)}`, always, (device) => {
    device.server.nextFaults.push(path ? { ...kind, path } : kind);
  });

const realtime = (isUp: boolean): ChatCommand =>
  command(isUp ? 'Realtime is back' : 'Realtime is down', always, ({ server }) => {
    server.realtime.answer = isUp ? 'accept' : { error: 'socket closed' };
    if (!isUp) server.realtime.drop();
  });

const repeatEvent = (age: number): ChatCommand =>
  command(`Realtime repeats what it told ${age} before`, always, (device) => device.repeat(age));

const refuseJoins = command('Realtime refuses', always, ({ server }) => {
  server.realtime.answer = { error: 'Unauthorized: You do not have permissions' };
  server.realtime.drop();
});

const expireTokens = command('tokens expire', always, ({ server }) => {
  server.sessions.expireAccessTokens();
  server.realtime.expire();
});

const revoke = command('all sessions are revoked', always, ({ server }, model) => {
  model.hasLostSession = true;
  server.sessions.revoke();
});

const asTeam = (label: string, act: (server: ModelDevice['server']) => void): ChatCommand =>
  command(label, always, ({ server }) => {
    if (server.conversations.length > 0) act(server);
  });

const quietly = (isSilent: boolean): string => (isSilent ? ', unannounced' : '');

const agentReplies = (isSilent: boolean): ChatCommand =>
  asTeam(`Mika replies${quietly(isSilent)}`, (server) =>
    server.team.reply(`reply ${server.requests.length}`, { isSilent }),
  );

function ofMika(server: ModelDevice['server'], pick: number): string | undefined {
  const messages = server.conversations.at(-1)?.messages.filter(({ sender }) => sender.kind === 'agent') ?? [];
  return messages[pick % messages.length]?.id;
}

const agentEdits = (pick: number, isSilent: boolean): ChatCommand =>
  asTeam(`Mika corrects ${pick}${quietly(isSilent)}`, (server) => {
    const id = ofMika(server, pick);
    if (id) server.team.edit(id, 'a better reply', { isSilent });
  });

const agentDeletes = (pick: number, isSilent: boolean): ChatCommand =>
  asTeam(`Mika deletes ${pick}${quietly(isSilent)}`, (server) => {
    const id = ofMika(server, pick);
    if (id) server.team.delete(id, { isSilent });
  });

const agentCloses = (isSilent: boolean): ChatCommand =>
  asTeam(`Mika closes the conversation${quietly(isSilent)}`, (server) =>
    server.team.update({ status: 'closed' }, { isSilent }),
  );

const agentReopens = (pick: number, isSilent: boolean): ChatCommand =>
  asTeam(`Mika opens ${pick} again, and replies${quietly(isSilent)}`, ({ conversations, team, requests }) => {
    const { id } = (conversations[pick % conversations.length] as FakeConversation).wire;
    if (team.reopen(id, { isSilent })) team.replyIn(id, `reply ${requests.length}`, isSilent);
  });

const receipts = (isSilent: boolean): ChatCommand =>
  asTeam(`the team has seen everything${quietly(isSilent)}`, (server) => {
    const seq = server.conversations.at(-1)?.wire.last_seq ?? 0;
    server.team.update({ delivered_seq: seq, seen_seq: seq }, { isSilent });
  });

// --- Chance --------------------------------------------------------------------------------------------------------

// Mostly the first: what many tabs do, one has to be able to do as well.
const place = fc.constantFrom(0, 0, ...Array.from({ length: TAB_COUNT }, (_, index) => index));
const pick = fc.nat(7);
const anyFault = fc.oneof(
  fc.constant<Fault>({ kind: 'down' }),
  fc.constant<Fault>({ kind: 'lost-answer' }),
  fc.constant<Fault>({ kind: 'portal' }),
  fc.constantFrom(500, 503).map((status): Fault => ({ kind: 'status', status })),
  fc.constant<Fault>({ kind: 'status', status: 403, code: 'visitor_banned' }),
  fc
    .constantFrom('3', '45')
    .map((retryAfter): Fault => ({ kind: 'status', status: 429, code: 'rate_limited', retryAfter })),
  fc.constantFrom(200, 12_000, 20_000).map((delayMs): Fault => ({ kind: 'slow', delayMs })),
  fc.constantFrom(200, 12_000, 20_000).map((delayMs): Fault => ({ kind: 'late-answer', delayMs })),
);
const endpoint = fc.option(
  fc.constantFrom('chat/message', 'chat/session', 'chat/session/refresh', 'chat/poll', 'chat/read'),
  { nil: undefined },
);

const inPlace = (make: (place: number) => ChatCommand): fc.Arbitrary<ChatCommand> => place.map(make);
const inPlaceWith = <Value>(
  value: fc.Arbitrary<Value>,
  make: (place: number, value: Value) => ChatCommand,
): fc.Arbitrary<ChatCommand> => fc.tuple(place, value).map(([where, what]) => make(where, what));
const boolean = fc.boolean();

/** How often each is tried, as against the others. */
const weighted: readonly (readonly [weight: number, fc.Arbitrary<ChatCommand>])[] = [
  [24, inPlaceWith(fc.constant(false), send)],
  [3, inPlaceWith(fc.constant(true), send)],
  [3, inPlaceWith(pick, retry)],
  [3, inPlaceWith(pick, discard)],
  [3, inPlaceWith(pick, edit)],
  [3, inPlaceWith(pick, unsend)],
  [4, inPlaceWith(boolean, panel)],
  [4, inPlace(markRead)],
  [3, inPlace(loadOlder)],
  [2, inPlace(reconnect)],
  [10, inPlace(open)],
  [4, inPlace(close)],
  [7, inPlaceWith(boolean, crash)],
  [4, inPlaceWith(fc.integer({ min: 1, max: 6 }), dieAfter)],
  [3, inPlace(freeze)],
  [4, inPlace(thaw)],
  [3, inPlaceWith(fc.constantFrom('hidden' as const, 'visible' as const), look)],
  [2, inPlace(leaveAndReturn)],
  [3, fc.constant(network(false))],
  [8, fc.constant(network(true))],
  [1, fc.constant(storageFails)],
  [2, fc.constantFrom(-7_200_000, -60_000, 0, 60_000, 7_200_000).map(turnClock)],
  [2, fc.constantFrom(10_000, 600_000, 7_200_000).map(sleep)],
  [30, fc.constantFrom(0, 50, 700, 5_000, 40_000).map(wait)],
  [4, anyFault.map(fault)],
  [10, fc.tuple(anyFault, endpoint).map((one) => nextFault(...one))],
  [2, fc.constant(realtime(false))],
  [3, fc.constant(realtime(true))],
  [2, pick.map(repeatEvent)],
  [1, fc.constant(refuseJoins)],
  [2, fc.constant(expireTokens)],
  [1, fc.constant(revoke)],
  [8, boolean.map(agentReplies)],
  [3, fc.tuple(pick, boolean).map((one) => agentEdits(...one))],
  [2, fc.tuple(pick, boolean).map((one) => agentDeletes(...one))],
  [1, boolean.map(agentCloses)],
  [2, fc.tuple(pick, boolean).map((one) => agentReopens(...one))],
  [2, boolean.map(receipts)],
];

export const anyCommand = fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })));

// --- Small parts ---------------------------------------------------------------------------------------------------

/** The command does not wait for it; a refusal is one of the things that may happen. */
function ignore(promise: Promise<unknown>): void {
  promise.catch(() => {});
}

function takeBack(written: WrittenMessage): void {
  written.isTakenBack = true;
  if (written.fate === 'must') written.fate = 'may';
}

function ownMessages({ chat }: ModelTab): readonly string[] {
  return chat.getSnapshot().messages.flatMap(({ id, delivery }) => (delivery ? id : []));
}

/** Whether the server has been asked to take it. */
function isUnderWay({ server }: ModelDevice, id: string): boolean {
  return server.requestsTo('chat/message').some(({ body }) => (body as { readonly id?: string } | null)?.id === id);
}
