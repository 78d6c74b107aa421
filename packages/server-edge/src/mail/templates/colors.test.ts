import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { accentOf, contrast, DARK, LIGHT } from './colors.ts';

describe('the colours of mails', () => {
  it('can be read on every accent', () => {
    const channel = fc.integer({ min: 0, max: 255 }).map((value) => value.toString(16).padStart(2, '0'));
    fc.assert(
      fc.property(fc.tuple(channel, channel, channel), (channels) => {
        const { color, on } = accentOf(`#${channels.join('')}`);
        assert.ok(contrast(color, on) >= 4.5, `${on} on ${color}`);
      }),
    );
  });

  it('can be read on both sides of the day', () => {
    for (const { wash, surface, raised, text, muted } of [LIGHT, DARK]) {
      for (const ground of [wash, surface]) assert.ok(contrast(muted, ground) >= 4.5, `${muted} on ${ground}`);
      for (const ground of [wash, surface, raised]) assert.ok(contrast(text, ground) >= 7, `${text} on ${ground}`);
    }
  });

  it('are the widget’s own where it has one', () => {
    assert.deepEqual(accentOf('#FC0'), { color: '#ffcc00', on: '#14151f' });
    assert.deepEqual(accentOf('#0f766e'), { color: '#0f766e', on: '#ffffff' });
    for (const nonsense of [null, undefined, 7, 'red', '#12345', '#0f766e; background: url(x)']) {
      assert.deepEqual(accentOf(nonsense), accentOf(undefined));
    }
  });
});
