import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface DropTargetOptions {
  readonly onFiles: (files: readonly File[]) => void;
  readonly onHover: (isOver: boolean) => void;
}

/**
 * Takes files that are dropped anywhere onto the panel, or pasted into the composer. Text that is pasted or dropped goes
 * where it always went.
 */
export class DropTarget implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: DropTargetOptions;
  #undo = new AbortController();
  /** `dragenter` of a child comes before `dragleave` of its parent: only the sum says whether it has left. */
  #depth = 0;

  constructor(host: ReactiveControllerHost & HTMLElement, options: DropTargetOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    const root = this.#host.getRootNode();
    if (!(root instanceof ShadowRoot)) return;
    const composer = root.host as HTMLElement;
    const panel = composer.closest<HTMLElement>('.panel') ?? composer;
    this.#undo = new AbortController();
    const { signal } = this.#undo;
    panel.addEventListener('dragenter', this.#onEnter, { signal });
    panel.addEventListener('dragover', this.#onOver, { signal });
    panel.addEventListener('dragleave', this.#onLeave, { signal });
    panel.addEventListener('drop', this.#onDrop, { signal });
    composer.addEventListener('paste', this.#onPaste, { signal });
  }

  hostDisconnected(): void {
    this.#undo.abort();
    this.#hover(0);
  }

  readonly #onEnter = (event: DragEvent): void => {
    if (hasFiles(event)) this.#hover(this.#depth + 1);
  };

  readonly #onLeave = (event: DragEvent): void => {
    if (hasFiles(event)) this.#hover(this.#depth - 1);
  };

  readonly #onOver = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    // Without this the browser would open the file in place of the page.
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  };

  readonly #onDrop = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    this.#hover(0);
    this.#options.onFiles([...(event.dataTransfer?.files ?? [])]);
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    // Office programs put a picture of the text beside the text: whoever copies text means text.
    if (files.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
    event.preventDefault();
    this.#options.onFiles(files);
  };

  #hover(depth: number): void {
    const wasOver = this.#depth > 0;
    this.#depth = Math.max(0, depth);
    const isOver = this.#depth > 0;
    if (isOver !== wasOver) this.#options.onHover(isOver);
  }
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}
