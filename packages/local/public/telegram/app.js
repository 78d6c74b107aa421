/**
 * One person plays a whole support team: this page shows the simulator's groups, topics and chats, and acts in them as
 * whoever "Act as" names. It holds no state of its own but what is open and what was read; after every change it looks
 * again.
 */
import { act, listen, read } from './control-api.js';
import { Composer } from './composer.js';
import { conversationsOf, figureOf, renderConversationList } from './conversation-list.js';
import { h, icon } from './dom.js';
import { renderInspector } from './inspector.js';
import { enableArrowKeys, keepEndInView, renderMessages } from './message-list.js';
import { lockOf, mayManage, personasFor, subtitleOf } from './persona.js';
import { showAlert, showToast } from './toasts.js';

const messageList = document.getElementById('messages');
const lastRead = JSON.parse(localStorage.getItem('telegram-simulator:read') ?? '{}');
let overview;
let messages = [];
let calls = [];
let commands = [];
let onlyErrors = false;
let selectedKey = new URLSearchParams(location.hash.slice(1)).get('chat') ?? undefined;
let personaId = Number(sessionStorage.getItem('telegram-simulator:persona')) || 0;

const composer = new Composer({
  send: async ({ text, file, files, thing }) => {
    const entry = selected();
    await act(files ? 'send-album' : 'send-message', {
      userId: personaId,
      chatId: entry.chatId,
      text,
      ...(entry.threadId && { threadId: entry.threadId }),
      ...(composer.replyTo && { replyTo: composer.replyTo }),
      ...(file && { file }),
      ...(files && { files }),
      ...(thing && { thing }),
    });
  },
  edit: (view, text) =>
    act('edit-message', { userId: personaId, chatId: selected().chatId, messageId: view.message.message_id, text }),
  persona: (id) => setPersona(id),
  start: () => attempt(act('start-bot', { userId: personaId })),
  fail,
});

const messageActions = {
  reply: (view) => composer.reply(view),
  edit: (view) => composer.edit(view),
  remove: (view) => attempt(act('delete-message', on(view))),
  react: (view, emoji) => attempt(act('react', { ...on(view), emoji })),
  tap: (view, button) => attempt(tap(view, button)),
  reactions: () => {
    const allowed = selected()?.group?.reactions ?? 'all';
    return allowed === 'all' ? overview.reactionEmoji : allowed;
  },
};

const on = ({ message }) => ({
  userId: personaId,
  chatId: selected().chatId,
  messageId: message.message_id,
  ...(message.ephemeral_message_id && { ephemeralMessageId: message.ephemeral_message_id }),
});

async function tap(view, button) {
  const result = await act('tap', { ...on(view), button: button.callback_data ?? button.text });
  if (result.kind === 'url') window.open(result.url, '_blank', 'noopener');
  if (result.kind === 'copied') await navigator.clipboard.writeText(result.text);
  if (result.kind === 'started bot') select(`${personaId}`);
}

/* What is open */

const conversations = () => (overview ? conversationsOf(overview) : []);
const selected = () =>
  conversations()
    .flatMap(({ entries }) => entries)
    .find(({ key }) => key === selectedKey);

function select(key) {
  selectedKey = key;
  history.replaceState(null, '', `#chat=${encodeURIComponent(key)}`);
  document.body.dataset.view = 'conversation';
  messages = [];
  messageList.replaceChildren();
  const entry = selected();
  // A chat with the bot belongs to one person: whoever opens it is that person.
  if (entry?.kind === 'direct') setPersona(entry.user.id);
  else render();
  void refresh();
}

function setPersona(id) {
  personaId = id;
  sessionStorage.setItem('telegram-simulator:persona', String(id));
  render();
  // Commands and ephemeral messages differ from person to person.
  void refresh();
}

const isUnread = (entry) => entry.key !== selectedKey && entry.lastMessageId > (lastRead[entry.key] ?? 0);

