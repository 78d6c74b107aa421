import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WireTriggerSettings, WireTriggerSituation } from '@support-chat/sdk/protocol/admin';
import { dryRunTriggers } from './dry-run.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const HERE: WireTriggerSituation = { url: 'https://shop.example/pricing?plan=2' };

const trigger = (id: string, settings: Partial<WireTriggerSettings> = {}): WireTriggerSettings => ({
  id,
  text: 'Questions?',
  ...settings,
});
const run = (triggers: readonly WireTriggerSettings[], situation = HERE) => dryRunTriggers(triggers, situation, NOW);

describe('a dry run of triggers', () => {
  it('names the first that may show, and those that would without it', () => {
    const { shows, triggers } = run([
      trigger('cart', { conditions: { pages: ['/cart'] } }),
      trigger('pricing', { conditions: { pages: ['/pricing'] } }),
      trigger('always'),
    ]);
    assert.equal(shows, 'pricing');
    assert.deepEqual(
      triggers.map(({ id, verdict }) => [id, verdict]),
      [
        ['cart', 'held_back'],
        ['pricing', 'shows'],
        ['always', 'next'],
      ],
    );
  });

  it('says of each condition that does not hold whether time helps, and for how long', () => {
    const conditions = { seconds_on_page: 30, seconds_idle: 10, visits: 2, pages: ['/pricing'] };
    const { shows, triggers } = run([trigger('patient', { conditions })], { ...HERE, seconds_on_page: 12.4 });
    assert.equal(shows, null);
    assert.deepEqual(triggers[0], {
      id: 'patient',
      verdict: 'held_back',
      due_in_seconds: null,
      text: 'Questions?',
      reasons: [
        { condition: 'seconds_on_page', due_in_seconds: 18 },
        { condition: 'seconds_idle', due_in_seconds: 10 },
        { condition: 'visits', due_in_seconds: null },
      ],
    });
    const [waiting] = run([trigger('patient', { conditions })], { ...HERE, visits: 2, seconds_idle: 10 }).triggers;
    assert.deepEqual([waiting?.verdict, waiting?.due_in_seconds], ['waits', 30]);
  });

  it('knows what the visitor was shown before', () => {
    const seen = (where: 'page' | 'tab' | 'before', frequency: WireTriggerSettings['frequency']) => {
      const shown = [{ id: 'hello', seconds_ago: 3_600, where }];
      return run([trigger('hello', frequency === undefined ? {} : { frequency })], { ...HERE, shown }).triggers[0];
    };
    assert.deepEqual(seen('before', 'session')?.reasons, []);
    assert.deepEqual(seen('tab', undefined)?.reasons, [{ condition: 'frequency', due_in_seconds: null }]);
    assert.deepEqual(seen('before', 'day')?.reasons, [{ condition: 'frequency', due_in_seconds: 23 * 3_600 }]);
    assert.equal(seen('tab', 'always')?.verdict, 'shows');
    assert.equal(seen('page', 'always')?.verdict, 'held_back');
  });

  it('shows nothing that is switched off, and says what it would take all the same', () => {
    const { shows, triggers } = run([trigger('off', { is_enabled: false, conditions: { visits: 9 } })]);
    assert.equal(shows, null);
    assert.equal(triggers[0]?.verdict, 'switched_off');
    assert.deepEqual(triggers[0]?.reasons, [{ condition: 'visits', due_in_seconds: null }]);
  });

  it('has the text in the visitor’s language', () => {
    const hello = trigger('hello', { texts: { de: 'Fragen?', 'de-AT': 'Fragn?' } });
    const textIn = (locale: string) => run([hello], { ...HERE, locale }).triggers[0]?.text;
    assert.deepEqual(['de', 'de-AT', 'de-CH', 'fr'].map(textIn), ['Fragen?', 'Fragn?', 'Fragen?', 'Questions?']);
  });
});
