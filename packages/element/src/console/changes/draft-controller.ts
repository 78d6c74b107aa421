import { isChatError } from '@support-chat/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { refusedPaths } from '../fault.ts';
import { changesBetween } from './changed-paths.ts';
import { isSame, readPath, writePath, type Json, type JsonObject, type Path } from './json.ts';
import { merge, settle, type Merge, type Side } from './merge.ts';

/** Settings as somebody read them; `version` null: the last one who saves wins. */
export interface Versioned {
  readonly settings: JsonObject;
  readonly version: number | null;
}

export interface DraftStore {
  /** Sends the settings whose names are in `changed`, each as a whole. Answers what is stored then. */
  readonly save: (changed: JsonObject, version: number | null) => Promise<Versioned>;
  /** What is stored now. */
  readonly read: () => Promise<Versioned>;
  /** Of any other failure. */
  readonly fail: (cause: unknown) => void;
  /** How many changes of somebody else came along without being in the way. */
  readonly onTaken: (count: number) => void;
  readonly onSaved: () => void;
  readonly onChange: (count: number) => void;
}

/**
 * What somebody is editing: it differs from what is stored until it is saved. Guarantees that no change is lost without a
 * question, that nobody else's is overwritten unseen, and that a refusal stands at the field it is about.
 */
export class DraftController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #store: DraftStore;
  #base: Versioned = { settings: {}, version: null };
  #current: JsonObject = {};
  /** By path: what the form or the server found wrong; null means "in the server's opinion". */
  readonly #faults = new Map<Path, string | null>();
  #conflict: Merge | null = null;
  #theirs: Versioned | null = null;
  isSaving = false;

  constructor(host: ReactiveControllerHost, store: DraftStore) {
    this.#host = host;
    this.#store = store;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeunload', this.#onUnload);
  }

  hostDisconnected(): void {
    removeEventListener('beforeunload', this.#onUnload);
    this.#store.onChange(0);
  }

  /** Starts over from what is stored. */
  begin(base: Versioned): void {
    this.#base = base;
    this.#current = base.settings;
    this.#faults.clear();
    this.#conflict = null;
    this.#tell();
  }

  get settings(): JsonObject {
    return this.#current;
  }

  get changeCount(): number {
    return changesBetween(this.#base.settings, this.#current).length;
  }

  get canSave(): boolean {
    return !this.isSaving && this.changeCount > 0 && ![...this.#faults.values()].some((fault) => fault !== null);
  }

  /** What both changed, while somebody has to choose. */
  get conflict(): Merge | null {
    return this.#conflict;
  }

  read(path: Path): Json | undefined {
    return readPath(this.#current, path);
  }

  write(path: Path, value: Json | undefined, fault?: string): void {
    this.#current = writePath(this.#current, path, value);
    for (const refused of [...this.#faults.keys()]) if (isWithin(refused, path)) this.#faults.delete(refused);
    if (fault !== undefined) this.#faults.set(path, fault);
    this.#tell();
  }

  isChanged(path: Path): boolean {
    return !isSame(readPath(this.#base.settings, path), this.read(path));
  }

  /** Takes one change back. */
  reset(path: Path): void {
    this.write(path, readPath(this.#base.settings, path));
  }

  discard(): void {
    this.begin(this.#base);
  }

  /** Undefined: nothing is wrong there. Null: the server did not say more than that it is wrong. */
  faultAt(path: Path): string | null | undefined {
    for (const [refused, fault] of this.#faults) if (isWithin(refused, path)) return fault;
    return undefined;
  }

  /** Saves what was changed. Never rejects. */
  async save(): Promise<void> {
    if (!this.canSave) return;
    this.isSaving = true;
    this.#host.requestUpdate();
    try {
      await this.#send();
    } catch (cause) {
      const refused = refusedPaths(cause);
      for (const path of refused) this.#faults.set(path, null);
      if (isChatError(cause) && cause.code === 'version_conflict') await this.#compare();
      else this.#store.fail(cause);
    } finally {
      this.isSaving = false;
      this.#host.requestUpdate();
    }
  }

  /** Ends a conflict as somebody has chosen, and saves. */
  async resolve(choices: Readonly<Record<Path, Side>>): Promise<void> {
    if (this.#conflict === null || this.#theirs === null) return;
    this.#rebase(this.#theirs, settle(this.#conflict, choices));
    if (this.changeCount === 0) this.#store.onSaved();
    await this.save();
  }

  /** Leaves a conflict for later; nothing was saved. */
  postpone(): void {
    this.#conflict = null;
    this.#host.requestUpdate();
  }

  async #send(): Promise<void> {
    const names = new Set(
      changesBetween(this.#base.settings, this.#current).map(({ path }) => path.split('.', 1)[0] as string),
    );
    const changed = Object.fromEntries([...names].map((name) => [name, this.#current[name]]));
    const sent = this.#current;
    const stored = await this.#store.save(changed, this.#base.version);
    // What was typed while the answer was on its way is the next change.
    this.#rebase(stored, merge(sent, this.#current, stored.settings).merged);
    this.#store.onSaved();
  }

  async #compare(): Promise<void> {
    try {
      const theirs = await this.#store.read();
      const both = merge(this.#base.settings, this.#current, theirs.settings);
      if (both.conflicts.length > 0) {
        this.#theirs = theirs;
        this.#conflict = both;
        return;
      }
      this.#rebase(theirs, both.merged);
      if (both.taken.length > 0) this.#store.onTaken(both.taken.length);
      if (this.changeCount === 0) this.#store.onSaved();
      else await this.#send();
    } catch (cause) {
      this.#store.fail(cause);
    }
  }

  #rebase(base: Versioned, current: JsonObject): void {
    this.#base = base;
    this.#current = current;
    this.#faults.clear();
    this.#conflict = null;
    this.#tell();
  }

  #tell(): void {
    this.#store.onChange(this.changeCount);
    this.#host.requestUpdate();
  }

  readonly #onUnload = (event: BeforeUnloadEvent): void => {
    if (this.changeCount > 0) event.preventDefault();
  };
}

function isWithin(path: Path, group: Path): boolean {
  return path === group || path.startsWith(`${group}.`);
}
