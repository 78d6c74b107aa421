import type { ChatUpload } from '@support-chat/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { kindOf } from './file-format.ts';
import { keepSentFile } from './sent-files.ts';

interface Preview {
  /** Null: not a picture, or one that the browser cannot draw. */
  url: string | null;
}

/** Object URLs for the pictures among the chosen files; each is revoked when its file leaves the composer. */
export class PreviewUrls implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #uploads: () => readonly ChatUpload[];
  readonly #previews = new Map<string, Preview>();

  constructor(host: ReactiveControllerHost, uploads: () => readonly ChatUpload[]) {
    this.#host = host;
    this.#uploads = uploads;
    host.addController(this);
  }

  hostUpdate(): void {
    const uploads = this.#uploads();
    for (const [id, preview] of this.#previews) {
      if (uploads.some((upload) => upload.id === id)) continue;
      this.#forget(preview);
      this.#previews.delete(id);
    }
    for (const upload of uploads) {
      if (this.#previews.has(upload.id)) continue;
      const url = kindOf(upload.mediaType) === 'picture' ? URL.createObjectURL(upload.file) : null;
      this.#previews.set(upload.id, { url });
      // Its message may be drawn before this is told that the file has left.
      keepSentFile(upload.id, { file: upload.file, width: null, height: null });
    }
  }

  hostDisconnected(): void {
    for (const preview of this.#previews.values()) this.#forget(preview);
    this.#previews.clear();
  }

  get(id: string): string | null {
    return this.#previews.get(id)?.url ?? null;
  }

  /** The picture has its size: its message reserves the right place from the first moment. */
  measure({ id, file }: ChatUpload, event: Event): void {
    const { naturalWidth: width, naturalHeight: height } = event.target as HTMLImageElement;
    keepSentFile(id, { file, width, height });
  }

  /** The browser cannot draw it, or the page forbids it to. */
  drop(id: string): void {
    const preview = this.#previews.get(id);
    if (preview === undefined) return;
    this.#forget(preview);
    preview.url = null;
    this.#host.requestUpdate();
  }

  #forget({ url }: Preview): void {
    if (url !== null) URL.revokeObjectURL(url);
  }
}
