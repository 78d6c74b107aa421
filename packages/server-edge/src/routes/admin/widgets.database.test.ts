import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  WireAdminWidget,
  WireAdminWidgetResponse,
  WireAdminWidgets,
  WireRefreshedKey,
  WireSnippets,
  WireTriggerDryRunResult,
} from '@support-chat/sdk/protocol/admin';
import { AdminStage, USER_AGENT } from '../../../testing/admin-stage.ts';
import type { AdminSite } from '../../../testing/hostile/admin-site.ts';

let stage: AdminStage;
let site: AdminSite;

before(async () => {
  stage = await AdminStage.open();
  site = await stage.createSite();
});
after(() => stage.database.close());

const create = async (settings: object = {}): Promise<WireAdminWidget> =>
  (await stage.done<WireAdminWidgetResponse>(site, 'POST widget', { name: 'Shop', ...settings })).widget;

describe('a widget', () => {
  it('is made with a key of its own and what was said of it, and is listed', async () => {
    const made = await create({ allowed_domains: ['shop.example'], branding: { accent: '#1d4ed8' } });
    assert.match(made.key, /^wk_/);
    assert.deepEqual([made.version, made.allowed_domains, made.branding], [1, ['shop.example'], { accent: '#1d4ed8' }]);
    const { widgets } = await stage.done<WireAdminWidgets>(site, 'GET widgets');
    assert.deepEqual(
      widgets.find(({ id }) => id === made.id),
      made,
    );
    assert.deepEqual(await stage.done(site, `GET widget?widget_id=${made.id}`), { widget: made });
  });

  it('takes a change made on its version, and logs who made which', async () => {
    const { id } = await create({ branding: { accent: '#111', team_name: 'Old' } });
    const change = { widget_id: id, version: 1, branding: { team_name: 'New' } };
    const { widget } = await stage.done<WireAdminWidgetResponse>(site, 'PUT widget', change);
    assert.deepEqual([widget.version, widget.branding, widget.name], [2, { team_name: 'New' }, 'Shop']);

    const [line] = await stage.auditOf(site);
    assert.equal(line?.action, 'widgets.updated');
    assert.equal(line.actor_id, site.known['owner_id']);
    assert.deepEqual(line.change, { branding: [{ accent: '#111', team_name: 'Old' }, { team_name: 'New' }] });
    assert.match(line.ip_hash ?? '', /^[\da-f]{64}$/);
    assert.equal(line.user_agent, USER_AGENT);
  });

  it('refuses a change made on another version, and says which is the current one', async () => {
    const { id } = await create();
    await stage.done(site, 'PUT widget', { widget_id: id, version: 1, name: 'First' });
    const late = { widget_id: id, version: 1, name: 'Second' };
    const { status, json } = await stage.ask(site.known['admin_token'], 'PUT widget', late);
    const { error } = json as { error: { code: string; details: object } };
    assert.deepEqual([status, error.code, error.details], [409, 'version_conflict', { version: 2 }]);
    const { widget } = await stage.done<WireAdminWidgetResponse>(site, `GET widget?widget_id=${id}`);
    assert.equal(widget.name, 'First');
  });

  for (const [what, settings, path] of [
    ['a setting that does not exist', { branding: { colour: 'red' } }, 'branding'],
    ['a colour that is none', { branding: { accent: 'red; }' } }, 'branding.accent'],
    ['a link that is no https address', { prechat: { consent: { link: 'javascript:1' } } }, 'prechat.consent.link'],
    [
      'a pattern that can take for ever',
      { prechat: { fields: [{ name: 'a', label: 'A', kind: 'text', pattern: '(a+)+b' }] } },
      'prechat.fields.0.pattern',
    ],
    ['a text that cannot be stored', { triggers: [{ id: 'a', text: 'a\0b' }] }, 'triggers.0.text'],
    [
      'a time of day that is none',
      { working_hours: { days: { mon: [['9', '17:00']] } } },
      'working_hours.days.mon.0.0',
    ],
  ] as const) {
    it(`is not made with ${what}, which is named`, async () => {
      const { status, json } = await stage.ask(site.known['admin_token'], 'POST widget', { name: 'x', ...settings });
      const { error } = json as { error: { details: { issues: readonly { path: string }[] } } };
      assert.equal(status, 400);
      assert.deepEqual([...new Set(error.details.issues.map((issue) => issue.path))], [path]);
    });
  }

  it('is held to what only holds for several settings as one by the database, which names it as well', async () => {
    const triggers = [
      { id: 'same', text: 'a' },
      { id: 'same', text: 'b' },
    ];
    const { status, json } = await stage.ask(site.known['admin_token'], 'POST widget', { name: 'x', triggers });
    const { error } = json as { error: { details: object } };
    assert.deepEqual([status, error.details], [400, { parameter: 'triggers[1].id' }]);
  });

  it('gets a new key, and answers to the old one for as long as it is told', async () => {
    const { id, key } = await create();
    const request = { widget_id: id, grace_hours: 2 };
    const { widget, retired_key } = await stage.done<WireRefreshedKey>(site, 'POST refresh-key', request);
    assert.equal(retired_key, key);
    assert.notEqual(widget.key, key);
    assert.deepEqual(
      widget.retired_keys.map((retired) => retired.key),
      [key],
    );
    assert.equal((await stage.deps.db.getWidget(key)).id, id);
  });

  it('is gone when it was deleted, also for whoever deletes it again', async () => {
    const { id } = await create();
    await stage.done(site, `DELETE widget?widget_id=${id}`);
    assert.deepEqual(await stage.refused(site, `DELETE widget?widget_id=${id}`), [404, 'widget_not_found']);
    assert.deepEqual(await stage.refused(site, `GET widget?widget_id=${id}`), [404, 'widget_not_found']);
  });

  it('comes with the code that puts it onto a site, all of it or that of one kind', async () => {
    const { id, key } = await create();
    const all = await stage.done<WireSnippets>(site, `GET snippet?widget_id=${id}`);
    assert.equal(all.widget_key, `${key}@project.example`);
    assert.equal(all.snippets.length, 10);
    const vue = await stage.done<WireSnippets>(site, `GET snippet?widget_id=${id}&target=vue`);
    assert.deepEqual(vue.snippets, [all.snippets.find(({ target }) => target === 'vue')]);
  });

  it('can have its triggers tried, and a draft can as well', async () => {
    const triggers = [{ id: 'cart', text: 'Need help?', conditions: { pages: ['/cart'] } }];
    const { id } = await create({ triggers });
    const situation = { url: 'https://shop.example/cart' };
    const saved = await stage.done<WireTriggerDryRunResult>(site, 'POST trigger/dry-run', { widget_id: id, situation });
    assert.equal(saved.shows, 'cart');
    const draft = await stage.done(site, 'POST trigger/dry-run', { triggers, situation });
    assert.deepEqual(draft, saved);
  });
});

