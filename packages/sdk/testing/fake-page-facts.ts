import type { PageFacts } from '../src/trail/page-facts.ts';
import type { DeviceKind } from '../src/trail/trigger-engine.ts';
import type { FakeClock } from './fake-clock.ts';

type Sense = 'navigate' | 'scroll' | 'activity' | 'exit';

/** A page that a test goes through in place of a visitor. */
export class FakePageFacts implements PageFacts {
  readonly #clock: FakeClock;
  readonly #listeners = new Set<readonly [Sense, (percent: number) => void]>();
  readonly #facts = { title: 'Shop', referrer: '', locale: 'en', device: 'desktop' as DeviceKind };
  #url: string;

  constructor(clock: FakeClock, url = 'https://shop.example/', facts: Partial<FakePageFacts['facts']> = {}) {
    this.#clock = clock;
    this.#url = url;
    Object.assign(this.#facts, facts);
  }

  get facts(): { title: string; referrer: string; locale: string; device: DeviceKind } {
    return this.#facts;
  }

  /** What is listened to now, in the order of the alphabet. */
  get senses(): readonly Sense[] {
    return [...this.#listeners].map(([sense]) => sense).sort();
  }

  elapsedMs = (): number => this.#clock.elapsedMs;
  url = (): string => this.#url;
  title = (): string => this.#facts.title;
  referrer = (): string => this.#facts.referrer;
  locale = (): string => this.#facts.locale;
  device = (): DeviceKind => this.#facts.device;
  onNavigate = (listener: () => void): (() => void) => this.#on('navigate', listener);
  onScroll = (listener: (percent: number) => void): (() => void) => this.#on('scroll', listener);
  onActivity = (listener: () => void): (() => void) => this.#on('activity', listener);
  onExitIntent = (listener: () => void): (() => void) => this.#on('exit', listener);

  /** To another page of the same document. */
  goTo(url: string, title = this.#facts.title): void {
    this.#url = new URL(url, this.#url).href;
    this.#emit('navigate');
    this.#facts.title = title;
  }

  scrollTo(percent: number): void {
    this.#emit('scroll', percent);
  }

  act(): void {
    this.#emit('activity');
  }

  reachForTabs(): void {
    this.#emit('exit');
  }

  #on(sense: Sense, listener: (percent: number) => void): () => void {
    const own = [sense, listener] as const;
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  #emit(sense: Sense, percent = 0): void {
    for (const [listenedTo, listener] of [...this.#listeners]) if (listenedTo === sense) listener(percent);
  }
}
