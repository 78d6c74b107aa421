import { expect } from '@open-wc/testing';
import { PATIENCE_MS, PAUSE_MS, WritingSpells, type After } from './writing-spells.ts';

/** What is said, by a clock that is turned by hand. */
class Listener {
  readonly said: string[] = [];
  readonly #tasks = new Set<{ readonly at: number; readonly task: () => void }>();
  #now = 0;
  readonly #after: After = (ms, task) => {
    const entry = { at: this.#now + ms, task };
    this.#tasks.add(entry);
    return () => this.#tasks.delete(entry);
  };
  readonly spells = new WritingSpells((name) => this.said.push(name), this.#after);

  turn(ms: number): void {
    this.#now += ms;
    for (const entry of this.#tasks) {
      if (entry.at > this.#now) continue;
      this.#tasks.delete(entry);
      entry.task();
    }
  }

  /** Somebody writes for so long, and then nobody does. */
  write(name: string, ms: number): void {
    this.spells.note(name);
    this.turn(ms);
    this.spells.note(null);
  }
}

describe('spells of writing', () => {
  it('are said after a moment, once, however often they are noted', () => {
    const listener = new Listener();
    listener.spells.note('Mika');
    listener.turn(PATIENCE_MS - 1);
    expect(listener.said).to.deep.equal([]);
    listener.spells.note('Mika');
    listener.turn(1);
    listener.spells.note('Mika');
    listener.turn(PAUSE_MS);
    expect(listener.said).to.deep.equal(['Mika']);
  });

  it('are not said when the message is there directly after', () => {
    const listener = new Listener();
    listener.write('Mika', PATIENCE_MS - 1);
    listener.turn(PAUSE_MS);
    expect(listener.said).to.deep.equal([]);
  });

  it('go on over short pauses, and between two messages', () => {
    const listener = new Listener();
    listener.write('Mika', 5_000);
    listener.turn(PAUSE_MS - 1);
    listener.write('Mika', 5_000);
    listener.turn(PAUSE_MS);
    listener.write('Mika', 5_000);
    expect(listener.said).to.deep.equal(['Mika', 'Mika']);
  });

  it('are said once for each of two people who take turns', () => {
    const listener = new Listener();
    for (const name of ['Mika', 'Ana', 'Mika', 'Ana']) {
      listener.spells.note(name);
      listener.turn(PATIENCE_MS);
    }
    expect(listener.said).to.deep.equal(['Mika', 'Ana']);
  });

  it('end when the visitor writes', () => {
    const listener = new Listener();
    listener.write('Mika', PATIENCE_MS);
    listener.spells.end();
    listener.write('Mika', PATIENCE_MS);
    expect(listener.said).to.deep.equal(['Mika', 'Mika']);
  });
});
