/** Pages that change under a view transition: the chat is where it was, and a page may hold it still. */
import { expect, test } from './support/gallery.ts';

test('the open chat goes on as it was, and does not fade with the page where the page names its parts', async ({
  gallery,
  page,
}) => {
  await gallery.show('conversation');
  const field = page.getByRole('textbox', { name: 'Write a message…' });
  await field.fill('Half a');
  await page.addStyleTag({
    content: `support-chat::part(panel) { view-transition-name: chat-panel }
      support-chat::part(launcher) { view-transition-name: chat-launcher }`,
  });
  const held = await page.evaluate(async () => {
    const transition = document.startViewTransition(() => {
      document.body.prepend(Object.assign(document.createElement('h1'), { textContent: 'Another page' }));
    });
    await transition.ready;
    const names = document.getAnimations().map(({ effect }) => (effect as KeyframeEffect).pseudoElement ?? '');
    await transition.finished;
    return names.filter((name) => name.includes('group(chat'));
  });
  expect(new Set(held)).toEqual(
    new Set(['::view-transition-group(chat-panel)', '::view-transition-group(chat-launcher)']),
  );
  await expect(page.getByRole('heading', { name: 'Another page' })).toBeVisible();
  await expect(field).toBeFocused();
  await page.keyboard.type(' sentence.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log').getByText('Half a sentence.')).toBeVisible();
});
