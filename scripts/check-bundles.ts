/** Names that would betray a leak stay out of each bundle. */
import { BUDGETS, loadedFiles } from './bundle-budgets.ts';
import { conclude, ROOT } from './read-packages.ts';

const problems: string[] = [];
for (const budget of BUDGETS) {
  for (const file of loadedFiles(ROOT, budget)) {
    for (const [name, meaning] of Object.entries(budget.forbidden)) {
      if (file.source.includes(name)) problems.push(`${file.path} contains "${name}": ${meaning}.`);
    }
  }
}
conclude('bundle contents', problems, `no forbidden name in ${BUDGETS.length} bundles`);
