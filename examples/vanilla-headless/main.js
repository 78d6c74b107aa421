import { createSupportChat } from '@support-chat/sdk';

const chat = createSupportChat({ widgetKey: 'wk_demo@localhost:4100' });
const [toggle, panel, team, state, older, log, problem, form, text] =
  'toggle panel team state older log problem form text'.split(' ').map((id) => document.getElementById(id));
const people = { online: 'The team is here.', away: 'We answer as soon as we can.', offline: 'We are closed.' };
const connections = { connecting: 'Connecting …', offline: 'You are offline. Messages go out when you are back.' };
const steps = { queued: 'Waiting', sending: 'Sending', sent: 'Sent', delivered: 'Delivered', seen: 'Seen' };
const rows = new Map(); // message id → the message as it was drawn, and where

function draw() {
  const { config, availability, connection, messages, unreadCount, hasOlderMessages } = chat.getSnapshot();
  toggle.textContent = unreadCount === 0 ? 'Chat' : `Chat (${unreadCount} unread)`;
  team.textContent = config?.teamName ?? 'Support';
  state.textContent = connections[connection] ?? people[availability?.status] ?? '';
  older.hidden = !hasOlderMessages;
  const nodes = messages.map(nodeOf);
  const isNew = nodes.at(-1) !== log.lastElementChild;
  for (const node of [...log.children]) if (!nodes.includes(node)) node.remove();
  nodes.forEach((node, at) => log.children[at] === node || log.insertBefore(node, log.children[at] ?? null));
  if (isNew) log.scrollTop = log.scrollHeight;
}

function nodeOf(message) {
  const row = rows.get(message.id) ?? { node: document.createElement('div') };
  // What did not change in a snapshot is the same object as before: those rows are left alone.
  if (row.message !== message) fill(row.node, message);
  rows.set(message.id, { node: row.node, message });
  return row.node;
}

function fill(node, { id, sender, text, deletedAt, delivery }) {
  const [body, note, again] = ['p', 'small', 'button'].map((name) => document.createElement(name));
  body.textContent = deletedAt === null ? text : 'This message was deleted.';
  note.textContent = delivery === null ? sender.name : (steps[delivery.state] ?? delivery.error.message);
  again.textContent = 'Try again';
  again.onclick = () => attempt(chat.retry(id));
  node.className = sender.kind;
  node.replaceChildren(body, note, ...(delivery?.state === 'failed' ? [again] : []));
}

const say = (error) => (problem.textContent = error?.message ?? '');
const attempt = (work) => work.then(() => say(null), say);
const read = () => !panel.hidden && document.visibilityState === 'visible' && attempt(chat.markRead());

toggle.onclick = () => {
  panel.hidden = !panel.hidden;
  toggle.setAttribute('aria-expanded', String(!panel.hidden));
  chat.setOpen(!panel.hidden); // open: answers arrive at once
  read();
};
form.onsubmit = (event) => {
  event.preventDefault();
  attempt(chat.send(text.value).then(() => form.reset())); // stored in this browser, from now on it survives a reload
};
older.onclick = () => attempt(chat.loadOlder());
document.onvisibilitychange = read;
chat.on('message:received', read);
chat.subscribe(draw);
attempt(chat.load()); // one request; brings back what an earlier visit has left
