import { createSupportChat } from '@support-chat/sdk';

const chat = createSupportChat({ widgetKey: 'wk_demo@localhost:4100' });
const [team, status, older, list, problem, input] = ['team', 'status', 'older', 'messages', 'problem', 'text'].map(
  (id) => document.getElementById(id),
);
const connections = { connecting: 'Connecting …', offline: 'You are offline. Messages are sent when you are back.' };
const deliveries = {
  queued: 'Waiting to send',
  sending: 'Sending',
  sent: 'Sent',
  delivered: 'Delivered to the team',
  seen: 'Seen',
};
const rows = new Map();

function draw() {
  const { config, availability, connection, messages, hasOlderMessages } = chat.getSnapshot();
  team.textContent = config?.teamName ?? 'Support';
  status.textContent =
    connections[connection] ?? (availability?.status === 'online' ? 'The team is here' : 'We answer as soon as we can');
  older.hidden = !hasOlderMessages;

  const ids = new Set(messages.map(({ id }) => id));
  for (const [id, { node }] of rows) {
    if (ids.has(id)) continue;
    node.remove();
    rows.delete(id);
  }
  messages.forEach((message, index) => {
    const row = rows.get(message.id) ?? { node: document.createElement('li'), message: null };
    rows.set(message.id, row);
    // Parts of a snapshot that did not change keep their identity.
    if (row.message !== message) fill(row.node, message);
    row.message = message;
    if (list.children[index] !== row.node) list.insertBefore(row.node, list.children[index] ?? null);
  });
}

function fill(node, { id, sender, text, deletedAt, delivery }) {
  const body = document.createElement('p');
  body.textContent = deletedAt === null ? text : 'This message was deleted.';
  const note = document.createElement('small');
  note.textContent = delivery === null ? (sender.name ?? '') : (deliveries[delivery.state] ?? 'Not sent. ');
  if (delivery?.state === 'failed') {
    const again = document.createElement('button');
    again.textContent = 'Try again';
    again.addEventListener('click', () => attempt(chat.retry(id)));
    note.append(again);
  }
  node.dataset.from = sender.kind;
  node.replaceChildren(body, note);
}

/** Shows what went wrong, or clears the last complaint. */
const attempt = (work) =>
  work.then(
    () => (problem.textContent = ''),
    (error) => (problem.textContent = error.message),
  );

document.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  // Resolves once the message is stored in this browser: from here on it survives a reload.
  attempt(chat.send(input.value).then(() => (input.value = '')));
});
older.addEventListener('click', () => attempt(chat.loadOlder()));
chat.on('message:received', () => attempt(chat.markRead()));
chat.subscribe(draw);
draw();
attempt(chat.load());
chat.setOpen(true);
