import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { readPath, writePath, type JsonObject } from '../changes/json.ts';
import en from '../i18n/en.ts';
import { fromList, toList, type FieldSpec, type FormModel } from './field-spec.ts';
import { moved } from './item-list.ts';
import { fieldsOfItem, formOfItem, freeName } from './list-form.ts';
import { renderField } from './render-field.ts';

function formOf(start: JsonObject) {
  const form = {
    settings: start,
    faults: [] as (string | undefined)[],
    read: (path: string) => readPath(form.settings, path),
    write: (path: string, value: Parameters<FormModel['write']>[1], fault?: string) => {
      form.settings = writePath(form.settings, path, value);
      form.faults.push(fault);
    },
    isChanged: () => false,
    reset: () => {},
    faultAt: () => undefined,
  };
  return form;
}

function typeInto(spec: FieldSpec, form: FormModel, value: string): void {
  const place = document.createElement('div');
  render(renderField(spec, form, en), place);
  const control = place.querySelector<HTMLInputElement>('.field')!;
  control.value = value;
  control.dispatchEvent(new InputEvent('input'));
  control.dispatchEvent(new Event('change'));
}

describe('a field', () => {
  it('that is emptied takes its setting away, is null where that says "none", and stays a text where one is needed', () => {
    const cases = [
      [{ kind: 'text', path: 'x', label: 'name', most: 9 }, undefined],
      [{ kind: 'text', path: 'x', label: 'name', most: 9, isNullable: true }, null],
      [{ kind: 'text', path: 'x', label: 'name', most: 9, isRequired: true }, ''],
      [{ kind: 'number', path: 'x', label: 'name', low: 0, high: 9, isNullable: true }, null],
      [{ kind: 'list', path: 'x', label: 'name', separator: 'comma' }, undefined],
      [{ kind: 'list', path: 'x', label: 'name', separator: 'comma', mayBeEmpty: true }, []],
    ] as const satisfies readonly (readonly [FieldSpec, unknown])[];
    for (const [spec, expected] of cases) {
      const form = formOf({ x: 'before' });
      typeInto(spec, form, '');
      expect(form.settings['x'], JSON.stringify(spec)).to.deep.equal(expected);
    }
  });

  it('for a number says when it is none', () => {
    const form = formOf({});
    const spec = { kind: 'number', path: 'x', label: 'radius', low: 0, high: 48 } as const;
    for (const text of ['12', '49', '1.5']) typeInto(spec, form, text);
    expect(form.faults.filter((fault) => fault !== undefined)).to.deep.equal([
      'A whole number from 0 to 48.',
      'A whole number from 0 to 48.',
    ]);
  });

  it('for several texts takes each once, without blanks', () => {
    expect(toList(' a, b,,a ', 'comma')).to.deep.equal(['a', 'b']);
    expect(toList('a, b\n\n c ', 'line')).to.deep.equal(['a, b', 'c']);
    expect(fromList(['a', 'b'], 'line')).to.equal('a\nb');
  });

  it('that may be answered yes, no or not at all is true, false or not there', () => {
    const form = formOf({});
    const spec = { kind: 'answer', path: 'x', label: 'identified' } as const;
    const answers = ['true', 'false', ''].map((answer) => {
      typeInto(spec, form, answer);
      return form.settings['x'];
    });
    expect(answers).to.deep.equal([true, false, undefined]);
  });

  it('for any number of several keeps an empty list only where that says something', () => {
    for (const [isOptional, expected] of [
      [true, {}],
      [false, { x: [] }],
    ] as const) {
      const form = formOf({ x: ['a'] });
      const place = document.createElement('div');
      render(
        renderField({ kind: 'set', path: 'x', label: 'device', choices: [['a', 'A']], isOptional }, form, en),
        place,
      );
      document.body.append(place);
      place.querySelector('input')!.click();
      place.remove();
      expect(form.settings).to.deep.equal(expected);
    }
  });

  it('of an item changes that item, and leaves the others as they are', () => {
    const items = [{ name: 'one' }, { name: 'two' }];
    const form = formOf({ list: items });
    const [spec] = fieldsOfItem([{ kind: 'text', path: 'name', label: 'name', most: 9 }], 1);
    typeInto(spec!, formOfItem(form, 'list', items, 1), 'three');
    expect(form.settings).to.deep.equal({ list: [{ name: 'one' }, { name: 'three' }] });
  });
});

describe('a list of items', () => {
  it('is put into another order', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).to.deep.equal(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, 0)).to.deep.equal(['c', 'a', 'b']);
  });

  it('finds a name that none of them has', () => {
    expect(freeName('question', ['question_2', 'question_3'])).to.equal('question_4');
  });
});
