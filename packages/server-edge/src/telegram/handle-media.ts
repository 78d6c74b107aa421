import type { BridgeDeps } from './bridge-deps.ts';
import { findSpeaker } from './find-speaker.ts';
import { hint } from './hint.ts';
import type { TelegramIntent } from './telegram-intent.ts';

const MAX_REMEMBERED_ALBUMS = 200;

/** A picture, a voice note, a place on the map: said once that it goes nowhere, instead of letting it vanish. */
export async function handleMedia(
  deps: BridgeDeps,
  intent: Extract<TelegramIntent, { kind: 'unsupported_media' }>,
): Promise<void> {
  const { albumId } = intent;
  if ((await findSpeaker(deps, intent)) === null) return;
  if (albumId !== null) {
    if (deps.answeredAlbums.has(albumId)) return;
    if (deps.answeredAlbums.size >= MAX_REMEMBERED_ALBUMS) deps.answeredAlbums.clear();
    deps.answeredAlbums.add(albumId);
  }
  await hint(deps, intent, 'Only text reaches the visitor so far; this stays here.');
}
