import fc from 'fast-check';
import { HostileStage, nameOf } from './testing/hostile/hostile-stage.ts';
import { assertHarmless } from './testing/hostile/harmless-answer.ts';
import { spoiledRequest } from './testing/hostile/spoil-request.ts';
import { ENDPOINTS } from './src/openapi/endpoints.ts';
const stage = await HostileStage.open();
const slow: [number, string][] = [];
let n = 0;
for (const e of ENDPOINTS) {
  for (const r of fc.sample(spoiledRequest(e), { seed: 77, numRuns: 500 })) {
    const { known } = await stage.usableActor();
    const t = process.cpuUsage();
    const a = await stage.send(r, known);
    const u = process.cpuUsage(t);
    n++;
    slow.push([(u.user + u.system) / 1000, `${a.status} ${nameOf(e)} ${JSON.stringify(r).slice(0, 300)}`]);
    try { assertHarmless(a, r, e); } catch (x) { console.log('FAIL', nameOf(e), String(x).slice(0, 300), JSON.stringify(r).slice(0, 500)); }
  }
}
slow.sort((a, b) => b[0] - a[0]);
console.log(n); for (const [t, s] of slow.slice(0, 12)) console.log(t.toFixed(0), s);
const { records } = stage.deps.logger;
const said = new Set(records.map((r) => JSON.stringify(Object.keys(r.fields)) + r.level + r.event)); console.log([...said].slice(0, 20));
await stage.database.close();
