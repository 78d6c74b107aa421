/**
 * How long a message takes on the local stack: from a visitor's POST until it stands in the topic, and from an agent's
 * message until it is in the visitor's document in a real browser. Everything runs on this machine, so the figures say
 * what our own code costs, not what networks add. Noisy machine: read medians, run it twice.
 */
import { randomUUID } from 'node:crypto';
import { chromium } from 'playwright';
import { startLocalStack } from '@support-chat/local';
import { chromiumArguments, findChromium } from '../scripts/find-chromium.ts';
import { ChatWidget } from '../e2e/support/chat-widget.ts';
import { Team } from '../e2e/support/team.ts';
import { VisitorApi } from '../e2e/support/visitor-api.ts';
import { summarize } from './statistics.ts';

const VISITORS = 20;
const MESSAGES_PER_VISITOR = 4; // below the limit of 5 in 10 s
const ANSWERS = 100;

const stack = await startLocalStack({ telegram: { kind: 'simulator', rateLimits: 'off' } });
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: chromiumArguments() });
try {
  print('visitor → Telegram', await visitorToTelegram());
  print('agent → screen', await agentToScreen(), 25);
} finally {
  await browser.close();
  await stack.stop();
}

async function visitorToTelegram(): Promise<number[]> {
  const team = new Team(stack);
  const api = new VisitorApi(stack.url);
  const samples: number[] = [];
  for (let visitor = 0; visitor < VISITORS; visitor += 1) {
    const { access_token: token } = await api.createSession();
    const opening = randomUUID();
    await api.postMessage(token, opening, opening); // makes topic and card, which is another journey
    await team.topicWith(opening);
    for (let index = 0; index < MESSAGES_PER_VISITOR; index += 1) {
      const id = randomUUID();
      const started = performance.now();
      const [topic] = await Promise.all([team.topicWith(id), api.postMessage(token, id, id)]);
      if (topic.id > 0) samples.push(performance.now() - started);
    }
  }
  return samples;
}

async function agentToScreen(): Promise<number[]> {
  const team = new Team(stack);
  const page = await browser.newPage();
  await page.goto(stack.url);
  const chat = new ChatWidget(page);
  await chat.open();
  await chat.send('Measure me.');
  const topic = await team.topicWith('Measure me.');
  team.answer(topic.id, 'Warm up.');
  await chat.message('Warm up.').waitFor();

  const samples: number[] = [];
  for (let index = 0; index < ANSWERS; index += 1) {
    const text = `Answer ${index} ${randomUUID()}`;
    const watch = await chat.log.evaluateHandle(
      (log, wanted) => ({
        // Wrapped, because a bare promise would be waited for here, before the answer is sent.
        seen: new Promise<number>((resolve) => {
          const observer = new MutationObserver(() => {
            if (!log.textContent.includes(wanted)) return;
            observer.disconnect();
            resolve(performance.timeOrigin + performance.now());
          });
          observer.observe(log, { childList: true, subtree: true, characterData: true });
        }),
      }),
      text,
    );
    const started = performance.timeOrigin + performance.now();
    team.answer(topic.id, text);
    samples.push((await watch.evaluate(({ seen }) => seen)) - started);
    await watch.dispose();
  }
  return samples;
}

function print(name: string, samples: readonly number[], budgetMs?: number): void {
  const { count, median, p95, slowest } = summarize(samples);
  const budget = budgetMs === undefined ? '' : `   budget p95 ${budgetMs} ms`;
  console.log(
    `${name.padEnd(20)} median ${median.toFixed(1)} ms   p95 ${p95.toFixed(1)} ms   slowest ${slowest.toFixed(1)} ms   (${count} messages)${budget}`,
  );
}
