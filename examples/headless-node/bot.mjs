/**
 * A visitor without a browser: asks what it was told to ask, prints the answers, and goes when the team has said enough.
 * `node bot.mjs "Is the harbour tour on tomorrow?"`
 */
import { createSupportChat } from '@support-chat/sdk';

const question = process.argv[2] ?? 'Is the harbour tour on tomorrow?';
const patienceMs = Number(process.env.PATIENCE_MS ?? 120_000);

const chat = createSupportChat({
  widgetKey: process.env.WIDGET_KEY ?? 'wk_demo@localhost:4100',
  storage: 'memory', // the visitor lives as long as this process
  context: () => ({ page_title: 'A bot on the command line' }),
});
let exitCode = 0;
let leave = (reason) => reason;
const done = new Promise((resolve) => (leave = resolve));

chat.on('connection:changed', ({ connection }) => console.log(`[${connection}]`));
chat.on('message:sent', ({ message }) => console.log(`you: ${message.text}`));
chat.on('message:received', ({ message }) => {
  console.log(`${message.sender.name ?? message.sender.kind}: ${message.text}`);
  void chat.markRead(); // the team sees that it was read
  if (message.sender.kind === 'agent') leave('An answer came.');
});
chat.on('message:failed', ({ error }) => {
  exitCode = 1;
  leave(`Refused: ${error.code}.`);
});
process.once('SIGINT', () => leave('Interrupted.'));
const timer = setTimeout(leave, patienceMs, 'Nobody answered in time.');

try {
  await chat.load();
  chat.setOpen(true); // as if the chat was on screen: answers arrive at once
  await chat.send(question);
  console.log(await done);
  await chat.markRead();
} catch (error) {
  console.error(`${error.code}: ${error.message}`); // always a ChatError
  exitCode = 1;
}
clearTimeout(timer);
chat.destroy();
process.exit(exitCode); // by itself it ends too, after 10 s: realtime-js waits that long for a socket it has closed
