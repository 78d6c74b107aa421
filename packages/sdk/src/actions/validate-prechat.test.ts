import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readPrechatForm } from '../../../server-edge/src/prechat/prechat-form.ts';
import { validateAnswers } from '../../../server-edge/src/prechat/validate-answers.ts';
import type { WirePrechatForm } from '../protocol/widget-config.ts';
import { CONFIG } from '../../testing/wire-samples.ts';
import { toConfig } from '../store/config-from-wire.ts';
import type { ChatPrechatForm } from '../store/chat-state.ts';
import type { PrechatAnswers } from '../support-chat.ts';
import { validatePrechat } from './validate-prechat.ts';

const field = (name: string, kind: string, more: object = {}) => ({ name, label: name, kind, ...more });

const SETTINGS = {
  is_required: true,
  fields: [
    field('name', 'text', { is_required: true, max_characters: 10 }),
    field('email', 'email'),
    field('second_address', 'email'),
    field('phone', 'phone'),
    field('order', 'text', { pattern: '[A-Z]{2}-\\d{4}|none' }),
    field('amount', 'number'),
    field('story', 'textarea', { max_characters: 20 }),
    field('size', 'select', { options: ['S', 'M'] }),
    field('topic', 'category'),
    field('group', 'category', { options: ['A', 'B'] }),
    field('news', 'checkbox'),
    field('rules', 'checkbox', { is_required: true }),
    field('team', 'department'),
    field('about', 'subject'),
  ],
  consent: { text: 'May we?', is_required: true },
};

const onServer = readPrechatForm(SETTINGS);
const wire = onServer?.wire as WirePrechatForm;
const form = toConfig({ ...CONFIG, prechat: wire }).prechat as ChatPrechatForm;
const VALID: PrechatAnswers = { name: 'Ana', rules: true, consent: true };

const faultsOf = (answers: Record<string, unknown>): unknown =>
  validatePrechat(form, { ...VALID, ...answers } as PrechatAnswers).faults;

describe('answers to the form before the chat', () => {
  it('are taken without needless white space and empty ones', () => {
    const given = { ...VALID, name: '  Ana   Lopez ', story: ' one\n two ', email: ' ', news: false };
    assert.deepEqual(validatePrechat(form, given), {
      answers: { name: 'Ana Lopez', story: 'one\n two', news: false, rules: true, consent: true },
      faults: null,
    });
  });

  it('are told what is wrong with them, field by field', () => {
    assert.deepEqual(faultsOf({ name: ' ', consent: false, rules: false }), {
      name: 'required',
      rules: 'required',
      consent: 'required',
    });
    assert.deepEqual(faultsOf({ name: 'x'.repeat(11), story: '\u{1F600}'.repeat(20) }), { name: 'too_long' });
    assert.deepEqual(faultsOf({ email: 'ana', phone: '12', amount: 'much', second_address: 'a@b' }), {
      email: 'email',
      phone: 'phone',
      amount: 'number',
      second_address: 'email',
    });
    assert.deepEqual(faultsOf({ order: 'xAB-1234' }), { order: 'pattern' });
    assert.equal(faultsOf({ order: 'none' }), null);
    assert.deepEqual(faultsOf({ size: 'L', group: 'C', team: 'sales' }), {
      size: 'option',
      group: 'option',
      team: 'option',
    });
    assert.deepEqual(faultsOf({ name: true, news: 'yes', colour: 'red', __proto__: null }), {
      name: 'type',
      news: 'type',
      colour: 'unknown',
    });
  });

  it('are all too many where nothing is asked', () => {
    assert.deepEqual(validatePrechat(null, { name: 'Ana' }), { answers: {}, faults: { name: 'unknown' } });
  });

  it('are not refused for a pattern that this browser does not know', () => {
    const fields = [{ ...form.fields[0]!, pattern: '(' }];
    assert.equal(validatePrechat({ ...form, fields, consent: null }, { name: 'Ana' }).faults, null);
  });

  it('are judged as the server judges them, whatever they are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 25 }),
      fc.constantFrom('ana@example.com', '+351 912 345 678', 'AB-1234', 'none', '12,5', 'S', 'A', ' ', '<b@c.d>'),
      fc.uuid(),
    );
    const names = ['unheard_of', 'constructor', 'consent', ...form.fields.map(({ name }) => name)];
    const answers = fc.dictionary(fc.constantFrom(...names), fc.oneof(text, fc.boolean()), { maxKeys: 8 });
    fc.assert(
      fc.property(answers, fc.boolean(), (some, isComplete) => {
        const given = isComplete ? { ...VALID, ...some } : some;
        const theirs = validateAnswers(onServer, given);
        const { answers: kept, faults } = validatePrechat(form, given);
        assert.deepEqual(faults, theirs.kind === 'invalid' ? theirs.fields : null);
        // What this client keeps is as good as what was given.
        if (theirs.kind === 'valid') assert.deepEqual(validateAnswers(onServer, kept), theirs);
      }),
      { numRuns: 1_000 },
    );
  });
});
