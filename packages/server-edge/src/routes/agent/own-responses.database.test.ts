import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { WireCannedResponse, WireCannedResponses, WireOwnResponse } from '@support-chat/sdk/protocol/agent';
import { AdminStage, type AdminAnswer } from '../../../testing/admin-stage.ts';
import type { AdminSite } from '../../../testing/hostile/admin-site.ts';

const NIGHT = { shortcut: 'night', title: 'Good night', body: 'Good night, {{visitor.name}}!' };

let stage: AdminStage;
let site: AdminSite;

before(async () => {
  stage = await AdminStage.open();
});
after(() => stage.database.close());
// A site of its own for each: no test meets the limits or the names of another.
beforeEach(async () => {
  site = await stage.createSite();
});

/** As somebody who answers and may not administer. */
const ask = (request: string, body?: object, { known } = site): Promise<AdminAnswer> =>
  stage.askAgentApi(known['plain_agent_token'], request, body);
/** As the owner, who answers as well. */
const askAsOwner = (request: string, body?: object): Promise<AdminAnswer> =>
  stage.askAgentApi(site.known['admin_token'], request, body);

async function saved(answer: Promise<AdminAnswer>): Promise<WireCannedResponse> {
  const { status, text, json } = await answer;
  assert.equal(status, 200, text);
  return (json as WireOwnResponse).canned_response;
}

async function refusal(answer: Promise<AdminAnswer>): Promise<readonly [number, string]> {
  const { status, json } = await answer;
  return [status, (json as { readonly error?: { readonly code: string } }).error?.code ?? 'done'];
}

/** What the list says, as `scope shortcut`. */
async function listed(answer: Promise<AdminAnswer> = ask('GET canned-responses')): Promise<string[]> {
  const { canned_responses } = (await answer).json as WireCannedResponses;
  return canned_responses.map(({ scope, shortcut }) => `${scope} ${shortcut}`).sort();
}

