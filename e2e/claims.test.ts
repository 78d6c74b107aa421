import { startLocalStack, type LocalStack } from '@support-chat/local';
import { expect, test } from './support/test.ts';
import { ChatWidget } from './support/chat-widget.ts';
import { ANA, CLAIMS_GROUP, JO, MIKA, Team } from './support/team.ts';

let stack: LocalStack;
test.beforeAll(async () => {
  stack = await startLocalStack({ telegram: { kind: 'simulator', mode: 'claims', rateLimits: 'off' } });
});
test.afterAll(() => stack.stop());

test('two agents tap Claim at once: one wins, the other is told who; the winner answers by direct message', async ({
  page,
}) => {
  const team = new Team(stack);
  await page.goto(stack.url);
  const chat = new ChatWidget(page);
  await chat.open();
  await chat.send('Where is my parcel?');
  const card = await team.messageWithButton(CLAIMS_GROUP, 'Claim');
  await expect.poll(() => team.lines(CLAIMS_GROUP).join('\n')).toContain('Where is my parcel?');

  // A bot may not write first: Jo, who has never started it, is sent there and has claimed nothing yet.
  const invitation = await team.tap(JO, CLAIMS_GROUP, card, 'Claim');
  expect(invitation.url).toContain('?start=claim_');

  const answers = await Promise.all([
    team.tap(MIKA, CLAIMS_GROUP, card, 'Claim'),
    team.tap(ANA, CLAIMS_GROUP, card, 'Claim'),
  ]);
  const losers = answers.map(({ text }) => text).filter((text) => text.includes('already'));
  expect(losers).toHaveLength(1);
  const winner = losers[0] === answers[0]?.text ? ANA : MIKA;
  expect(losers[0]).toContain(winner === MIKA ? 'Mika' : 'Ana');

  await team.messageWithButton(winner, 'Pass');
  await expect.poll(() => team.lines(winner).join('\n')).toContain('Where is my parcel?');
  team.control.people.send({ userId: winner, chatId: winner, text: 'It arrives tomorrow.' });
  await expect(chat.message('It arrives tomorrow.')).toBeVisible();

  await chat.send('Thank you!');
  await expect.poll(() => team.lines(winner).some((line) => line.includes('Thank you!'))).toBe(true);
  expect(team.lines(CLAIMS_GROUP).join('\n')).not.toContain('Thank you!');

  const held = await team.messageWithButton(winner, 'Close');
  await team.tap(winner, winner, held, 'Close');
  await expect(chat.ended).toBeVisible();
});
