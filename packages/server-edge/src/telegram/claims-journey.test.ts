/** Claims mode from end to end: real SQL, the bridge, the webhook, a simulated Telegram. Numbers: conformance checklist. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { TelegramStage } from '../../testing/telegram/telegram-stage.ts';
import { createInvitationToken } from '../routes/admin/invitation-token.ts';
import { agentLink } from './agent-link.ts';

let database: LocalDatabase;
let stage: TelegramStage;
let group: number;
let mika: number;
let ana: number;
let jo: number;

before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  stage = await TelegramStage.create(database, { mode: 'claims' });
  ({ claimsGroupId: group, mika, ana, jo } = stage.ids);
  for (const userId of [mika, ana]) await hasStarted(userId);
});
afterEach(() => stage.close());

/** Agents exist from their first action on, so the first `/start` of a newcomer goes by a claim; these are no newcomers. */
async function hasStarted(userId: number): Promise<void> {
  const user = stage.control.overview().users.find(({ id }) => id === userId);
  await stage.db.upsertTelegramAgent({
    organizationId: '20000000-0000-4000-8000-000000000001',
    telegramUserId: userId,
    name: [user?.firstName, user?.lastName].join(' ').trim(),
    dmStarted: true,
  });
}

const card = () =>
  stage
    .shown(group)
    .find(({ message }) => message.text?.includes(' · #') === true && message.reply_markup !== undefined);
