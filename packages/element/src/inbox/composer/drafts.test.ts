import { expect } from '@open-wc/testing';
import { Drafts } from './drafts.ts';

describe('Drafts', () => {
  afterEach(() => sessionStorage.clear());

  it('has one for each conversation, also after a reload', () => {
    const drafts = new Drafts(() => sessionStorage);
    drafts.set('a', { text: 'To Robin', isNote: true });
    drafts.set('b', { text: 'To Sam' });
    const reloaded = new Drafts(() => sessionStorage);
    expect(reloaded.get('a')).to.deep.include({ text: 'To Robin', isNote: true });
    expect(reloaded.get('b')).to.deep.include({ text: 'To Sam', isNote: false });
    expect(reloaded.get('c').text).to.equal('');
  });

  it('takes back what was not sent, in front of what was begun since', () => {
    const drafts = new Drafts(() => sessionStorage);
    const files = [new File(['1'], 'one.txt'), new File(['2'], 'two.txt')] as const;
    const unsent = { text: 'First', isNote: false, files: [files[0]], replyTo: 'm1' };
    drafts.putBack('a', unsent);
    expect(drafts.get('a')).to.deep.equal(unsent);
    drafts.set('b', { text: 'Second', files: [files[1]] });
    drafts.putBack('b', unsent);
    expect(drafts.get('b')).to.deep.equal({ text: 'First\nSecond', isNote: false, files, replyTo: 'm1' });
  });

  it('never makes a reply of what was a note', () => {
    const drafts = new Drafts(() => sessionStorage);
    drafts.set('a', { text: 'To the visitor' });
    drafts.putBack('a', { text: 'To the team', isNote: true, files: [], replyTo: null });
    drafts.set('b', { text: 'To the team', isNote: true });
    drafts.putBack('b', { text: 'To the visitor', isNote: false, files: [], replyTo: null });
    expect([drafts.get('a').isNote, drafts.get('b').isNote]).to.deep.equal([true, true]);
  });

  it('leaves nothing behind once a draft is sent', () => {
    const drafts = new Drafts(() => sessionStorage);
    drafts.set('a', { text: 'Hello' });
    drafts.set('a', { text: '' });
    expect(sessionStorage.length).to.equal(0);
  });

  it('works where the browser refuses storage or something else has written there', () => {
    const refused = new Drafts(() => {
      throw new DOMException('No.', 'SecurityError');
    });
    refused.set('a', { text: 'Hello' });
    expect(refused.get('a').text).to.equal('Hello');
    sessionStorage.setItem('support-chat-inbox:draft:a', '{nonsense');
    expect(new Drafts(() => sessionStorage).get('a').text).to.equal('');
  });
});