describe('the settings at the door', () => {
  it('are those that the database knows, each and no other', async () => {
    const { newWidgetSchema } = await import('../../schemas/admin/widget.ts');
    const rules = await stage.database.query<{ path: string }>(
      `select path from support.setting_rules() where path like 'widget.%'`,
    );
    const { toJSONSchema } = await import('zod');
    const known = pathsOf(toJSONSchema(newWidgetSchema, { io: 'input', unrepresentable: 'any' }) as Schema, 'widget');
    // A day of the week is any key of a map to the database, and a field of its own here.
    const named = [
      ...new Set(known.map((path) => path.replace(/\.days\.(?:mon|tue|wed|thu|fri|sat|sun)\b/, '.days.*'))),
    ];
    assert.deepEqual(named.sort(), rules.map(({ path }) => path).sort());
  });
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
}

/** Every place that a value can have, as `setting_rules` writes it. */
function pathsOf(schema: Schema, path: string): readonly string[] {
  const { properties = {}, additionalProperties: entry, prefixItems = [], items = prefixItems[0] } = schema;
  const below = [
    ...Object.entries(properties).map(([name, child]) => [`${path}.${name}`, child] as const),
    ...(typeof entry === 'object' && Object.keys(properties).length === 0 ? [[`${path}.*`, entry] as const] : []),
    ...(items === undefined ? [] : [[`${path}[]`, items] as const]),
  ];
  return below.flatMap(([at, child]) => [at, ...pathsOf(child, at)]);
}
