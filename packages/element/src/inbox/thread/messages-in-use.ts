/** The message that something in the thread belongs to. */
export function messageOf(node: Element | null): string | null {
  return node?.closest<HTMLElement>('[data-message]')?.dataset['message'] ?? null;
}

/** The messages whose recordings are being played: out of the document they would fall silent. */
export function messagesThatPlay(root: ParentNode): (string | null)[] {
  return [...root.querySelectorAll('support-chat-attachments')]
    .filter(({ shadowRoot }) => shadowRoot !== null && plays(shadowRoot))
    .map(messageOf);
}

function plays(files: ShadowRoot): boolean {
  return [...files.querySelectorAll<HTMLMediaElement>('audio, video')].some(({ paused }) => !paused);
}
