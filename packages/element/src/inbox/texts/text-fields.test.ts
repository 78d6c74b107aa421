import { ChatError } from '@support-chat/sdk/agent';
import { expect } from '@open-wc/testing';
import { differs, faultOf, faultOfError, tidied, toSave } from './text-fields.ts';

const hello = { shortcut: 'hello', title: 'Greeting', body: 'Hello {{visitor.name}}!' };

describe("the fields of an agent's own text", () => {
  it('take a shortcut as people write it, with the slash and with capitals', () => {
    expect(tidied({ ...hello, shortcut: ' /Hello ', title: ' Greeting ' })).to.deep.equal(hello);
  });

  it('keep the blanks around a text: they may be meant', () => {
    expect(tidied({ ...hello, body: '\nHello\n' }).body).to.equal('\nHello\n');
  });

  for (const field of ['shortcut', 'title', 'body'] as const)
    it(`say that the ${field} is missing`, () => {
      expect(faultOf({ ...hello, [field]: ' ' })).to.deep.equal({ kind: 'missing', field });
    });

  for (const shortcut of ['two words', 'grüße', '-dash', 'a'.repeat(33), 'a/b'])
    it(`refuse the shortcut "${shortcut}", as the server does`, () => {
      expect(faultOf({ ...hello, shortcut })).to.deep.equal({ kind: 'shape', field: 'shortcut' });
    });

  for (const shortcut of ['a', '7up', 'a'.repeat(32), 'two_words-3'])
    it(`take the shortcut "${shortcut}"`, () => {
      expect(faultOf({ ...hello, shortcut })).to.equal(null);
    });

  it('send what was changed and leave the rest to others', () => {
    expect(toSave('r1', { ...hello, title: 'Welcome' }, hello)).to.deep.equal({ id: 'r1', title: 'Welcome' });
    expect(toSave('r1', hello, hello)).to.equal(null);
    expect(toSave(null, hello, hello)).to.deep.equal(hello);
  });

  it('know whether there is anything to lose', () => {
    expect(differs(hello, { ...hello })).to.equal(false);
    expect(differs({ ...hello, body: `${hello.body} ` }, hello)).to.equal(true);
  });

  it('read what the server refuses by its code', () => {
    const kindOf = (code: string, own = 3): string => faultOfError(new ChatError(code, 'No.'), own).kind;
    expect(kindOf('already_exists')).to.equal('taken');
    expect(kindOf('record_not_found')).to.equal('gone');
    expect(kindOf('network_unavailable')).to.equal('unreachable');
    expect(kindOf('timeout')).to.equal('unreachable');
    expect(kindOf('rate_limited')).to.equal('busy');
    expect(kindOf('invalid_request')).to.equal('refused');
    expect(kindOf('invalid_request', 200)).to.equal('full');
  });
});
