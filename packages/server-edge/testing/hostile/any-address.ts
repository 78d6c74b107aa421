import fc from 'fast-check';
import { hostileText } from './hostile-texts.ts';

/** What an address can be turned into. Some of it means the same address, which is then as good as before. */
const TURNS: readonly ((path: string) => string)[] = [
  (path) => `${path}/`,
  (path) => `${path}//`,
  (path) => path.replace('/', '//'),
  (path) => path.replaceAll('/', '%2F'),
  (path) => path.replaceAll('/', '%2f..%2f'),
  (path) => path.replaceAll('/', '\\'),
  (path) => path.replace(/^\/\w+/, '$&/..$&'),
  (path) => path.replace(/^\/\w+/, '$&/%2e%2e$&'),
  (path) => `/..${path}`,
  (path) => `/../..${path}`,
  (path) => `/support-chat${path}`,
  (path) => `${path}/../../internal/tick`,
  (path) => `${path}/%2e%2e/%2e%2e/internal/tick`,
  (path) => `${path}%2f..%2f..%2finternal%2ftick`,
  (path) => path.toUpperCase(),
  (path) => `${path}%00`,
  (path) => `${path}%`,
  (path) => `${path}%c0%ae`,
  (path) => `${path}%ff`,
  (path) => `${path};jsessionid=1`,
  (path) => `${path}.json`,
  (path) => `${path}/*`,
  (path) => `${path}/:id`,
  (path) => `${path}/__proto__`,
  (path) => `${path}/${'x/'.repeat(2_000)}`,
  (path) => path.slice(0, -1),
  (path) => path.replace(/[^/]$/, (last) => `%${last.charCodeAt(0).toString(16)}`),
];

/** An address near `path`. What stands for an id in it becomes a text that is none, half of the time. */
export function spoiledPath(path: string): fc.Arbitrary<string> {
  const turned = fc.constantFrom(...TURNS).map((turn) => turn(path));
  if (!path.includes('<<')) return turned;
  const noId = hostileText.map((text) => path.replace(/<<\w+>>/, encodeURIComponent(text.toWellFormed())));
  return fc.oneof(turned, noId);
}
