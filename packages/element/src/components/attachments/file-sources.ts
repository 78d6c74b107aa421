import {
  isChatError,
  type ChatAttachment,
  type ChatError,
  type FileAddress,
  type SupportChat,
} from '@support-chat/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { findSentFile } from './sent-files.ts';

/** What files are asked of: the visitor's client, or an agent's. */
export interface FileActions {
  ask<T>(call: (client: Pick<SupportChat, 'fileUrl'>) => T | Promise<T>): Promise<T | ChatError>;
}

/** Where one file of a message stands. */
export type FileSource =
  | { readonly state: 'idle' | 'loading' | 'failed' }
  | { readonly state: 'ready'; readonly url: string; readonly expiresAt: number };

const IDLE: FileSource = { state: 'idle' };
/** How far beyond the screen files are fetched ahead, so that a reader rarely sees an empty box. */
const AHEAD = '240px';

/**
 * Addresses of a message's files: asked for when the message comes on screen, not before, and again when one has ended by
 * the time it is needed. Object URLs of files sent from this page are let go of with the element.
 */
export class FileSources implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #actions: () => FileActions;
  readonly #wanted: () => readonly ChatAttachment[];
  readonly #sources = new Map<string, FileSource>();
  readonly #objectUrls = new Set<string>();
  /** Files whose address was just renewed: a second failure is for real. */
  readonly #renewed = new Set<string>();
  #observer: IntersectionObserver | null = null;
  #isOnScreen = false;

  /** `wanted` names the files that are shown and not only listed. */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    actions: () => FileActions,
    wanted: () => readonly ChatAttachment[],
  ) {
    this.#host = host;
    this.#actions = actions;
    this.#wanted = wanted;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver(
      ([entry]) => {
        this.#isOnScreen = entry?.isIntersecting ?? false;
        this.#loadWanted();
      },
      { rootMargin: AHEAD },
    );
    this.#observer.observe(this.#host);
  }

  hostUpdated(): void {
    this.#loadWanted();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#isOnScreen = false;
    for (const url of this.#objectUrls) URL.revokeObjectURL(url);
    this.#objectUrls.clear();
    this.#sources.clear();
  }

  get(id: string): FileSource {
    return this.#sources.get(id) ?? IDLE;
  }

  /** An address that is good now, for a click. */
  ask(id: string): Promise<FileAddress | ChatError> {
    return this.#actions().ask((client) => client.fileUrl(id));
  }

  /** Renews an address that has ended meanwhile. */
  refresh(id: string): void {
    const source = this.get(id);
    if (source.state === 'ready' && source.expiresAt <= Date.now()) void this.#load(id);
  }

  /** The browser could not use the address: it may have ended. Once; then the file has failed. */
  fail(id: string): void {
    if (this.get(id).state !== 'ready') return;
    if (this.#renewed.has(id)) return this.#set(id, { state: 'failed' });
    this.#renewed.add(id);
    void this.#load(id);
  }

  succeed(id: string): void {
    this.#renewed.delete(id);
  }

  /** No address was to be had for a click. */
  deny(id: string): void {
    this.#set(id, { state: 'failed' });
  }

  retry(id: string): void {
    this.#renewed.delete(id);
    this.#set(id, IDLE);
    this.#loadWanted();
  }

  #loadWanted(): void {
    if (!this.#isOnScreen) return;
    for (const { id } of this.#wanted()) {
      if (this.get(id).state === 'idle') void this.#load(id);
    }
  }

  async #load(id: string): Promise<void> {
    const sent = findSentFile(id);
    if (sent !== undefined && !this.#renewed.has(id)) {
      const url = URL.createObjectURL(sent.file);
      this.#objectUrls.add(url);
      return this.#set(id, { state: 'ready', url, expiresAt: Infinity });
    }
    this.#set(id, { state: 'loading' });
    const answer = await this.ask(id);
    this.#set(
      id,
      isChatError(answer) ? { state: 'failed' } : { state: 'ready', url: answer.url, expiresAt: answer.expiresAt },
    );
  }

  #set(id: string, source: FileSource): void {
    if (!this.#host.isConnected) return;
    this.#sources.set(id, source);
    this.#host.requestUpdate();
  }
}
