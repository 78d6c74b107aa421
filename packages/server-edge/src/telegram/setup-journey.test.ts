/** From the link of `support-chat telegram invite` to the first visitor, and what a bot does that is cut off. Real SQL. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { LocalDatabase } from '../../../local/src/database/local-database.ts';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { CommandLine } from '../../testing/cli/run-command.ts';
import { TelegramStage } from '../../testing/telegram/telegram-stage.ts';

const ORGANIZATION = '20000000-0000-4000-8000-000000000001';
const SECRET = 'a-secret-for-the-webhook';

type Right = 'can_manage_topics' | 'can_delete_messages' | 'can_pin_messages';

let database: LocalDatabase;
let stage: TelegramStage;
let line: CommandLine;

before(async () => {
  database = await createTestDatabase();
  line = await CommandLine.create();
});
after(async () => {
  await line.remove();
  await database.close();
});
afterEach(() => stage.close());

describe('a group that is connected by the link', () => {
  let forum: number;
  let mika: number;
  beforeEach(async () => {
    stage = await TelegramStage.create(database, { mode: 'topics' });
    ({ forumId: forum, mika } = stage.ids);
    await database.execute('delete from support.telegram_chats');
  });

  const invite = async (words = '', secret = SECRET): Promise<URL> => {
    line.world = {
      env: {
        TELEGRAM_BOT_TOKEN: stage.simulator.token,
        TELEGRAM_API_ROOT: 'http://simulator.localhost',
        TELEGRAM_WEBHOOK_SECRET: secret,
      },
      fetch: (input, init) => stage.simulator.fetch(new Request(input, init)),
    };
    const ran = await line.run(`telegram invite --organization ${ORGANIZATION} --json ${words}`);
    assert.equal(ran.exitCode, 0, ran.out + ran.aside);
    return new URL(ran.json<{ link: string }>().link);
  };
  /** What Telegram's app does with such a link: the bot becomes an administrator, and is started in the group. */
  const opens = async (link: URL, rights: readonly Right[], chatId = forum): Promise<string> => {
    const { bot } = stage.control.overview();
    const by = stage.ids.anonymousAdmin;
    stage.control.workspace.setMember({ chatId, userId: bot.id, status: 'left', by });
    stage.control.workspace.setMember({
      chatId,
      userId: bot.id,
      by,
      ...(rights.length === 0 ? { status: 'member' as const } : { status: 'administrator' as const, rights }),
    });
    const payload = link.searchParams.get('startgroup') ?? '';
    assert.match(payload, /^[A-Za-z0-9_-]{1,64}$/);
    stage.control.people.send({ userId: mika, chatId, text: `/start@${bot.username ?? ''} ${payload}` });
    await stage.settled();
    return stage.texts(chatId).at(-1) ?? '';
  };
  const ALL = ['can_manage_topics', 'can_delete_messages', 'can_pin_messages'] as const;

  it('47: proposes the rights, connects, says that nothing is missing, and the next visitor is there', async () => {
    const link = await invite();
    assert.equal(link.searchParams.get('admin'), 'manage_topics delete_messages pin_messages');
    assert.equal(await opens(link, ALL), 'Connected: every visitor comes here as a topic. See /help.');
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    stage.control.people.send({ userId: mika, chatId: forum, threadId: stage.theTopic().id, text: 'Good day' });
    await stage.settled();
    assert.deepEqual(await visitor.sees(), ['visitor: Hello?', 'Mika Lindgren: Good day']);
  });

  it('47: says which rights are missing', async () => {
    const told = await opens(await invite(), ['can_delete_messages']);
    assert.match(told, /Still missing:\n– let me make and close topics.*\n– let me pin/);
    assert.doesNotMatch(told, /remove the topics/);
  });

  it('47: says that the group needs topics and the bot to be an administrator; for claims no topics', async () => {
    const { claimsGroupId } = stage.ids;
    const told = await opens(await invite(), [], claimsGroupId);
    assert.match(told, /Still missing:\n– topics: switch them on.*\n– make me an administrator/);
    await database.execute('delete from support.telegram_chats');
    assert.doesNotMatch(await opens(await invite('--mode claims'), ALL, claimsGroupId), /missing/);
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    assert.match(stage.texts(claimsGroupId).at(-1) ?? '', /Hello\?$/);
  });

  it('15: is connected by nobody without our secret, nor by yesterday’s link, nor in the place of another group', async () => {
    const forged = await invite('', 'another-secret-than-ours');
    assert.match(await opens(forged, ALL), /connects no group/);
    const [old, altered] = [await invite(), await invite()];
    stage.passTime(25 * 3_600_000);
    assert.match(await opens(old, ALL), /older than a day/);
    stage.passTime(-25 * 3_600_000);
    const code = altered.searchParams.get('startgroup') ?? '';
    altered.searchParams.set('startgroup', code.replace('_t_', '_c_'));
    assert.match(await opens(altered, ALL), /connects no group/);
    assert.deepEqual(await stage.rows('select from support.telegram_chats'), []);
    await opens(await invite(), ALL);
    assert.match(await opens(await invite(), ALL, stage.ids.claimsGroupId), /^Not connected: another group answers/);
    assert.equal((await stage.rows('select from support.telegram_chats')).length, 1);
  });
});

