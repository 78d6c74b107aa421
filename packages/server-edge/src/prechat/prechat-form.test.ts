import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPrechatForm } from './prechat-form.ts';

const field = (more: object) => ({ name: 'a', label: 'A', kind: 'text', ...more });
const wireOf = (settings: unknown) => readPrechatForm(settings)?.wire;
const namesIn = (fields: unknown) => (wireOf({ fields })?.fields ?? []).map(({ name }) => name);

describe('the form before a chat', () => {
  it('is none where nothing is asked', () => {
    for (const settings of [undefined, null, {}, [], 'x', { fields: [] }, { is_required: true, title: 'Hello' }]) {
      assert.equal(readPrechatForm(settings), undefined);
    }
  });

  it('is given with everything that a client needs to show and check it', () => {
    assert.deepEqual(
      wireOf({
        title: 'Before we start',
        fields: [
          {
            ...field({ name: 'order', kind: 'text', pattern: '\\d{4}', placeholder: '1234' }),
            labels: { de: 'Bestellung' },
          },
          field({ name: 'topic', kind: 'select', options: ['Delivery', 'Returns'], is_required: true }),
          field({ name: 'news', kind: 'checkbox' }),
        ],
        consent: {
          text: 'May we?',
          texts: { de: 'Dürfen wir?' },
          link: 'https://shop.example/privacy',
          text_version: '2',
        },
      }),
      {
        is_required: false,
        title: 'Before we start',
        fields: [
          {
            name: 'order',
            label: 'A',
            labels: { de: 'Bestellung' },
            kind: 'text',
            is_required: false,
            placeholder: '1234',
            max_characters: 200,
            pattern: '\\d{4}',
          },
          {
            name: 'topic',
            label: 'A',
            kind: 'select',
            is_required: true,
            max_characters: 100,
            options: ['Delivery', 'Returns'],
          },
          { name: 'news', label: 'A', kind: 'checkbox', is_required: false, max_characters: 5 },
        ],
        consent: {
          is_required: false,
          text: 'May we?',
          texts: { de: 'Dürfen wir?' },
          link: 'https://shop.example/privacy',
          text_version: '2',
        },
      },
    );
  });

  it('must be filled in when it holds a consent that must be given', () => {
    assert.equal(wireOf({ consent: { text: 'May we?', is_required: true } })?.is_required, true);
    assert.equal(wireOf({ consent: { text: 'May we?' } })?.is_required, false);
  });

  it('leaves out what cannot be asked, and asks the rest', () => {
    assert.deepEqual(
      namesIn([
        field({ name: 'fine' }),
        field({ name: 'Not A Name' }),
        field({ name: '__proto__' }),
        field({ name: 'no_kind', kind: 'colour' }),
        field({ name: 'no_label', label: '' }),
        field({ name: 'no_choice', kind: 'select' }),
        field({ name: 'fine', label: 'Twice' }),
        field({ name: 'email', kind: 'checkbox' }),
        null,
        'x',
        field({ name: 'last', is_required: 'yes', max_characters: -1, pattern: 7, labels: [] }),
      ]),
      ['fine', 'last'],
    );
    assert.deepEqual(namesIn({ 0: field({}) }), []);
  });

  it('keeps the name consent for its own question', () => {
    const settings = { fields: [field({ name: 'consent' })], consent: { text: 'May we?' } };
    assert.deepEqual(wireOf(settings)?.fields, []);
    assert.deepEqual(namesIn([field({ name: 'consent' })]), ['consent']);
  });

  it('never lets an answer be longer than the database has room for', () => {
    const fields = ['name', 'email', 'phone', 'other'].map((name) => field({ name, max_characters: 2_000 }));
    assert.deepEqual(
      wireOf({ fields })?.fields.map(({ max_characters }) => max_characters),
      [100, 320, 40, 2_000],
    );
  });

  it('has no pattern that is not to be used, and none where answers are chosen', () => {
    const patterns = (settings: object) => {
      const form = readPrechatForm({ fields: [field(settings)] });
      return [form?.wire.fields[0]?.pattern, form?.patterns.size];
    };
    assert.deepEqual(patterns({ pattern: '[a-z]+' }), ['[a-z]+', 1]);
    assert.deepEqual(patterns({ pattern: '(a+)+' }), [undefined, 0]);
    assert.deepEqual(patterns({ pattern: '(' }), [undefined, 0]);
    assert.deepEqual(patterns({ pattern: 'a', kind: 'select', options: ['a'] }), [undefined, 0]);
  });
});
