import { expect } from '@open-wc/testing';
import type { ReactiveController } from 'lit';
import { waitUntil } from '../../testing/wait-until.ts';
import { ChunkController } from './chunk-controller.ts';

/** A host that draws when it is told to, and a chunk that does not arrive for the first `failures` times. */
function chunkWith(failures: number, isWanted: () => boolean = () => true) {
  const seen = { loads: 0, pauses: [] as number[], drawings: 0 };
  const controllers: ReactiveController[] = [];
  const host = {
    addController: (controller: ReactiveController) => void controllers.push(controller),
    removeController: () => {},
    requestUpdate: () => void (seen.drawings += 1),
    updateComplete: Promise.resolve(true),
  };
  const chunk = new ChunkController(
    host,
    isWanted,
    async () => {
      seen.loads += 1;
      if (seen.loads <= failures) throw new Error(`try ${seen.loads}`);
    },
    async (failed) => void seen.pauses.push(failed),
  );
  const draw = (): void => controllers.forEach((controller) => controller.hostUpdate?.());
  return { chunk, seen, draw };
}

describe('a part that is fetched when it is needed', () => {
  it('is asked for once, and drawn when it is there', async () => {
    const { chunk, seen, draw } = chunkWith(0);
    draw();
    draw();
    await waitUntil(() => chunk.isHere, 'it never came');
    draw();
    expect(seen).to.deep.equal({ loads: 1, pauses: [], drawings: 1 });
  });

  it('is not asked for before anybody wants it', () => {
    const { seen, draw } = chunkWith(0, () => false);
    draw();
    expect(seen.loads).to.equal(0);
  });

  it('is asked for three times and then no more, however often the host draws', async () => {
    const { chunk, seen, draw } = chunkWith(Infinity);
    draw();
    await waitUntil(() => chunk.isMissing, 'it is tried for ever');
    for (let drawing = 0; drawing < 10; drawing += 1) draw();
    expect(seen).to.deep.equal({ loads: 3, pauses: [1, 2], drawings: 1 });
  });

  it('is asked for again when somebody wants that', async () => {
    const { chunk, seen, draw } = chunkWith(3);
    draw();
    await waitUntil(() => chunk.isMissing, 'it is tried for ever');
    chunk.retry();
    draw();
    await waitUntil(() => chunk.isHere, 'it never came');
    expect(seen.loads).to.equal(4);
  });

  it('is asked for again when the network is back, a few times each time', async () => {
    const { chunk, seen, draw } = chunkWith(Infinity);
    draw();
    await waitUntil(() => chunk.isMissing, 'it is tried for ever');
    for (const loads of [6, 9]) {
      dispatchEvent(new Event('online'));
      draw();
      await waitUntil(() => chunk.isMissing, 'it is tried for ever');
      expect(seen.loads).to.equal(loads);
    }
  });
});
