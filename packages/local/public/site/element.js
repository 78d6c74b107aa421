// The element's own interface: methods on the node, events that bubble from it.

const chat = document.querySelector('support-chat');
const log = document.querySelector('.log');

const eventTypes = [
  'chat-ready',
  'chat-opened',
  'chat-closed',
  'chat-conversation-started',
  'chat-message-sent',
  'chat-message-received',
  'chat-message-failed',
  'chat-unread-change',
  'chat-availability-change',
  'chat-connection-change',
  'chat-error',
];

for (const type of eventTypes) {
  chat.addEventListener(type, () => {
    const time = document.createElement('time');
    time.textContent = new Date().toLocaleTimeString('en-GB');
    const line = document.createElement('div');
    line.append(time, type);
    log.prepend(line);
  });
}

// Attributes and events work at once; methods exist from the moment the class is registered.
await customElements.whenDefined('support-chat');
for (const button of document.querySelectorAll('[data-call]')) {
  button.addEventListener('click', () => {
    chat[button.dataset.call]();
  });
  button.disabled = false;
}
