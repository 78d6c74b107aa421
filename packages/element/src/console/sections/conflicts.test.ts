import { expect } from '@open-wc/testing';
import type { WireAdminDepartment } from '@support-chat/sdk/protocol/admin';
import { ConsoleApi } from '../../../testing/console-api.ts';
import { afterChange, inVersion } from '../../../testing/console-records.ts';
import { ConsoleHarness } from '../../../testing/console-harness.ts';

/** A record in its dialog, and what somebody else makes of it meanwhile. */
interface Case {
  readonly section: string;
  readonly open: (harness: ConsoleHarness) => Promise<void>;
  readonly field: string;
  readonly records: 'departments' | 'agents' | 'replies';
  readonly id: string;
  readonly route: string;
  readonly setting: string;
  readonly other: Readonly<Record<string, unknown>>;
}

const CASES: readonly Case[] = [
  {
    section: 'departments',
    open: (harness) => harness.click('Edit: Orders'),
    field: 'Name',
    records: 'departments',
    id: 'd1',
    route: 'PUT department',
    setting: 'name',
    other: { email: 'orders@northwind.example' },
  },
  {
    section: 'team',
    open: async (harness) => {
      const [menu] = harness.all('support-desk-menu');
      menu?.dispatchEvent(new CustomEvent('desk-choose', { detail: { id: 'edit' } }));
      await harness.settle();
    },
    field: 'Name',
    records: 'agents',
    id: 'a1',
    route: 'PUT agent',
    setting: 'name',
    other: { max_concurrent_chats: 2 },
  },
  {
    section: 'replies',
    open: (harness) => harness.click('Edit: /hello'),
    field: 'Text',
    records: 'replies',
    id: 'c1',
    route: 'PUT canned-response',
    setting: 'body',
    other: { title: 'Welcome' },
  },
];

function changeMeanwhile(api: ConsoleApi, { records, id }: Case, change: object): void {
  Object.assign(api, { [records]: afterChange<{ readonly id: string }>(api[records], id, { ...change }) });
}

function stored(api: ConsoleApi, { records, id }: Case): Readonly<Record<string, unknown>> {
  return { ...api[records].find((one) => one.id === id) };
}

async function save(harness: ConsoleHarness, form: string): Promise<void> {
  harness.find<HTMLButtonElement>(`[slot=actions] [type=submit][form=${form}]`).click();
  await harness.settle();
}

for (const one of CASES) {
  const form = one.section === 'team' ? 'agent' : 'record';

  describe(`a record of ${one.section} that two people change`, () => {
    let harness: ConsoleHarness;
    const opened = async (): Promise<ConsoleApi> => {
      harness = await ConsoleHarness.mount({ section: one.section });
      await one.open(harness);
      return harness.api;
    };

    afterEach(() => ConsoleHarness.cleanUp());

    it('loses nothing where both changed something else', async () => {
      const api = await opened();
      await harness.type(one.field, 'Mine');
      changeMeanwhile(api, one, one.other);
      await save(harness, form);
      expect(stored(api, one)).to.include({ ...one.other, [one.setting]: 'Mine', version: 3 });
      expect(api.sentTo(one.route).map(({ version }) => version)).to.deep.equal([1, 2]);
      expect(harness.text).to.contain('1 other change was taken over.');
      expect(harness.all('support-desk-dialog')).to.deep.equal([]);
    });

    for (const [side, expected] of [
      ['mine', 'Mine'],
      ['theirs', 'Theirs'],
    ] as const) {
      it(`is asked about where both changed the same, and becomes ${side}`, async () => {
        const api = await opened();
        await harness.type(one.field, 'Mine');
        changeMeanwhile(api, one, { [one.setting]: 'Theirs' });
        await save(harness, form);
        expect(harness.find('.conflict legend').textContent).to.equal(one.field);
        await harness.expectAccessible();
        harness.find<HTMLInputElement>(`.conflict input[value=${side}]`).click();
        await save(harness, 'conflict');
        expect(stored(api, one)[one.setting]).to.equal(expected);
        expect(harness.all('support-desk-dialog')).to.deep.equal([]);
      });
    }

    it('stays open with what was typed when the question is put off', async () => {
      const api = await opened();
      await harness.type(one.field, 'Mine');
      changeMeanwhile(api, one, { [one.setting]: 'Theirs' });
      await save(harness, form);
      harness.all<HTMLButtonElement>('support-desk-dialog:has(#conflict) [slot=actions] button')[0]?.click();
      await harness.settle();
      expect(harness.field(one.field).value).to.equal('Mine');
      expect(stored(api, one)[one.setting]).to.equal('Theirs');
    });
  });
}

describe('a department', () => {
  afterEach(() => ConsoleHarness.cleanUp());

  it('is saved without a version where the server has none', async () => {
    const api = new ConsoleApi();
    api.departments = api.departments.map((one) => ({ ...one, version: undefined }) as unknown as WireAdminDepartment);
    const harness = await ConsoleHarness.mount({ section: 'departments' }, api);
    await harness.click('Edit: Orders');
    await harness.type('Name', 'Returns');
    await save(harness, 'record');
    expect(api.sentTo('PUT department')).to.deep.equal([{ department_id: 'd1', name: 'Returns' }]);
    expect(harness.all('support-desk-dialog')).to.deep.equal([]);
  });

  it('gets its members on the version that its other changes have made', async () => {
    const api = new ConsoleApi();
    api.departments = api.departments.map((one) => inVersion(7, one));
    const harness = await ConsoleHarness.mount({ section: 'departments' }, api);
    await harness.click('Edit: Orders');
    await harness.type('Name', 'Returns');
    harness.field('Ana').click();
    await save(harness, 'record');
    expect(api.sentTo('PUT department/members')).to.deep.equal([
      { department_id: 'd1', version: 8, agent_ids: ['a1', 'a2'] },
    ]);
  });

  it('has its people by name in the question', async () => {
    const harness = await ConsoleHarness.mount({ section: 'departments' });
    await harness.click('Edit: Orders');
    harness.field('Ana').click();
    await harness.settle();
    changeMeanwhile(harness.api, CASES[0]!, { agent_ids: [] });
    await save(harness, 'record');
    expect(harness.all('.conflict code').map(({ textContent }) => textContent)).to.deep.equal(['Mika, Ana', 'None']);
  });

  it('that somebody has deleted is told, and nothing typed is lost', async () => {
    const harness = await ConsoleHarness.mount({ section: 'departments' });
    await harness.click('Edit: Orders');
    await harness.type('Name', 'Returns');
    changeMeanwhile(harness.api, CASES[0]!, { name: 'Gone' });
    harness.api.routes['GET departments'] = () => ({ departments: [] });
    await save(harness, 'record');
    expect(harness.text).to.contain('That did not work.');
    expect(harness.field('Name').value).to.equal('Returns');
  });
});
