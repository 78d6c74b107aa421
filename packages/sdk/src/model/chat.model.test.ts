/**
 * Whatever happens, and in whatever order: the clients against the model of `testing/model`. A failure prints the
 * shortest commands that lead to it. `SUPPORT_MODEL_SEED` plays a run again by the seed that it has printed,
 * `SUPPORT_MODEL_RUNS` looks longer (default 120 runs).
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ChatModel } from '../../testing/model/chat-model.ts';
import { anyCommand } from '../../testing/model/commands.ts';
import { ModelDevice, TAB_COUNT } from '../../testing/model/model-device.ts';
import { check, settle } from '../../testing/model/settle-and-check.ts';

const RUNS = Number(process.env['SUPPORT_MODEL_RUNS'] ?? 120);
const { SUPPORT_MODEL_SEED: seed } = process.env;

describe('whatever happens', () => {
  for (const hasLocks of [true, false]) {
    it(`the clients keep what the model promises, with ${hasLocks ? 'Web Locks' : 'a lease'}`, async (test) => {
      // Always the same without being asked to look further, so that a change is judged by what it changes.
      const chosenSeed = Number(seed ?? (process.env['SUPPORT_MODEL_RUNS'] === undefined ? 3 : Date.now() | 0));
      test.diagnostic(`SUPPORT_MODEL_SEED=${chosenSeed}`);
      await fc.assert(
        fc.asyncProperty(fc.commands([anyCommand], { maxCommands: 60, size: 'max' }), async (commands) => {
          const model = new ChatModel(TAB_COUNT);
          const device = new ModelDevice(hasLocks);
          model.tabs[0] = 'open';
          device.openTab(0);
          try {
            await fc.asyncModelRun(() => ({ model, real: device }), commands);
            await settle(model, device);
            check(model, device);
            for (const index of device.tabs.keys()) await device.close(index);
            check(model, device);
            assert.equal(device.server.realtime.sockets, 0);
          } finally {
            for (const index of device.tabs.keys()) device.crash(index, false);
          }
        }),
        { numRuns: RUNS, seed: chosenSeed, timeout: 30_000 },
      );
    });
  }
});
