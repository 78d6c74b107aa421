import { expect } from '@open-wc/testing';
import { ConversationScreen } from './conversation-screen.ts';

describe('the screen of a conversation', () => {
  /** A chunk that does not arrive for the first `failures` times. */
  function screenWith(failures: number) {
    const seen = { loads: 0, pauses: [] as number[], errors: [] as unknown[] };
    const screen = new ConversationScreen({
      onFailure: (cause) => seen.errors.push(cause),
      load: async () => {
        seen.loads += 1;
        if (seen.loads <= failures) throw new Error(`try ${seen.loads}`);
      },
      pause: async (failures) => void seen.pauses.push(failures),
    });
    return { screen, seen };
  }

  it('is loaded once, however often it is looked at', async () => {
    const { screen, seen } = screenWith(0);
    await Promise.all([screen.ensure(), screen.ensure()]);
    await screen.ensure();
    screen.prefetch();
    expect(seen).to.deep.equal({ loads: 1, pauses: [], errors: [] });
  });

  it('is tried three times, with growing pauses', async () => {
    const { screen, seen } = screenWith(2);
    await screen.ensure();
    expect(seen).to.deep.equal({ loads: 3, pauses: [1, 2], errors: [] });
  });

  it('says once that it did not come, and can be tried again', async () => {
    const { screen, seen } = screenWith(3);
    await screen.ensure();
    expect(seen.errors.map(String)).to.deep.equal(['Error: try 3']);
    await screen.ensure();
    expect(seen.loads).to.equal(4);
    expect(seen.errors.length).to.equal(1);
  });

  it('keeps quiet when it did not come ahead of time', async () => {
    const { screen, seen } = screenWith(1);
    screen.prefetch();
    await screen.ensure();
    expect(seen.errors).to.deep.equal([]);
  });
});
