/**
 * A long day of the Telegram bridge on a clock that runs ahead: 500 visitors in two hours, with flood control, server errors,
 * lost answers, repeated and late updates, deleted topics, transfers, a migrated group and a bridge that dies now and then. The same as `soak.test.ts`, only longer.
 *
 * `npm run soak:telegram -- [visitors] [minutes] [seed] [groups]`. Ends with exit code 1 when something was lost, reordered, or doubled
 * without a lost answer.
 */
import { createTestDatabase } from '../packages/local/testing/test-database.ts';
import { runSoak } from '../packages/server-edge/testing/telegram/soak.ts';

const [visitors = 500, minutes = 120, seed = Date.now() % 1_000_000, groups = 3] = process.argv.slice(2).map(Number);
console.log(`${visitors} visitors, ${minutes} simulated minutes, ${groups} group(s), seed ${seed}`);
const startedAt = performance.now();
const database = await createTestDatabase();
try {
  const report = await runSoak(database, {
    visitors,
    minutes,
    seed,
    groups,
    onMinute: (minute, pending) => {
      if (minute % 10 === 0) console.log(`  minute ${String(minute).padStart(3)}: ${pending} waiting`);
    },
  });
  const calls = Object.entries(report.calls).map(([fate, count]) => `${count} ${fate}`);
  console.log(`lines of visitors      ${report.lines}, in ${report.messages} Telegram messages`);
  const { median, p95, slowest } = report.lag;
  console.log(`lag of a line          median ${median} s, p95 ${p95} s, slowest ${slowest} s`);
  console.log(`answers of agents      ${report.answers}`);
  console.log(`seen twice             ${report.duplicates} lines, each after a lost answer`);
  console.log(`calls                  ${calls.join(', ')} (limited: by Telegram's own budget)`);
  console.log(`topics deleted         ${report.deletedTopics}`);
  console.log(`transfers              ${report.transfers} between departments`);
  console.log(`states not shown       ${report.superseded}, as newer ones were`);
  console.log(`most that waited       ${report.mostWaiting}`);
  console.log(`bridge killed          ${report.restarts} times`);
  console.log(`nothing left after     ${report.secondsToDrain} s more`);
  console.log(`took                   ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
  for (const fault of report.faults) console.log(`✗ ${fault}`);
  console.log(report.faults.length === 0 ? '✓ nothing lost, nothing out of order' : `✗ ${report.faults.length} faults`);
  if (report.faults.length > 0) process.exitCode = 1;
} finally {
  await database.close();
}