function markRead() {
  const last = messages.at(-1)?.message.message_id ?? 0;
  if (!selectedKey || document.hidden || last <= (lastRead[selectedKey] ?? 0)) return;
  lastRead[selectedKey] = last;
  localStorage.setItem('telegram-simulator:read', JSON.stringify(lastRead));
}

/* Looking again */

let isRefreshing = false;
let isStale = false;

/** Fetches what is shown. Changes that come meanwhile cause one more round, not one each. */
async function refresh() {
  isStale = true;
  if (isRefreshing) return;
  isRefreshing = true;
  try {
    while (isStale) {
      isStale = false;
      overview = await read('state');
      const entry = selected() ?? firstConversation();
      const key = selectedKey;
      const persona = knownPersona();
      const [newMessages, newCalls, newCommands] = await Promise.all([
        entry ? read('messages', { chatId: entry.chatId, threadId: entry.threadId, asUserId: persona }) : [],
        'inspector' in document.body.dataset ? read('calls') : calls,
        entry ? read('commands', { chatId: entry.chatId, userId: persona }) : [],
      ]);
      calls = newCalls;
      commands = newCommands;
      if (key === selectedKey) messages = newMessages;
      markRead();
      render();
    }
  } catch (error) {
    setConnection('lost');
    console.warn('The simulator could not be read', error);
  } finally {
    isRefreshing = false;
  }
}

/** What a newcomer sees, or somebody whose topic was deleted. */
function firstConversation() {
  const entry = conversations()[0]?.entries[0];
  if (!entry) return undefined;
  selectedKey = entry.key;
  messageList.replaceChildren();
  return entry;
}

/* Drawing */

/** Somebody who exists, whoever was chosen before. */
function knownPersona() {
  if (!overview.users.some(({ id }) => id === personaId)) personaId = overview.users[0]?.id ?? 0;
  return personaId;
}

function render() {
  if (!overview) return;
  const entry = selected();
  knownPersona();
  renderConversationList(document.getElementById('conversations'), {
    groups: conversations(),
    selectedKey,
    isUnread,
    now: overview.now,
    onSelect: ({ key }) => select(key),
  });
  if (entry) renderConversation(entry);
  renderInspector({
    overview,
    calls,
    onlyErrors,
    canDeleteTopic: Boolean(entry?.topic) && mayManage(personaId, entry),
    actions: inspectorActions,
  });
}

function renderConversation(entry) {
  document.title = `${entry.name} · Telegram simulator`;
  document.getElementById('conversation-title').textContent = entry.name;
  document.getElementById('conversation-subtitle').textContent = subtitleOf(overview, entry);
  document.getElementById('conversation-icon').replaceChildren(figureOf(entry));
  document.getElementById('conversation-actions').replaceChildren(...actionsOf(entry));
  if (messages.length) renderMessages(messageList, { messages, personaId, now: overview.now, actions: messageActions });
  else messageList.replaceChildren(emptyState(entry));
  renderTyping(entry);
  composer.switchTo(entry.key);
  composer.render({
    personas: personasFor(overview, entry),
    personaId,
    commands,
    lock: lockOf(overview, personaId, entry),
  });
}

function emptyState(entry) {
  const hint =
    entry.kind === 'direct' ? 'Messages with the bot appear here.' : 'Start a chat in the widget, and it arrives here.';
  return h('li', { class: 'empty' }, h('strong', {}, 'Nothing here yet'), hint);
}

function actionsOf(entry) {
  const button = (label, run) => h('button', { type: 'button', class: 'button', onclick: () => attempt(run()) }, label);
  if (entry.kind === 'topic' && mayManage(personaId, entry)) {
    const where = { userId: personaId, chatId: entry.chatId, threadId: entry.threadId };
    return [
      entry.isClosed
        ? button('Reopen', () => act('reopen-topic', where))
        : button('Close topic', () => act('close-topic', where)),
    ];
  }
  return entry.kind === 'direct' ? [startedSwitch(entry.user)] : [];
}

