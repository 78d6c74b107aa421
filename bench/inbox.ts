/**
 * `npm run bench:inbox`: what an agent's inbox costs where there is very much in it: the browser that shows it
 * (inbox-frames.ts), and the database that finds its pages (inbox-pages.ts).
 *
 *   --part frames            the browser alone, a minute; `pages`: the database alone
 *   --conversations 100000   a smaller big database than the one of a million
 *
 * It fails when a budget is exceeded.
 */
import { parseArgs } from 'node:util';
import { benchInboxFrames } from './inbox-frames.ts';
import { benchInboxPages, SMALL } from './inbox-pages.ts';

const { values: options } = parseArgs({
  options: { conversations: { type: 'string', default: '1000000' }, part: { type: 'string' } },
});
const big = Number(options.conversations);
if (!Number.isSafeInteger(big) || big < SMALL) throw new Error(`--conversations must be a number from ${SMALL}.`);
if (options.part !== undefined && !['frames', 'pages'].includes(options.part))
  throw new Error('--part must be "frames" or "pages".');

if (options.part !== 'pages') await benchInboxFrames();
if (options.part !== 'frames') await benchInboxPages(big);
