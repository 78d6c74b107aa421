import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { User } from 'grammy/types';
import { authorOf } from './read-author.ts';

const nameOf = (names: object) => authorOf({ id: 7, is_bot: false, ...names } as User).name;

describe('the name of who acts in Telegram', () => {
  it('is the first and the last one, of which there may be none', () => {
    assert.equal(nameOf({ first_name: 'Mika', last_name: 'Lindgren' }), 'Mika Lindgren');
    assert.equal(nameOf({ first_name: 'Mika' }), 'Mika');
    assert.equal(nameOf({ first_name: '', last_name: 'Lindgren' }), 'Lindgren');
  });

  it('has nothing in it that is no text', () => {
    assert.equal(nameOf({ first_name: 1e29, last_name: 'Lindgren' }), 'Lindgren');
    assert.equal(nameOf({ first_name: { text: 'LEAK' }, last_name: ['LEAK'] }), '');
    assert.equal(nameOf({ first_name: null, last_name: false }), '');
  });
});
