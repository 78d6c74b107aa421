/** What the benchmarks of pages share: a slower processor, the work of a page, and a figure beside its budget. */
import type { Page } from 'playwright';

/** A phone of the middle class against the machine of a developer, as the browsers' own tools have it. */
export const PHONE_THROTTLING = 4;
export const FRAME_MS = 1000 / 60;
export const TWO_FRAMES_MS = 2 * FRAME_MS;

/** Slows the processor down for a page. */
export async function throttle(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

/** Milliseconds of processor time that the page's main thread spends on something. */
export async function workOf(page: Page, action: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
  const before = await spent();
  await action();
  const taken = (await spent()) - before;
  await session.detach();
  return taken;
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/**
 * Milliseconds of processor time of each task that the page's main thread runs meanwhile: drawing a frame is one task. Time
 * that others take on a busy machine is not in them.
 */
export async function tasksOf(page: Page, action: () => Promise<void>): Promise<readonly number[]> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page has no browser to trace.');
  await browser.startTracing(page, { categories: ['__metadata', 'disabled-by-default-devtools.timeline'] });
  await action();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: readonly TraceEvent[] };
  const mainThreads = new Map<string, number[]>();
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}.${tid}`;
  for (const event of trace.traceEvents)
    if (event.name === 'thread_name' && event.args.name === 'CrRendererMain') mainThreads.set(threadOf(event), []);
  for (const event of trace.traceEvents)
    if (event.name === 'RunTask') mainThreads.get(threadOf(event))?.push((event.tdur ?? 0) / 1000);
  const sum = (tasks: readonly number[]): number => tasks.reduce((total, task) => total + task, 0);
  const [busiest] = [...mainThreads.values()].sort((a, b) => sum(b) - sum(a));
  if (busiest === undefined || busiest.length === 0) throw new Error('The trace has no tasks.');
  return busiest;
}

/** Fails the whole run when a figure is over its budget. */
export function print(what: string, value: number, unit: string, budget?: number): void {
  const isOver = budget !== undefined && value > budget;
  if (isOver) process.exitCode = 1;
  const limit =
    budget === undefined ? '' : `  (budget ${round(budget)}${unit === '' ? '' : ` ${unit}`}${isOver ? ', OVER' : ''})`;
  console.log(`${round(value).padStart(8)} ${unit.padEnd(8)} ${what}${limit}`);
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
}
