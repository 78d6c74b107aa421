/** What this page still holds of a file that a message carries. */
export interface SentFile {
  readonly file: Blob;
  readonly width: number | null;
  readonly height: number | null;
}

const KEPT = 20;
const files = new Map<string, SentFile>();

/**
 * Keeps the bytes of a file that was sent from this page, by the id it has before and after: its message shows the picture
 * at once, and it is not fetched from where it was just brought to. The latest 20.
 */
export function keepSentFile(id: string, sent: SentFile): void {
  files.delete(id);
  files.set(id, sent);
  for (const oldest of files.keys()) {
    if (files.size <= KEPT) return;
    files.delete(oldest);
  }
}

export function findSentFile(id: string): SentFile | undefined {
  return files.get(id);
}

/** The visitor has left: what they sent is nobody's business any more. */
export function forgetSentFiles(): void {
  files.clear();
}