const cardId = () => card()?.message.message_id ?? assert.fail('no card');
const buttons = () => (card()?.message.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
const answers = async (userId: number, text: string, replyTo?: number) => {
  stage.control.people.send({ userId, chatId: userId, text, ...(replyTo === undefined ? {} : { replyTo }) });
  await stage.settled();
};

describe('a visitor and a team that claims', () => {
  it('shows a card with a Claim button, and every line as a reply to it', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await visitor.says('Anybody?');
    assert.deepEqual(buttons(), ['Claim']);
    const lines = stage.shown(group).filter(({ message }) => message.reply_to_message?.message_id === cardId());
    assert.deepEqual(
      lines.map(({ message }) => message.text?.split('\n')[1]),
      ['Hello?', 'Anybody?'],
    );
    assert.equal((await visitor.conversation()).delivered_seq, 2);
  });

  it('brings the transcript and every later line into the direct messages of whoever claims', async () => {
    const visitor = await stage.visitor();
    await visitor.isCalled('Robin');
    await visitor.says('Hello?');
    assert.equal(await stage.tap(mika, group, cardId(), 'Claim'), 'This conversation is yours.');
    assert.match(card()?.message.text ?? '', /Claimed by Mika Lindgren/);
    await visitor.says('Anybody?');
    const [head = '', transcript, line = ''] = stage.texts(mika);
    assert.match(head, /^Robin · #\d+\nClaimed by Mika Lindgren/);
    assert.equal(transcript, 'Robin: Hello?');
    assert.match(line, /^Robin · #\d+\nAnybody\?$/);
    await answers(mika, 'Here I am');
    assert.deepEqual((await visitor.sees()).at(-1), 'Mika Lindgren: Here I am');
  });

  it('17: lets exactly one of two agents win who tap at once, and tells the other who did', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    const told = await Promise.all([
      stage.tap(mika, group, cardId(), 'Claim'),
      stage.tap(ana, group, cardId(), 'Claim'),
    ]);
    const winner = (await visitor.conversation()).agent?.name ?? '';
    assert.deepEqual(
      [...told].sort(),
      [`${winner} already has this conversation.`, 'This conversation is yours.'].sort(),
    );
    const received = [mika, ana].map((userId) => stage.texts(userId).length);
    assert.deepEqual(received.sort(), [0, 2]);
  });

  it('16: answers every tap exactly once, hostile ones too, and lets those change nothing', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    const messageId = cardId();
    for (const forgedData of [
      '',
      'c1:claim:',
      'c9:claim:AAAAAAAAAAAAAAAAAAAAAA',
      `c1:claim:${'A'.repeat(22)}`,
      "c1:pass:'; drop table",
      '\u0000',
    ]) {
      const tapped = stage.control.people.tap({ userId: mika, chatId: group, messageId, button: '-', forgedData });
      await stage.settled();
      assert.ok(
        tapped.kind === 'callback' && stage.control.people.callbackAnswer(tapped.callbackQueryId) !== undefined,
        forgedData,
      );
    }
    const answered = stage.control.calls().filter(({ method }) => method.toLowerCase() === 'answercallbackquery');
    assert.equal(answered.length, 6);
    assert.equal((await visitor.conversation()).agent, null);
  });

  it('16: answers a tap even when the database fails in the middle', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await database.execute('alter function public.support_claim_conversation(uuid, uuid) rename to support_claim_away');
    try {
      assert.match(await stage.tap(mika, group, cardId(), 'Claim'), /Please tap again/);
    } finally {
      await database.execute(
        'alter function public.support_claim_away(uuid, uuid) rename to support_claim_conversation',
      );
    }
    assert.equal(await stage.tap(mika, group, cardId(), 'Claim'), 'This conversation is yours.');
  });

  it('18: works with a message that Telegram no longer shows', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    const tapped = stage.control.people.tap({
      userId: mika,
      chatId: group,
      messageId: cardId(),
      button: 'Claim',
      isInaccessible: true,
    });
    await stage.settled();
    assert.equal(tapped.kind, 'callback');
    assert.equal((await visitor.conversation()).agent?.name, 'Mika Lindgren');
  });

  it('goes back to the group when passed, with the lines that follow', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await stage.tap(mika, group, cardId(), 'Claim');
    const head = stage.shown(mika)[0]?.message.message_id ?? 0;
    assert.equal(await stage.tap(mika, mika, head, 'Pass'), 'Passed on.');
    assert.deepEqual(buttons(), ['Claim']);
    assert.match(stage.texts(group).at(-1) ?? '', /Mika Lindgren passed this conversation on/);
    await visitor.says('Still there?');
    assert.match(stage.texts(group).at(-1) ?? '', /Still there\?/);
    await answers(mika, 'too late', head);
    assert.match(stage.texts(mika).at(-1) ?? '', /^Not sent/);
    assert.equal((await visitor.sees()).length, 2);
    await stage.tap(ana, group, cardId(), 'Claim');
    assert.deepEqual(stage.texts(ana).slice(1), ['Visitor: Hello?\nVisitor: Still there?']);
  });

  it('routes by reply among several visitors, and says who got an answer without one', async () => {
    const [first, second] = [await stage.visitor(), await stage.visitor()];
    await first.isCalled('Robin');
    await second.isCalled('Sam');
    await first.says('I am first');
    await stage.tap(mika, group, cardId(), 'Claim');
    await second.says('I am second');
    const secondCard =
      stage
        .shown(group)
        .filter(({ message }) => message.reply_markup !== undefined)
        .at(-1)?.message.message_id ?? 0;
    await stage.tap(mika, group, secondCard, 'Claim');
    const line = stage.shown(mika).find(({ message }) => message.text === 'Robin: I am first');
    await answers(mika, 'to the first', line?.message.message_id);
    assert.equal((await first.sees()).at(-1), 'Mika Lindgren: to the first');
    await answers(mika, 'to whoever is active');
    assert.match(stage.texts(mika).at(-1) ?? '', /^Sent to Robin · #\d+/);
  });

  it('ends with Close, and goes on with the same agent when the visitor returns', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await stage.tap(mika, group, cardId(), 'Claim');
    assert.equal(await stage.tap(mika, group, cardId(), 'Close'), 'Closed.');
    assert.match(card()?.message.text ?? '', /Closed · Mika Lindgren/);
    await visitor.says('Me again');
    assert.match(stage.texts(mika).at(-1) ?? '', /Me again/);
    assert.match(card()?.message.text ?? '', /Claimed by Mika Lindgren/);
    await answers(mika, 'Welcome back');
    assert.equal((await visitor.sees()).at(-1), 'Mika Lindgren: Welcome back');
  });

  it('13: ignores strangers, and agents’ words that belong to nobody', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await answers(stage.ids.outsider, 'Let me in');
    await answers(mika, 'To whom?');
    stage.control.people.send({ userId: mika, chatId: group, text: 'I cannot today', replyTo: cardId() });
    await stage.settled();
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?']);
    assert.deepEqual(stage.texts(stage.ids.outsider), ['Let me in']);
    assert.match(stage.texts(mika).at(-1) ?? '', /you have no open conversation/);
  });
});