describe("a text of an agent's own, over HTTP", () => {
  it('is made, listed, changed in what is named, and deleted', async () => {
    const made = await saved(ask('POST own-response', NIGHT));
    assert.deepEqual([made.scope, made.department_id, made.version], ['own', null, 1]);
    assert.deepEqual({ shortcut: made.shortcut, title: made.title, body: made.body }, NIGHT);
    assert.deepEqual(await listed(), ['own night', 'team hello']);

    const changed = await saved(ask('PUT own-response', { id: made.id, title: 'Until tomorrow' }));
    assert.deepEqual(
      [changed.id, changed.title, changed.body, changed.version],
      [made.id, 'Until tomorrow', NIGHT.body, 2],
    );

    assert.deepEqual((await ask(`DELETE own-response?id=${made.id}`)).json, { outcome: 'deleted' });
    assert.deepEqual(await listed(), ['team hello']);
    assert.deepEqual(await refusal(ask(`DELETE own-response?id=${made.id}`)), [404, 'record_not_found']);
    assert.deepEqual(await refusal(ask('PUT own-response', { id: made.id, title: 'Gone' })), [404, 'record_not_found']);
  });

  it('is kept as it was written, blanks, line ends and signs of any script among it', async () => {
    const body = '  Ω שלום\n\n{{unknown}} <b>&amp;</b> 🌊 ';
    assert.equal((await saved(ask('POST own-response', { ...NIGHT, body }))).body, body);
  });

  it('may be called what a text of the team is called, and goes before it', async () => {
    await saved(ask('POST own-response', { ...NIGHT, shortcut: 'hello' }));
    assert.deepEqual(await listed(), ['own hello', 'team hello']);
  });

  it('is called what no other of the same agent is called', async () => {
    await saved(ask('POST own-response', NIGHT));
    const other = await saved(ask('POST own-response', { ...NIGHT, shortcut: 'bye' }));
    assert.deepEqual(await refusal(ask('POST own-response', NIGHT)), [409, 'already_exists']);
    assert.deepEqual(await refusal(ask('PUT own-response', { id: other.id, shortcut: 'night' })), [
      409,
      'already_exists',
    ]);
    assert.equal((await saved(askAsOwner('POST own-response', NIGHT))).shortcut, 'night', 'a colleague may');
  });

  it('two of whom are made at the same time under one name, is made once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => refusal(ask('POST own-response', NIGHT))));
    assert.deepEqual(answers.map(([status]) => status).sort(), [200, 409, 409]);
    assert.deepEqual(await listed(), ['own night', 'team hello']);
  });

  it('is unknown to colleagues, the owner among them', async () => {
    const { id } = await saved(ask('POST own-response', NIGHT));
    assert.deepEqual(await listed(askAsOwner('GET canned-responses')), ['team hello']);
    const unknown = [404, 'record_not_found'];
    assert.deepEqual(await refusal(askAsOwner('PUT own-response', { id, body: 'Mine' })), unknown);
    assert.deepEqual(await refusal(askAsOwner(`DELETE own-response?id=${id}`)), unknown);
    assert.deepEqual(await listed(), ['own night', 'team hello']);
  });

  it('is unknown to another organization', async () => {
    const { id } = await saved(ask('POST own-response', NIGHT));
    const other = await stage.createSite();
    const unknown = [404, 'record_not_found'];
    assert.deepEqual(await refusal(ask('PUT own-response', { id, body: 'Mine' }, other)), unknown);
    assert.deepEqual(await refusal(ask(`DELETE own-response?id=${id}`, undefined, other)), unknown);
    assert.deepEqual(await listed(ask('GET canned-responses', undefined, other)), ['team hello']);
  });

  it("is not made of the team's, by nobody", async () => {
    const id = site.known['response_id'] ?? '';
    for (const put of [ask, askAsOwner]) {
      assert.deepEqual(await refusal(put('PUT own-response', { id, body: 'Mine' })), [404, 'record_not_found']);
      assert.deepEqual(await refusal(put(`DELETE own-response?id=${id}`)), [404, 'record_not_found']);
    }
    assert.deepEqual(await listed(), ['team hello']);
  });

  it('has limits, which are told before anything is stored', async () => {
    const longest = { shortcut: 'a'.repeat(32), title: 't'.repeat(100), body: 'b'.repeat(4_000) };
    await saved(ask('POST own-response', longest));
    for (const wrong of [
      { shortcut: 'a'.repeat(33) },
      { shortcut: 'Night' },
      { shortcut: '/night' },
      { title: 't'.repeat(101) },
      { title: '' },
      { body: 'b'.repeat(4_001) },
      { body: ' ' },
      { department_id: site.known['department_id'] },
      { is_own: false },
    ])
      assert.deepEqual(
        await refusal(ask('POST own-response', { ...NIGHT, ...wrong })),
        [400, 'invalid_request'],
        JSON.stringify(wrong).slice(0, 60),
      );
    assert.deepEqual(await refusal(ask('PUT own-response', { id: crypto.randomUUID() })), [400, 'invalid_request']);
    assert.deepEqual(await listed(), [`own ${longest.shortcut}`, 'team hello']);
  });

  it('is one of two hundred at most; what is there can still be changed', async () => {
    const { id } = await saved(ask('POST own-response', NIGHT));
    await stage.database.query(
      `insert into support.canned_responses (organization_id, agent_id, shortcut, title, body)
       select organization_id, agent_id, 'text-' || i, 'Text', 'Text'
       from support.canned_responses, generate_series(1, 199) as i where id = $1`,
      [id],
    );
    assert.deepEqual(await refusal(ask('POST own-response', { ...NIGHT, shortcut: 'one-more' })), [
      400,
      'invalid_request',
    ]);
    assert.equal((await saved(ask('PUT own-response', { id, title: 'Changed' }))).title, 'Changed');
    await ask(`DELETE own-response?id=${id}`);
    await saved(ask('POST own-response', { ...NIGHT, shortcut: 'one-more' }));
  });

  it('is changed sixty times a minute, and then somebody has to wait', async () => {
    const { id } = await saved(ask('POST own-response', NIGHT));
    let answer = await ask('PUT own-response', { id, title: 'Once' });
    let changes = 2;
    for (; answer.status === 200 && changes < 70; changes += 1)
      answer = await ask('PUT own-response', { id, title: `Change ${changes}` });
    assert.deepEqual(await refusal(Promise.resolve(answer)), [429, 'rate_limited']);
    assert.equal(changes, 61);
    assert.ok(Number(answer.headers.get('retry-after')) > 0, 'it says for how long');
    await saved(askAsOwner('POST own-response', NIGHT));
  });

  it('is not written without a token, or with that of somebody who is on no team', async () => {
    const post = (token?: string) => refusal(stage.askAgentApi(token, 'POST own-response', NIGHT));
    assert.deepEqual(await post(), [401, 'token_missing']);
    assert.deepEqual(await post(site.known['account_token']), [404, 'agent_not_found']);
  });

  it('is in the log, with who did what', async () => {
    const { id } = await saved(ask('POST own-response', NIGHT));
    await ask('PUT own-response', { id, body: 'Sleep well.' });
    await ask(`DELETE own-response?id=${id}`);
    const lines = (await stage.auditOf(site)).filter(({ action }) => action.includes('canned_response'));
    assert.equal(new Set(lines.map(({ actor_id }) => actor_id)).size, 1);
    assert.equal(lines.length, 3, JSON.stringify(lines.map(({ action }) => action)));
    assert.deepEqual(lines[1]?.change['body'], [NIGHT.body, 'Sleep well.']);
  });
});
