/** What is said to screen readers against a running system: once, whatever the network and the visitor do. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

/** Every line is said when it is added, and lines are only ever added. */
function said(page: Page, urgency: 'polite' | 'assertive' = 'polite'): Locator {
  return page.locator(`support-chat-message-list [aria-live=${urgency}] p`);
}

test('an answer is said once: not again after a break in the connection, a look at the start page, or when the visitor comes back', async ({
  chat,
  team,
  page,
  context,
}) => {
  await chat.open();
  await chat.send('Is the shop open on Sunday?');
  const topic = await team.topicWith('Is the shop open on Sunday?');
  team.answer(topic.id, 'From ten to four.');
  await expect(said(page)).toHaveText(['Mika: From ten to four.']);

  const offline = chat.panel.getByText("You're offline.", { exact: false });
  // An answer that was on its way says that the network is there after all.
  await expect(async () => {
    await context.setOffline(false);
    await context.setOffline(true);
    await expect(offline).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await context.setOffline(false);
  await expect(offline).toBeHidden();
  team.answer(topic.id, 'Until six in December.');
  await expect(said(page)).toHaveText(['Mika: From ten to four.', 'Mika: Until six in December.']);

  await chat.panel.getByRole('button', { name: 'Back' }).click();
  await chat.enter();
  await expect(chat.message('Until six in December.')).toBeVisible();
  await expect(said(page)).toHaveCount(0);

  await page.goto('about:blank');
  await page.goBack();
  await chat.open();
  await expect(chat.message('From ten to four.')).toBeVisible();
  team.answer(topic.id, 'And on holidays.');
  await expect(said(page)).toHaveText(['Mika: And on holidays.']);
  await expect(said(page, 'assertive')).toHaveCount(0);
});
