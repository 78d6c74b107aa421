import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { prechatAnswersSchema } from '../schemas/prechat.ts';
import { readPrechatForm } from './prechat-form.ts';
import { validateAnswers, type ValidAnswers } from './validate-answers.ts';

const DEPARTMENT_ID = '80000000-0000-4000-8000-000000000001';
const field = (kind: string, more: object = {}) => ({ name: kind, label: kind, kind, ...more });

type Answers = Record<string, string | boolean>;

function check(fields: readonly object[], answers: Answers, consent?: object) {
  return validateAnswers(readPrechatForm({ fields, consent }), answers);
}

function faults(fields: readonly object[], answers: Answers, consent?: object) {
  const result = check(fields, answers, consent);
  return result.kind === 'invalid' ? result.fields : {};
}

function valid(fields: readonly object[], answers: Answers, consent?: object): ValidAnswers {
  const result = check(fields, answers, consent);
  return result.kind === 'valid' ? result.values : assert.fail(JSON.stringify(result.fields));
}

const faultOf = (settings: { readonly name: string }, answer: string | boolean) =>
  faults([settings], { [settings.name]: answer })[settings.name];

describe('answers to the form', () => {
  it('may be missing where nothing is required, and empty is missing', () => {
    assert.deepEqual(valid([field('text'), field('email')], { text: '  ', email: '' }).answers, {});
    const required = [field('text', { is_required: true }), field('checkbox', { is_required: true })];
    assert.deepEqual(faults(required, {}), { text: 'required', checkbox: 'required' });
    assert.deepEqual(faults(required, { text: ' \n', checkbox: false }), { text: 'required', checkbox: 'required' });
    assert.deepEqual(valid(required, { text: 'x', checkbox: true }).answers, { text: 'x', checkbox: true });
  });

  it('are tidied: one line stays one line, and a longer text keeps its lines', () => {
    const { answers } = valid([field('text'), field('textarea')], { text: ' a\n\t b ', textarea: ' a\n b ' });
    assert.deepEqual(answers, { text: 'a b', textarea: 'a\n b' });
  });

  it('are refused under names that were not asked for', () => {
    assert.deepEqual(faults([field('text')], { text: 'x', other: 'y', consent: true }), {
      other: 'unknown',
      consent: 'unknown',
    });
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
      assert.deepEqual(faults([field('text')], { [name]: 'x' }), { [name]: 'unknown' });
      assert.deepEqual(faults([field('text', { name: 'constructor', is_required: true })], {}), {
        constructor: 'required',
      });
    }
    assert.deepEqual(validateAnswers(undefined, { a: 'x' }), { kind: 'invalid', fields: { a: 'unknown' } });
    // The schema of the request lets this one fall before anybody looks at it.
    assert.deepEqual(prechatAnswersSchema.parse(JSON.parse('{"__proto__":"x"}')), {});
  });

  it('are of the type of their field', () => {
    assert.equal(faultOf(field('text'), true), 'type');
    assert.equal(faultOf(field('email'), false), 'type');
    assert.equal(faultOf(field('checkbox'), 'true'), 'type');
    assert.equal(faultOf(field('checkbox'), false), undefined);
  });

  it('are as long as allowed, counted in characters', () => {
    assert.equal(faultOf(field('text', { max_characters: 3 }), '😀😀😀'), undefined);
    assert.equal(faultOf(field('text', { max_characters: 3 }), 'abcd'), 'too_long');
    assert.equal(faultOf(field('text', { name: 'name' }), 'x'.repeat(101)), 'too_long');
  });

  it('match the pattern as a whole', () => {
    const order = field('text', { pattern: '[A-Z]{2}-\\d{4}' });
    assert.equal(faultOf(order, 'AB-1234'), undefined);
    for (const wrong of ['AB-123', 'xAB-1234', 'AB-12345']) assert.equal(faultOf(order, wrong), 'pattern', wrong);
  });

  it('look like an e-mail address where one is asked for', () => {
    for (const good of ['ana@mail.example', 'a.b+c@sub.mail.example', "o'neill@mail.example", 'ü@bücher.example']) {
      assert.equal(faultOf(field('email'), good), undefined, good);
    }
    for (const bad of [
      'ana',
      'ana@',
      '@mail.example',
      'ana@mail',
      'a b@mail.example',
      'ana@mail.example, jo@mail.example',
      'Ana <ana@mail.example>',
      'ana@mail.example\u0000',
      'ana@mail..',
      `${'x'.repeat(65)}@mail.example`,
    ]) {
      assert.equal(faultOf(field('email'), bad), 'email', bad);
    }
    assert.equal(faultOf(field('text', { name: 'email' }), 'nobody'), 'email');
  });

  it('look like a phone number where one is asked for', () => {
    for (const good of ['+351 912 345 678', '(030) 123-4567', '12345', '+1.555.123.4567 x12']) {
      assert.equal(faultOf(field('phone'), good), undefined, good);
    }
    for (const bad of ['1234', 'call me', '+49 <b>', '1'.repeat(30), '++49 123456']) {
      assert.equal(faultOf(field('phone'), bad), 'phone', bad);
    }
  });

  it('look like a number where one is asked for', () => {
    for (const good of ['7', '-7', '3.5', '3,5', '0042']) assert.equal(faultOf(field('number'), good), undefined, good);
    for (const bad of ['x', '1e9', '1.', 'NaN', '0x1', '1 000']) assert.equal(faultOf(field('number'), bad), 'number');
  });

  it('are among the options', () => {
    const options = ['Delivery', 'Returns'];
    for (const kind of ['select', 'category']) {
      assert.equal(faultOf(field(kind, { options }), 'Returns'), undefined);
      assert.equal(faultOf(field(kind, { options }), 'returns'), 'option');
    }
    assert.equal(faultOf(field('category'), 'Anything'), undefined);
    assert.equal(faultOf(field('department'), DEPARTMENT_ID), undefined);
    assert.equal(faultOf(field('department'), 'Orders'), 'option');
  });

  it('give consent only by true', () => {
    const consent = { text: 'May we?', is_required: true };
    assert.deepEqual(faults([], {}, consent), { consent: 'required' });
    assert.deepEqual(faults([], { consent: false }, consent), { consent: 'required' });
    assert.deepEqual(faults([], { consent: 'true' }, consent), { consent: 'type' });
    assert.deepEqual(valid([], { consent: true }, consent).answers, { consent: true });
    assert.deepEqual(valid([], { consent: false }, { text: 'May we?' }).answers, { consent: false });
  });

  it('go where they belong: the profile, the department, the matter', () => {
    const fields = [
      field('email', { name: 'work_mail' }),
      field('phone', { name: 'mobile' }),
      field('department', { name: 'team' }),
      field('category', { name: 'topic' }),
      field('subject', { name: 'about' }),
    ];
    const answers = {
      work_mail: 'ana@mail.example',
      mobile: '+351 912 345 678',
      team: DEPARTMENT_ID,
      topic: 'Returns',
      about: 'Socks',
    };
    assert.deepEqual(valid(fields, answers), {
      answers: { ...answers, email: 'ana@mail.example', phone: '+351 912 345 678' },
      departmentId: DEPARTMENT_ID,
      category: 'Returns',
      subject: 'Socks',
    });
    const both = [field('email', { name: 'work_mail' }), field('email')];
    assert.deepEqual(valid(both, { work_mail: 'ana@mail.example' }).answers, { work_mail: 'ana@mail.example' });
  });

  it('are never believed halfway: whatever is asked and answered, all is valid or each fault has a name', () => {
    const kinds = [
      'text',
      'email',
      'phone',
      'number',
      'select',
      'checkbox',
      'department',
      'category',
      'subject',
    ] as const;
    const anyField = fc.record({
      name: fc.constantFrom('name', 'email', 'phone', 'a', 'b', 'consent'),
      label: fc.constant('L'),
      kind: fc.constantFrom(...kinds),
      is_required: fc.boolean(),
      options: fc.constant(['x', 'y']),
      pattern: fc.constantFrom('x+', '\\d{2}', '(a+)+', '('),
    });
    const anyAnswer = fc.oneof(
      fc.boolean(),
      fc.constantFrom('x', '', 'ana@mail.example', '12345', DEPARTMENT_ID),
      fc.string({ unit: 'binary', maxLength: 400 }),
    );
    const anyAnswers = fc.dictionary(
      fc.constantFrom('name', 'email', 'phone', 'a', 'b', 'consent', 'other'),
      anyAnswer,
    );
    fc.assert(
      fc.property(fc.array(anyField, { maxLength: 6 }), anyAnswers, (fields, answers) => {
        const form = readPrechatForm({ fields });
        const result = validateAnswers(form, answers);
        if (result.kind === 'invalid') {
          assert.ok(Object.keys(result.fields).length > 0);
          return;
        }
        for (const { name, is_required } of form?.wire.fields ?? []) {
          if (is_required) assert.notEqual(result.values.answers[name], undefined, name);
        }
        const known = new Set([...(form?.wire.fields ?? []).map(({ name }) => name), 'email', 'phone']);
        for (const name of Object.keys(answers)) assert.ok(known.has(name), name);
      }),
      { numRuns: 1_000 },
    );
  });
});
