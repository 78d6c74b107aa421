import { readPath, writePath, type JsonObject, type Path } from '../changes/json.ts';
import type { FieldSpec, FormModel } from './field-spec.ts';

/**
 * The form of one item of a list, which is a setting as a whole: what is wrong with one item stands at the list, unless the
 * server says at which field; and the way back is the list's.
 */
export function formOfItem(
  form: Pick<FormModel, 'write' | 'faultAt'>,
  listPath: Path,
  items: readonly JsonObject[],
  index: number,
): FormModel {
  const within = (path: Path): Path => path.slice(prefixOf(index).length);
  return {
    read: (path) => readPath(items[index] ?? {}, within(path)),
    write: (path, value, fault) => {
      const changed = items.map((item, at) => (at === index ? writePath(item, within(path), value) : item));
      form.write(listPath, changed, fault);
    },
    isChanged: () => false,
    reset: () => {},
    faultAt: (path) => form.faultAt(`${listPath}.${index}.${within(path)}`),
  };
}

/** The fields of one item: ids on a page are apart because paths are. */
export function fieldsOfItem(specs: readonly FieldSpec[], index: number): readonly FieldSpec[] {
  return specs.map((spec) => ({ ...spec, path: `${prefixOf(index)}${spec.path}` }));
}

function prefixOf(index: number): string {
  return `${index}:`;
}

/** The items of a list setting; none where there is something else. */
export function itemsOf(form: FormModel, listPath: Path): readonly JsonObject[] {
  const value = form.read(listPath);
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}

/** `question_2`: a name that none of the items has. */
export function freeName(stem: string, taken: readonly unknown[]): string {
  for (let number = taken.length + 1; ; number += 1) {
    const name = `${stem}_${number}`;
    if (!taken.includes(name)) return name;
  }
}
