import type { CannedResponse } from '@support-chat/sdk/agent';

/** As many as a list beside a text field can show. */
const MOST = 50;

/**
 * What matches a few letters, the best first: the shortcut itself, its beginning, then words of the title and, last, the
 * text. Within each the order of the server stays: what is used most comes first.
 */
export function findCanned(responses: readonly CannedResponse[], query: string): CannedResponse[] {
  const wanted = query.trim().replace(/^\//, '').toLowerCase();
  if (wanted === '') return responses.slice(0, MOST);
  const ranked = responses.map((response) => ({ response, rank: rankOf(response, wanted) }));
  return ranked
    .filter(({ rank }) => rank < 4)
    .sort((first, second) => first.rank - second.rank)
    .map(({ response }) => response)
    .slice(0, MOST);
}

function rankOf({ shortcut, title, body }: CannedResponse, wanted: string): number {
  const short = shortcut.toLowerCase();
  if (short === wanted) return 0;
  if (short.startsWith(wanted)) return 1;
  if (title.toLowerCase().includes(wanted)) return 2;
  return body.toLowerCase().includes(wanted) ? 3 : 4;
}
