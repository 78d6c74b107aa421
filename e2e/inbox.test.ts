/** Agents answer on the web, in the inbox of a back office under a strict policy; visitors and Telegram see it. */
import { ANA, Inbox, MIKA, test } from './support/inbox-test.ts';
import { FORUM } from './support/team.ts';
import { expect } from './support/test.ts';

test('a visitor writes, an agent takes it and answers; both see it, and so does the topic in Telegram', async ({
  chat,
  team,
  mika,
}) => {
  await chat.open();
  await chat.send('Is the harbour lamp in stock?');
  await mika.openFrom('Queue', 'Is the harbour lamp in stock?');
  await mika.button('Take it').click();
  await expect(mika.button('Resolve')).toBeVisible();

  await mika.write('It is, in brass and in white.');
  await expect(chat.message('It is, in brass and in white.')).toBeVisible();
  await expect(mika.log.getByText('Seen', { exact: false })).toBeVisible();

  await chat.send('White, please.');
  await expect(mika.log.getByText('White, please.', { exact: true })).toBeVisible();

  const topic = await team.topicWith('Is the harbour lamp in stock?');
  await expect
    .poll(() => team.lines(FORUM, topic.id).some((line) => line.includes('in brass and in white')))
    .toBe(true);
  team.answer(topic.id, 'From the phone: it ships today.');
  await expect(mika.log.getByText('From the phone: it ships today.', { exact: true })).toBeVisible();
  await expect(chat.message('From the phone: it ships today.')).toBeVisible();
});

test('an agent keeps a text of their own, uses it, changes it and deletes it; colleagues do not see it', async ({
  chat,
  mika,
  site,
  browser,
}) => {
  await chat.open();
  await chat.send('When do you close today?');
  await mika.openFrom('Queue', 'When do you close today?');
  await mika.button('Take it').click();
  await mika.field.fill('We close at six.');
  await mika.button('Prepared texts').click();
  await mika.page.getByRole('option', { name: 'Save this draft as a text' }).click();
  const dialog = mika.page.locator('support-inbox-texts');
  await dialog.getByLabel('Title').fill('Closing time');
  await dialog.getByLabel('Shortcut').fill('/Closing');
  await dialog.getByLabel('Shortcut').press('Enter');
  await expect(dialog).toHaveCount(0);

  await mika.field.fill('');
  await mika.field.press('/');
  await mika.page.keyboard.type('closing');
  await mika.page.keyboard.press('Enter');
  await expect(mika.field).toHaveValue('We close at six.');
  await mika.field.press('Enter');
  await expect(chat.message('We close at six.')).toBeVisible();

  await mika.field.press('/');
  await mika.page.keyboard.press('ArrowUp');
  await mika.page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'New text' }).click();
  await dialog.getByLabel('Title').fill('Another one');
  await dialog.getByLabel('Shortcut').fill('closing');
  await dialog.getByLabel('Text', { exact: true }).fill('We close.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Another text of yours has this shortcut.')).toBeVisible();
  await dialog.getByLabel('Shortcut').fill('closed');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(2);

  const ana = await Inbox.open(browser, site, ANA);
  await ana.button('Settings').click();
  await ana.page.getByRole('menuitem', { name: 'My texts' }).click();
  await expect(ana.page.getByText('You have no texts of your own yet.')).toBeVisible();
  await ana.page.context().close();

  for (const title of ['Closing time', 'Another one']) {
    await dialog.getByRole('button', { name: `Delete “${title}”` }).click();
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  }
  await expect(dialog.getByText('You have no texts of your own yet.')).toBeVisible();
});

test('a note stays with the team; resolving ends it for the visitor, and writing again opens it', async ({
  chat,
  mika,
}) => {
  await chat.open();
  await chat.send('May I return the kettle?');
  await mika.openFrom('Queue', 'May I return the kettle?');
  await mika.button('Note').click();
  await mika.write('Bought in May, so yes.');
  await expect(mika.log.getByText('Bought in May, so yes.')).toBeVisible();
  await mika.button('Reply').click();
  await mika.write('Of course you may.');
  await expect(chat.message('Of course you may.')).toBeVisible();
  expect(await chat.texts()).toEqual(['May I return the kettle?', 'Of course you may.']);

  await mika.button('Resolve').click();
  await expect(chat.ended).toBeVisible();
  await expect(mika.button('Reopen')).toBeVisible();
  await chat.send('And the lid?');
  await expect(mika.log.getByText('And the lid?', { exact: true })).toBeVisible();
  await expect(mika.button('Reopen')).toBeHidden();
});

test('what is written without a network is kept, and sent once it is back', async ({ chat, mika }) => {
  await chat.open();
  await chat.send('Do you ship to Iceland?');
  await mika.openFrom('Queue', 'Do you ship to Iceland?');
  await mika.page.context().setOffline(true);
  await mika.write('We do, twice a week.');
  await expect(mika.log.getByText('Waiting to send')).toBeVisible();
  await mika.page.context().setOffline(false);
  await expect(chat.message('We do, twice a week.')).toBeVisible({ timeout: 30_000 });
  await expect(mika.log.getByText('Waiting to send')).toBeHidden();
});

test('on a phone there is the list, then the conversation, and a way back', async ({ browser, chat, site }) => {
  await chat.open();
  await chat.send('Where is my parcel now?');
  const phone = await Inbox.open(browser, site, MIKA, true);
  await phone.openFrom('Queue', 'Where is my parcel now?');
  await expect(phone.list).toBeHidden();
  await phone.button('Back').click();
  await expect(phone.list).toBeVisible();
  await phone.page.context().close();
});

test('whoever is not signed in, or not of the team, is told so', async ({ browser, site }) => {
  const nobody = await Inbox.open(browser, site, null);
  await expect(nobody.page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  await expect(nobody.button('Sign in')).toBeVisible();
  await nobody.page.context().close();
});
