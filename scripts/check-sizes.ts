/** Prints what each bundle weighs against its budget; fails when one is passed. */
import { BUDGETS, loadedFiles } from './bundle-budgets.ts';
import { conclude, ROOT } from './read-packages.ts';

const problems: string[] = [];
for (const budget of BUDGETS) {
  const files = loadedFiles(ROOT, budget);
  const total = files.filter((file) => file.onlyFor === undefined).reduce((sum, file) => sum + file.bytes, 0);
  const share = Math.round((total / budget.limit.bytes) * 100);
  console.log(
    `${kilobytes(total).padStart(9)} of ${kilobytes(budget.limit.bytes)} ${budget.limit.measure} (${share} %)  ${budget.name}`,
  );
  if (files.length > 1) {
    for (const { path, bytes, onlyFor } of files) {
      const note = onlyFor === undefined ? '' : `  (only for ${onlyFor}, not counted)`;
      console.log(`${kilobytes(bytes).padStart(9)}   ${path.replace('packages/element/dist/cdn/', '')}${note}`);
    }
  }
  if (total > budget.limit.bytes) {
    problems.push(
      `${budget.name} weighs ${kilobytes(total)}, ${kilobytes(total - budget.limit.bytes)} over its budget: ${budget.why}.`,
    );
  }
}
conclude('sizes', problems, 'every bundle is within its budget');

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(2)} KB`;
}
