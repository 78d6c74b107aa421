/**
 * Reading settings that somebody else wrote. What is wrong is as if it had not been set: a widget with one bad setting
 * works without it, and never fails a visitor. `check_settings` in SQL refuses bad ones when they are made; rows that
 * were written around it, or by another release, come through here all the same.
 */
import * as z from 'zod';

/** A text of so many characters, counted as Postgres counts them. */
export const text = (low: number, high: number) =>
  z.string().refine((value) => {
    if (value.length > high * 2) return false;
    const characters = Array.from(value).length;
    return characters >= low && characters <= high;
  });

export const wholeNumber = (low: number, high: number) => z.int().min(low).max(high);

/** What a page may load or lead to. */
export const link = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/[^\s"<>\\]+$/i);

export const locale = z.string().regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/);

/** The name of a field or a trigger. */
export const fieldName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);

/** Undefined where there is nothing or something else. */
export const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  schema.optional().catch(undefined as z.output<Schema> | undefined);

/** The items that are as they should be; undefined where there is no list. */
export const maybeList = <Schema extends z.ZodType>(item: Schema, most: number) =>
  maybe(z.array(z.unknown()).transform((items) => items.flatMap((value) => readAll(item, value)).slice(0, most)));

/** The entries that are as they should be; undefined where there are none. */
export const maybeMap = <Schema extends z.ZodType>(name: z.ZodType<string>, entry: Schema, most: number) =>
  maybe(
    z.record(z.string(), z.unknown()).transform((map): Record<string, z.output<Schema>> | undefined => {
      const entries = Object.entries(map)
        .filter(([key]) => name.safeParse(key).success)
        .flatMap(([key, value]) => readAll(entry, value).map((found) => [key, found] as const));
      return entries.length === 0 ? undefined : Object.fromEntries(entries.slice(0, most));
    }),
  );

export const byLocale = (characters: number) => maybeMap(locale, text(1, characters), 100);

/** The settings, or none where there is something else than an object of them. */
export function settingsOf(value: unknown): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

type Given<Fields> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name];
} & { [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined> };

/** Without the fields that are undefined, as the wire has them. */
export function given<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>;
}

function readAll<Schema extends z.ZodType>(schema: Schema, value: unknown): readonly z.output<Schema>[] {
  const result = schema.safeParse(value);
  return result.success ? [result.data] : [];
}
