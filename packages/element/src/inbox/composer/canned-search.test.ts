import { expect } from '@open-wc/testing';
import { cannedResponses } from '../../../testing/inbox/example-team.ts';
import { findCanned } from './canned-search.ts';

const find = (query: string): string[] => findCanned(cannedResponses, query).map(({ shortcut }) => shortcut);

describe('findCanned()', () => {
  it('shows everything for nothing, in the order of the server', () => {
    expect(find('')).to.deep.equal(['hello', 'refund', 'shipping', 'thanks']);
  });

  it('puts the shortcut first, then its beginning, the title, the text', () => {
    expect(find('/thanks')).to.deep.equal(['thanks', 'hello']);
    expect(find('SHIP')).to.deep.equal(['shipping']);
    expect(find('how')).to.deep.equal(['refund']);
    expect(find('days')).to.deep.equal(['refund', 'shipping']);
  });

  it('finds nothing where there is nothing', () => {
    expect(find('walrus')).to.deep.equal([]);
  });
});
