/** The mailbox's page: the list follows what arrives, the open e-mail stays as it is. */

const POLL_MS = 1_500;

const byId = (id) => document.getElementById(id);
const [list, status, clear, noMail, nothingOpen, open, paper, frame, text] = [
  'list',
  'status',
  'clear',
  'no-mail',
  'nothing-open',
  'open',
  'paper',
  'html',
  'text',
].map(byId);

/** Undefined until the stack has answered. @type {{ id: string, received_at: string, from_name: string, to: string, reply_to: string | null, subject: string, text: string }[] | undefined} */
let mails;
let openId = decodeURIComponent(location.hash.slice(1)) || undefined;
const read = new Set();
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

async function look() {
  try {
    const response = await fetch('messages', { cache: 'no-store' });
    const { messages } = await response.json();
    if (messages.map(({ id }) => id).join() !== mails?.map(({ id }) => id).join()) {
      mails = messages;
      showList();
    }
    status.textContent = mails.length === 0 ? 'Empty' : mails.length === 1 ? 'One e-mail' : `${mails.length} e-mails`;
    if (openId !== undefined && openId !== open.dataset.id) openMail(openId);
  } catch {
    status.textContent = 'The stack does not answer.';
  }
}

function showList() {
  noMail.hidden = mails.length > 0;
  list.hidden = clear.hidden = mails.length === 0;
  nothingOpen.hidden = mails.length === 0 || openId !== undefined;
  const focused = document.activeElement?.dataset.id;
  list.replaceChildren(...mails.map(listItem));
  list.querySelector(`[data-id="${focused}"]`)?.focus({ preventScroll: true });
  if (openId !== undefined && !mails.some(({ id }) => id === openId)) closeMail();
  markList();
}

function markList() {
  for (const button of list.querySelectorAll('button')) {
    const { id } = button.dataset;
    button.toggleAttribute('data-unread', !read.has(id));
    if (id === openId) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
}

function listItem(mail) {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.id = mail.id;
  const at = document.createElement('time');
  at.dateTime = mail.received_at;
  at.textContent = time.format(new Date(mail.received_at));
  button.append(span('to', `To ${mail.to}`), at, span('subject', mail.subject), span('snippet', snippetOf(mail)));
  button.addEventListener('click', () => {
    openMail(mail.id);
    document.body.dataset.view = 'mail';
  });
  const item = document.createElement('li');
  item.append(button);
  return item;
}

/** The text without its letterhead and heading, which say the same in every e-mail. */
function snippetOf(mail) {
  return mail.text.split('\n\n').slice(2).join(' ').replace(/\s+/gu, ' ').slice(0, 160);
}

function span(className, content) {
  const element = document.createElement('span');
  element.className = className;
  element.dir = 'auto';
  element.textContent = content;
  return element;
}

function openMail(id) {
  const mail = mails.find((known) => known.id === id);
  if (mail === undefined) return;
  openId = id;
  open.dataset.id = id;
  read.add(id);
  history.replaceState(null, '', `#${encodeURIComponent(id)}`);
  byId('subject').textContent = mail.subject;
  byId('addresses').textContent =
    `${mail.from_name} to ${mail.to}` + (mail.reply_to === null ? '' : ` · replies to ${mail.reply_to}`);
  byId('details').textContent = moment.format(new Date(mail.received_at));
  frame.src = `messages/${encodeURIComponent(id)}/html`;
  text.textContent = mail.text;
  nothingOpen.hidden = true;
  open.hidden = false;
  markList();
}

function closeMail() {
  openId = undefined;
  delete open.dataset.id;
  history.replaceState(null, '', location.pathname);
  open.hidden = true;
  nothingOpen.hidden = mails.length === 0;
  document.body.dataset.view = 'list';
}

function press(group, chosen) {
  for (const button of group.querySelectorAll('button')) {
    button.setAttribute('aria-pressed', String(button === chosen));
  }
}

for (const button of document.querySelectorAll('[data-part]')) {
  button.addEventListener('click', () => {
    press(button.parentElement, button);
    const isText = button.dataset.part === 'text';
    text.hidden = !isText;
    frame.hidden = isText;
    byId('widths').hidden = isText;
  });
}
for (const button of document.querySelectorAll('#widths button')) {
  button.addEventListener('click', () => {
    press(button.parentElement, button);
    paper.dataset.width = button.dataset.width;
  });
}
byId('back').addEventListener('click', () => {
  document.body.dataset.view = 'list';
});
clear.addEventListener('click', async () => {
  await fetch('messages', { method: 'DELETE' });
  await look();
});

if (openId !== undefined) document.body.dataset.view = 'mail';
await look();
setInterval(() => {
  if (document.visibilityState === 'visible') void look();
}, POLL_MS);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void look();
});
