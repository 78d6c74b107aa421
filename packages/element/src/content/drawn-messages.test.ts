import { expect } from '@open-wc/testing';
import { message } from '../../testing/stories.ts';
import { DrawnMessages, PAGE, STEP } from './drawn-messages.ts';

const thread = (length: number, from = 0) =>
  Array.from({ length }, (_, index) => message(`m${from + index}`, `Line ${from + index}`));

describe('DrawnMessages', () => {
  it('is the whole of a short thread, also when older messages come in before it', () => {
    const drawn = new DrawnMessages();
    expect(drawn.of(thread(PAGE), true)).to.have.length(PAGE);
    expect(drawn.of(thread(PAGE + STEP, -STEP), true)).to.have.length(PAGE + STEP);
  });

  it('is the end of a long one', () => {
    const drawn = new DrawnMessages();
    expect(drawn.of(thread(10_000), true)).to.have.length(PAGE);
    expect(drawn.firstId).to.equal(`m${10_000 - PAGE}`);
  });

  it('keeps its beginning when messages come in behind it', () => {
    const drawn = new DrawnMessages();
    drawn.of(thread(1_000), false);
    expect(drawn.of(thread(1_005), false)[0]!.id).to.equal(`m${1_000 - PAGE}`);
  });

  it('goes back step by step, until there is nothing more', () => {
    const drawn = new DrawnMessages();
    const messages = thread(PAGE + STEP * 3);
    drawn.of(messages, true);
    expect(drawn.extend(messages)).to.equal(true);
    expect(drawn.of(messages, false)).to.have.length(PAGE + STEP);
    drawn.extend(messages);
    // The last step takes what is left behind it.
    expect(drawn.of(messages, false)).to.have.length(PAGE + STEP * 3);
    expect(drawn.extend(messages)).to.equal(false);
  });

  it('shrinks for a reader who is at the end again, and for nobody else', () => {
    const drawn = new DrawnMessages();
    const messages = thread(1_000);
    drawn.of(messages, true);
    for (let length = PAGE; length < PAGE * 4; length += STEP) drawn.extend(messages);
    expect(drawn.of(messages, false)).to.have.length(PAGE * 4);
    expect(drawn.of(messages, true)).to.have.length(PAGE);
  });

  it('starts anew in another conversation', () => {
    const drawn = new DrawnMessages();
    drawn.of(thread(1_000), true);
    expect(drawn.of(thread(500, 5_000), false)).to.have.length(PAGE);
    expect(drawn.of([], true)).to.deep.equal([]);
  });
});
