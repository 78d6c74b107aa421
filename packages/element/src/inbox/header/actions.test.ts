import { expect } from '@open-wc/testing';
import { live, me, team } from '../../../testing/inbox/example-team.ts';
import { conversation } from '../../../testing/inbox/examples.ts';
import { inEnglish } from '../../desk/i18n/desk-language.ts';
import en from '../i18n/locales/en.ts';
import { mainActions, moreItems } from './possible-actions.ts';
import { transferTargets } from './transfer-targets.ts';

const ana = { id: 'ana', name: 'Ana Lopez' };
const ids = (change: Parameters<typeof conversation>[1]): string[] =>
  moreItems(conversation('c1', change), me, inEnglish(en)).map(({ id }) => id);

describe('what can be done with a conversation', () => {
  it('offers the likeliest step first', () => {
    expect(mainActions(conversation('c1', { status: 'queued', agent: null }), me)).to.deep.equal(['claim']);
    expect(mainActions(conversation('c1'), me)).to.deep.equal(['resolve']);
    expect(mainActions(conversation('c1', { agent: ana }), me)).to.deep.equal(['assign-to-me']);
    expect(mainActions(conversation('c1', { status: 'closed' }), me)).to.deep.equal(['reopen']);
  });

  it('lets go only of what somebody has, and closes only what is not closed', () => {
    expect(ids({ status: 'queued', agent: null }))
      .to.include('pass')
      .and.not.include('unassign');
    expect(ids({})).to.include.members(['pass', 'unassign', 'close']);
    expect(ids({ agent: ana }))
      .to.include('resolve')
      .and.not.include('pass');
    expect(ids({ status: 'closed' })).to.not.include.members(['close', 'transfer']);
  });

  it('hands over to those who are there and have the least to do, never to who has it', () => {
    const { colleagues, departments } = transferTargets(team, live, me, conversation('c1'));
    expect(colleagues.map(({ key }) => key)).to.deep.equal(['agent:ana', 'agent:jo']);
    expect(departments.map(({ key }) => key)).to.deep.equal(['department:d2']);
    const others = transferTargets(team, live, me, conversation('c1', { agent: ana }));
    expect(others.colleagues.map(({ key }) => key)).to.deep.equal(['agent:jo']);
  });
});
