import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aWidget } from '../testing/fake-database.ts';
import { createFakeDeps } from '../testing/fake-deps.ts';
import { createWidgetCache } from './widget-cache.ts';

describe('the memory of widgets', () => {
  it('lasts as long as configured', async () => {
    const deps = await createFakeDeps({ config: { widgetCacheMs: 10_000 } });
    const cache = createWidgetCache(deps);
    await cache.get('wk_demo');
    deps.database.widgets.set('wk_demo', aWidget({ version: 4 }));
    deps.advance(9_999);
    assert.equal((await cache.get('wk_demo')).version, 3);
    deps.advance(1);
    assert.equal((await cache.get('wk_demo')).version, 4);
  });

  it('holds 500 widgets and forgets the one it learned longest ago', async () => {
    const deps = await createFakeDeps();
    const cache = createWidgetCache(deps);
    for (let number = 0; number <= 500; number += 1) {
      deps.database.widgets.set(`wk_${String(number)}`, aWidget({ key: `wk_${String(number)}` }));
      await cache.get(`wk_${String(number)}`);
    }
    const questions = () => deps.database.calls.length;
    const before = questions();
    await cache.get('wk_500');
    await cache.get('wk_1');
    assert.equal(questions(), before);
    await cache.get('wk_0');
    assert.equal(questions(), before + 1);
  });

  it('does not let a late failure push out a newer answer', async () => {
    const deps = await createFakeDeps();
    let failFirst: (error: Error) => void = () => undefined;
    const answers = [
      new Promise<never>((_resolve, reject) => (failFirst = reject)),
      Promise.resolve(aWidget({ version: 9 })),
    ];
    const getWidget = () => answers.shift() ?? Promise.reject(new Error('asked too often'));
    const cache = createWidgetCache({ ...deps, db: { ...deps.db, getWidget } });
    const first = cache.get('wk_demo');
    deps.advance(60_000);
    await cache.get('wk_demo');
    failFirst(new Error('too late'));
    await assert.rejects(first, /too late/);
    assert.equal((await cache.get('wk_demo')).version, 9);
  });
});