/** Whether the bot may write to this person: started, or stopped again. */
function startedSwitch(user) {
  const isStarted = user.botChat === 'started';
  const onclick = () => attempt(act(isStarted ? 'stop-bot' : 'start-bot', { userId: user.id }));
  const properties = { type: 'button', role: 'switch', class: 'switch', 'aria-checked': String(isStarted), onclick };
  return h('button', properties, h('span', { class: 'switch-track' }), 'Started the bot');
}

function renderTyping(entry) {
  const isHere = ({ chatId, threadId }) => chatId === entry.chatId && (threadId ?? undefined) === entry.threadId;
  const preview = overview.messagePreviews.find(isHere);
  const sign = preview ?? overview.chatActions.find(isHere);
  const line = document.getElementById('typing');
  const bot = overview.bot.first_name;
  const doing = sign?.action === 'typing' ? 'typing' : 'sending a file';
  line.hidden = !sign;
  line.textContent = preview ? `${bot}: ${preview.text || 'Thinking'}…` : `${bot} is ${doing}…`;
  if (sign) setTimeout(() => void refresh(), Math.max(200, sign.expiresAt - overview.now + 100));
}

/* The Bot API panel */

const inspectorActions = {
  inject: (rule) => attempt(act('inject-fault', rule)),
  removeFault: (id) => attempt(act('remove-fault', { id })),
  skip: (durationMs) => attempt(act('advance-clock', { durationMs })),
  rateLimits: (isOn) => attempt(act('set-rate-limits', { limits: isOn ? 'telegram' : 'off' })),
  deleteTopic: () => {
    const entry = selected();
    if (entry?.threadId)
      attempt(act('delete-topic', { userId: personaId, chatId: entry.chatId, threadId: entry.threadId }));
  },
};

function showInspector(isShown) {
  document.body.toggleAttribute('data-inspector', isShown);
  localStorage.setItem('telegram-simulator:inspector', isShown ? 'open' : 'closed');
  if (isShown) void refresh();
}

/* Wiring */

function attempt(promise) {
  promise.then(() => refresh(), fail);
}

function fail(error) {
  showToast({ text: error.message, kind: 'error' });
}

function setConnection(state) {
  const line = document.getElementById('connection');
  line.dataset.state = state;
  line.textContent = state === 'live' ? 'Live' : 'Connection lost, trying again…';
}

function onCallbackAnswer({ userId, text, showAlert: isAlert, url }) {
  if (userId !== personaId) return;
  for (const button of messageList.querySelectorAll('[data-busy]')) button.removeAttribute('data-busy');
  if (isAlert && text) showAlert(text);
  else if (text && !url) showToast({ text, from: overview?.bot.first_name });
  if (!url) return;
  const payload = new URL(url).searchParams.get('start') ?? undefined;
  const open = () => attempt(act('start-bot', { userId, payload }).then(() => select(`${userId}`)));
  showToast({
    text: text || 'Opens a chat with the bot',
    from: overview?.bot.first_name,
    action: { label: 'Open chat', run: open },
  });
}

for (const element of document.querySelectorAll('[data-icon]')) element.append(icon(element.dataset.icon));
document.addEventListener('click', (event) => {
  const action = event.target.closest?.('[data-action]')?.dataset.action;
  if (action === 'show-list') document.body.dataset.view = 'list';
  if (action === 'show-inspector') showInspector(true);
  if (action === 'hide-inspector') showInspector(false);
  if (action === 'clear-calls') attempt(act('clear-calls'));
});
document.getElementById('only-errors').addEventListener('click', (event) => {
  onlyErrors = !onlyErrors;
  event.currentTarget.setAttribute('aria-pressed', String(onlyErrors));
  render();
});
document.addEventListener('visibilitychange', () => void refresh());
enableArrowKeys(messageList);
keepEndInView(messageList);
const savedInspector = localStorage.getItem('telegram-simulator:inspector');
document.body.toggleAttribute('data-inspector', savedInspector ? savedInspector === 'open' : innerWidth > 1180);
if (selectedKey) document.body.dataset.view = 'conversation';
listen({ changed: () => void refresh(), callbackAnswer: onCallbackAnswer, connection: setConnection });
