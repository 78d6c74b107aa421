/** The simulator's control API, from the page's point of view. */

const ROOT = new URL('../sim/', document.baseURI);

/** @returns {Promise<any>} */
export async function read(verb, query = {}) {
  const url = new URL(verb, ROOT);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
  }
  return answerOf(await fetch(url));
}

/** @returns {Promise<any>} */
export async function act(verb, body = {}) {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return answerOf(await fetch(new URL(verb, ROOT), init));
}

export function fileUrl(fileId) {
  const url = new URL('file', ROOT);
  url.searchParams.set('id', fileId);
  return url.href;
}

/**
 * @param {{ changed: () => void, callbackAnswer: (answer: any) => void, connection: (state: 'live' | 'lost') => void }} handlers
 */
export function listen(handlers) {
  const events = new EventSource(new URL('events', ROOT));
  events.addEventListener('open', () => {
    handlers.connection('live');
    handlers.changed();
  });
  events.addEventListener('error', () => handlers.connection('lost'));
  events.addEventListener('changed', handlers.changed);
  events.addEventListener('callback_answer', (event) => handlers.callbackAnswer(JSON.parse(event.data)));
}

async function answerOf(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(explain(body?.error?.message ?? `The simulator answered ${response.status}`));
  return body;
}

/** Telegram's short codes in plain words; anything else is shown as it is. */
function explain(message) {
  const words = {
    CHAT_WRITE_FORBIDDEN: 'Only members can write in this group.',
    CHAT_ADMIN_REQUIRED: 'Only an administrator can do this.',
    TOPIC_CLOSED: 'This topic is closed.',
    TOPIC_DELETED: 'This topic was deleted.',
    TOPIC_NOT_MODIFIED: 'Nothing would change.',
    MESSAGE_EMPTY: 'The message is empty.',
    MESSAGE_TOO_LONG: 'The message is too long. Telegram takes 4096 characters.',
    MESSAGE_AUTHOR_REQUIRED: 'Only the author can edit a message.',
    MESSAGE_ID_INVALID: 'This message is gone.',
    YOU_BLOCKED_USER: 'You stopped this bot. Start it again to write.',
  };
  return words[message] ?? message;
}
