/**
 * Where a key leads from a cell of a grid whose rows need not be equally long. Null: nowhere, the key means nothing here;
 * `above`: out of the grid, over its first row. At the other edges the focus stays.
 */
export function moveInGrid<Cell>(
  rows: readonly (readonly Cell[])[],
  from: Cell,
  key: string,
  isRtl: boolean,
): Cell | 'above' | null {
  const row = rows.findIndex((cells) => cells.includes(from));
  const column = rows[row]?.indexOf(from) ?? -1;
  if (column < 0) return null;
  const all = rows.flat();
  const index = all.indexOf(from);
  const inColumn = (cells: readonly Cell[] | undefined): Cell => cells?.[Math.min(column, cells.length - 1)] ?? from;
  switch (key) {
    case 'ArrowUp':
      return row === 0 ? 'above' : inColumn(rows[row - 1]);
    case 'ArrowDown':
      return inColumn(rows[row + 1]);
    case 'ArrowLeft':
    case 'ArrowRight':
      return all[index + ((key === 'ArrowRight') === isRtl ? -1 : 1)] ?? from;
    case 'Home':
      return rows[row]?.[0] ?? from;
    case 'End':
      return rows[row]?.at(-1) ?? from;
    default:
      return null;
  }
}
