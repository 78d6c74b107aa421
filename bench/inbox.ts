/**
 * `npm run bench:inbox`: what an agent's inbox costs where there is very much in it: the browser that shows it
 * (inbox-frames.ts), the client that keeps it (inbox-events.ts), and the database that finds its pages (inbox-pages.ts).
 *
 *   --part frames            the browser alone, a minute; `events`: the client alone; `pages`: the database alone
 *   --conversations 100000   a smaller big database than the one of a million
 *
 * It fails when a budget is exceeded.
 */
import { parseArgs } from 'node:util';
import { benchInboxEvents } from './inbox-events.ts';
import { benchInboxFrames } from './inbox-frames.ts';
import { benchInboxPages, SMALL } from './inbox-pages.ts';

const { values: options } = parseArgs({
  options: { conversations: { type: 'string', default: '1000000' }, part: { type: 'string' } },
});
const big = Number(options.conversations);
if (!Number.isSafeInteger(big) || big < SMALL) throw new Error(`--conversations must be a number from ${SMALL}.`);
const PARTS = ['frames', 'events', 'pages'];
if (options.part !== undefined && !PARTS.includes(options.part))
  throw new Error(`--part must be one of ${PARTS.join(', ')}.`);
const isWanted = (part: string) => options.part === undefined || options.part === part;

if (isWanted('frames')) await benchInboxFrames();
if (isWanted('events')) benchInboxEvents();
if (isWanted('pages')) await benchInboxPages(big);