describe('28: a bot that is cut off from a team that claims', () => {
  let group: number;
  let mika: number;
  beforeEach(async () => {
    stage = await TelegramStage.create(database, { mode: 'claims' });
    ({ claimsGroupId: group, mika } = stage.ids);
    await database.execute(
      `insert into support.agents (organization_id, telegram_user_id, name, role, dm_started)
       values ('${ORGANIZATION}', ${String(mika)}, 'Mika Lindgren', 'owner', true)`,
    );
  });
  const setBot = async (status: 'kicked' | 'administrator' | 'member') => {
    const { bot } = stage.control.overview();
    stage.control.workspace.setMember({ chatId: group, userId: bot.id, status, by: stage.ids.anonymousAdmin });
    await stage.settled();
  };
  const alerts = () => stage.texts(mika).filter((text) => text.startsWith('I cannot write in'));
  const lines = () => stage.texts(group).flatMap((text) => (text.includes('?') ? [text.split('\n').at(-1)] : []));
  const later = async () => {
    for (let minute = 0; minute < 4; minute += 1) {
      await stage.skip(60_000);
      await stage.drive();
    }
  };

  it('by being removed: the owner is told once, nothing is lost, and all of it comes once it is back', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    await setBot('kicked');
    await visitor.says('Anybody?');
    await (await stage.visitor()).says('And me?');
    await later();
    assert.equal(alerts().length, 1);
    assert.deepEqual(lines(), ['Hello?']);
    await setBot('administrator');
    await later();
    assert.deepEqual(lines(), ['Hello?', 'Anybody?', 'And me?']);
    assert.equal(alerts().length, 1);
  });

  it('by being demoted: claims go on, since a member may write', async () => {
    await setBot('member');
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    assert.deepEqual([lines(), alerts()], [['Hello?'], []]);
  });

  it('by a token that is revoked: nothing is lost, and all of it comes with the one that is good', async () => {
    const visitor = await stage.visitor();
    await visitor.says('Hello?');
    const fault = stage.control.injectFault({ kind: 'error', code: 401, description: 'Unauthorized', times: 1_000 });
    await visitor.says('Anybody?');
    await later();
    assert.deepEqual(lines(), ['Hello?']);
    assert.ok(
      stage.logger.records.some(({ level }) => level === 'error'),
      'somebody has to hear of it',
    );
    stage.control.removeFault(fault);
    await later();
    assert.deepEqual(lines(), ['Hello?', 'Anybody?']);
  });
});
