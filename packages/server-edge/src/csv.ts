/**
 * Tables as RFC 4180 has them, for people who open them in a spreadsheet.
 *
 * A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a formula, quoted or not,
 * and a name is whatever somebody typed. Such a text gets an apostrophe in front, which spreadsheets take for "this is a
 * text" (owasp.org/www-community/attacks/CSV_Injection). Numbers are numbers, also below zero.
 */
export type CsvCell = string | number | boolean | null;

export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}

function toCell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  // Some look for a formula behind blanks and line feeds as well, and the full-width signs are signs to others.
  const text = /^[\s\0]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