describe('an agent whom the bot may not write to', () => {
  it('29: gets a link instead of the claim, and the conversation by starting the bot', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    const url = new URL(await stage.tap(jo, group, cardId(), 'Claim'));
    assert.equal((await visitor.conversation()).agent, null);
    stage.control.people.startBot({ userId: jo, payload: url.searchParams.get('start') ?? '' });
    await stage.settled();
    assert.equal((await visitor.conversation()).agent?.name, 'Jo');
    assert.match(stage.texts(jo).at(-1) ?? '', /Visitor: Hello\?/);
  });

  it('29: hears who was quicker', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    const url = new URL(await stage.tap(jo, group, cardId(), 'Claim'));
    await stage.tap(mika, group, cardId(), 'Claim');
    stage.control.people.startBot({ userId: jo, payload: url.searchParams.get('start') ?? '' });
    await stage.settled();
    assert.equal(stage.texts(jo).at(-1), 'Mika Lindgren already has this conversation.');
  });

  it('becomes who they are on the web by the link of an admin, once, and is written to from then on', async () => {
    const { token, hash } = await createInvitationToken((length) => crypto.getRandomValues(new Uint8Array(length)));
    const [web] = await stage.rows(
      `insert into support.agents (organization_id, user_id, name) select organization_id, gen_random_uuid(), 'Jo of the web'
       from support.telegram_chats limit 1 returning id, organization_id`,
    );
    await stage.rows(
      `insert into support.agent_invitations (organization_id, agent_id, purpose, token_hash, expires_at)
       values ('${String(web?.['organization_id'])}', '${String(web?.['id'])}', 'link_telegram', '${hash}', now() + interval '1 hour')
       returning id`,
    );
    const code = new URL(agentLink('support_bot', token)).searchParams.get('start') ?? '';
    stage.control.people.startBot({ userId: jo, payload: code });
    await stage.settled();
    assert.match(stage.texts(jo).at(-1) ?? '', /This Telegram account is yours/);
    const linked = await stage.rows(
      `select telegram_user_id::text as account, dm_started, name from support.agents where id = '${String(web?.['id'])}'`,
    );
    assert.deepEqual(linked, [{ account: String(jo), dm_started: true, name: 'Jo of the web' }]);

    stage.control.people.startBot({ userId: stage.ids.outsider, payload: code });
    await stage.settled();
    assert.match(stage.texts(stage.ids.outsider).at(-1) ?? '', /This link no longer works/);
  });

  it('15: is refused with a link that was passed on to somebody outside the group', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    const url = new URL(await stage.tap(jo, group, cardId(), 'Claim'));
    stage.control.people.startBot({ userId: stage.ids.outsider, payload: url.searchParams.get('start') ?? '' });
    await stage.settled();
    assert.equal((await visitor.conversation()).agent, null);
    assert.match(stage.texts(stage.ids.outsider).at(-1) ?? '', /^I connect a support team/);
  });

  it('29: loses the claim, not the visitor, after blocking the bot', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await stage.tap(mika, group, cardId(), 'Claim');
    stage.control.people.stopBot({ userId: mika });
    await stage.settled();
    await visitor.says('Are you there?');
    assert.equal((await visitor.conversation()).agent, null);
    assert.deepEqual(buttons(), ['Claim']);
    const inGroup = stage.texts(group);
    assert.ok(
      inGroup.some((text) => text.includes('cannot get direct messages')),
      inGroup.join('\n---\n'),
    );
    assert.ok(inGroup.some((text) => text.endsWith('\nAre you there?')));
    assert.equal((await visitor.conversation()).delivered_seq, 2);
    assert.match(await stage.tap(mika, group, cardId(), 'Claim'), /^https:\/\/t\.me\/.+\?start=claim_/);
  });
});
