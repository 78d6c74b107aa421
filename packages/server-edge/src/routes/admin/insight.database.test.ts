import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  WireAnalytics,
  WireAnalyticsByWidget,
  WireAuditLog,
  WireGroupLink,
  WireTeamVisitorExport,
  WireTelegramChatResponse,
  WireTelegramChats,
  WireTelegramDoctor,
} from '@support-chat/sdk/protocol/admin';
import { AdminStage } from '../../../testing/admin-stage.ts';
import { fakeBot } from '../../../testing/fake-bot-api.ts';
import type { AdminSite } from '../../../testing/hostile/admin-site.ts';
import { readGroupCode } from '../../telegram/group-link.ts';

let stage: AdminStage;
let site: AdminSite;

before(async () => {
  stage = await AdminStage.open();
  site = await stage.createSite();
});
after(() => stage.database.close());

const DAYS = 'from=2026-11-20&to=2026-11-22';

describe('the figures', () => {
  before(async () => {
    const widget = site.known['widget_id'] ?? '';
    await stage.database.execute(`
      insert into support.widget_analytics (organization_id, widget_id, day, conversations, answered, ratings, ratings_sum)
      values ('${site.organizationId}', '${widget}', '2026-11-21', 5, 4, 2, 9);
      update support.widgets set name = '=HYPERLINK("https://evil.example","Shop")' where id = '${widget}'`);
  });

  it('are told by day, also those on which nothing happened', async () => {
    const { totals, days } = await stage.done<WireAnalytics>(site, `GET analytics?${DAYS}`);
    assert.deepEqual([totals.conversations, totals.rating_mean], [5, 4.5]);
    assert.deepEqual(
      days.map(({ day, conversations }) => [day, conversations]),
      [
        ['2026-11-20', 0],
        ['2026-11-21', 5],
        ['2026-11-22', 0],
      ],
    );
  });

  it('are told by widget and by agent', async () => {
    const { widgets } = await stage.done<WireAnalyticsByWidget>(site, `GET analytics/widgets?${DAYS}`);
    assert.deepEqual(
      widgets.map(({ widget_id, conversations }) => [widget_id, conversations]),
      [[site.known['widget_id'], 5]],
    );
    await stage.done(site, `GET analytics/agents?${DAYS}`);
  });

  for (const [by, lines] of [
    ['day', 4],
    ['widget', 2],
    ['agent', 4],
  ] as const) {
    it(`are a file with a line for each ${by}`, async () => {
      const address = `GET analytics.csv?${DAYS}&by=${by}`;
      const { status, headers, text } = await stage.ask(site.known['admin_token'], address);
      assert.equal(status, 200);
      assert.equal(text.split('\r\n').length - 1, lines);
      assert.match(headers.get('content-disposition') ?? '', /^attachment; filename="support-[\w-]+\.csv"$/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
    });
  }

  it('have no formula in their file, whatever a widget is called', async () => {
    const { text } = await stage.ask(site.known['admin_token'], `GET analytics.csv?${DAYS}&by=widget`);
    assert.ok(text.includes(`,"'=HYPERLINK(""https://evil.example"",""Shop"")",`), text);
  });

  it('are refused for more than a year, and for a day that is none', async () => {
    assert.equal((await stage.refused(site, 'GET analytics?from=2025-01-01&to=2026-11-22'))[0], 400);
    assert.equal((await stage.refused(site, 'GET analytics?from=2026-02-30&to=2026-11-22'))[0], 400);
  });

  it('are refused by widget and for one widget at once, which would be every widget all the same', async () => {
    const address = `GET analytics.csv?${DAYS}&by=widget&widget_id=${site.known['widget_id'] ?? ''}`;
    assert.deepEqual(await stage.refused(site, address), [400, 'invalid_request']);
  });
});

describe('the log', () => {
  it('is told page by page, and by what was done', async () => {
    for (const name of ['One', 'Two', 'Three']) await stage.done(site, 'POST department', { name });
    const address = 'GET audit-log?action=departments.created&limit=2';
    const first = await stage.done<WireAuditLog>(site, address);
    assert.deepEqual(
      first.audit_logs.map(({ change }) => change['name']?.[1]),
      ['Three', 'Two'],
    );
    const [newest] = first.audit_logs;
    assert.deepEqual([newest?.actor_kind, newest?.actor_name], ['agent', `${site.secret} owner`]);
    const second = await stage.done<WireAuditLog>(site, `${address}&cursor=${first.next_cursor ?? ''}`);
    assert.equal(second.audit_logs[0]?.change['name']?.[1], 'One');
  });
});

describe('a group in Telegram', () => {
  it('is used in another way, and disconnected', async () => {
    const chat_id = Number(site.known['chat_id']);
    const { telegram_chat } = await stage.done<WireTelegramChatResponse>(site, 'PUT telegram/chat', {
      chat_id,
      mode: 'claims',
    });
    assert.equal(telegram_chat.mode, 'claims');
    const { bot_username, telegram_chats } = await stage.done<WireTelegramChats>(site, 'GET telegram/chats');
    assert.deepEqual([bot_username, telegram_chats], ['shop_support_bot', [telegram_chat]]);
    const address = `DELETE telegram/chat?chat_id=${String(chat_id)}`;
    await stage.done(site, address);
    assert.deepEqual(await stage.refused(site, address), [404, 'record_not_found']);
  });

  it('is not taken by its id alone', async () => {
    const change = { chat_id: -1_005_555_555_555, mode: 'topics' };
    assert.deepEqual(await stage.refused(site, 'PUT telegram/chat', change), [404, 'record_not_found']);
  });

  it('is connected by a link that only this server can make', async () => {
    const { link } = await stage.done<WireGroupLink>(site, 'POST telegram/group-link', { mode: 'claims' });
    const code = new URL(link).searchParams.get('startgroup') ?? '';
    const read = (secret: string) => readGroupCode(code, [secret], stage.deps.clock());
    const { organizationId } = site;
    const madeAt = stage.deps.clock();
    assert.deepEqual(await read(stage.deps.bot?.linkSecret ?? ''), { organizationId, mode: 'claims', madeAt });
    assert.equal(await read('another secret of somebody'), null);
  });
});

describe('the examination of the bot', () => {
  const examine = async (results: Parameters<typeof fakeBot>[0], of: AdminSite) => {
    const deps = { ...stage.deps, bot: fakeBot(results) };
    const { status, json, text } = await stage.ask(of.known['admin_token'], 'GET telegram/doctor', undefined, deps);
    assert.equal(status, 200, text);
    assert.doesNotMatch(text, /123456:for-tests/);
    return json as WireTelegramDoctor;
  };

  it('finds what is wrong, with its group and what to do', async () => {
    const other = await stage.createSite();
    const { ok, findings } = await examine({ getChatMember: { status: 'member' } }, other);
    const rights = findings.find(({ id }) => id === 'telegram.rights');
    assert.deepEqual([ok, rights?.severity, rights?.chat_id], [false, 'failed', Number(other.known['chat_id'])]);
    assert.ok((rights?.fix ?? '').length > 0);
  });

  it('says that a token is refused, and then nothing else', async () => {
    const { ok, findings } = await examine(
      { getMe: { error_code: 401, description: 'Unauthorized' } },
      await stage.createSite(),
    );
    assert.deepEqual([ok, findings.map(({ id, severity }) => [id, severity])], [false, [['telegram.token', 'failed']]]);
  });

  it('is not offered by a server without a bot', async () => {
    const deps = { ...stage.deps, bot: undefined };
    const { text } = await stage.ask(site.known['admin_token'], 'GET telegram/doctor', undefined, deps);
    assert.match(text, /"feature_disabled"/);
  });
});

describe('a visitor who asks for it', () => {
  it('gets everything that is known of them, and is forgotten', async () => {
    const visitor_id = site.known['visitor_id'] ?? '';
    const { visitor } = await stage.done<WireTeamVisitorExport>(site, 'POST visitor/export', { visitor_id });
    assert.deepEqual([visitor.id, visitor.name], [visitor_id, site.secret]);
    const [line] = await stage.auditOf(site);
    assert.deepEqual([line?.action, line?.actor_id], ['visitors.exported', site.known['owner_id']]);
    await stage.done(site, 'POST visitor/erase', { visitor_id });
    assert.equal((await stage.auditOf(site))[0]?.action, 'visitors.erased');
    assert.deepEqual(await stage.refused(site, 'POST visitor/export', { visitor_id }), [404, 'visitor_not_found']);
  });
});
