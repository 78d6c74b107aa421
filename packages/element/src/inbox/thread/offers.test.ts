import { expect } from '@open-wc/testing';
import { answeredForm, card, form, suggestion } from '../../../testing/inbox/example-offers.ts';
import { message, now, own } from '../../../testing/inbox/examples.ts';
import { findOffers, offersSomething } from './offers.ts';

const stateOf = (messages: Parameters<typeof findOffers>[0], id: string, isEnded = false) =>
  findOffers(messages, isEnded).get(id)?.state;

describe('findOffers()', () => {
  it('knows the latest from what something was said after', () => {
    expect(stateOf([card, suggestion], suggestion.id)).to.equal('latest');
    expect(stateOf([card, suggestion], card.id)).to.equal('open');
  });

  it('is passed once the visitor has written', () => {
    expect(stateOf([card, message('m20', 'Thanks'), suggestion], card.id)).to.equal('passed');
    expect(stateOf([suggestion, message('m20', 'Thanks')], suggestion.id)).to.equal('passed');
  });

  it('takes no notice of what the visitor does not see', () => {
    const system = message('m21', 'Mika took over', { sender: { kind: 'system', name: null, avatarUrl: null } });
    expect(stateOf([suggestion, own('m20', 'Wait', { isInternal: true }), system], suggestion.id)).to.equal('latest');
  });

  it('has no latest once the conversation has ended', () => {
    expect(stateOf([suggestion], suggestion.id, true)).to.equal('open');
  });

  it('gives a form the answer that quotes it, and no other', () => {
    const offers = findOffers([form, ...answeredForm], false);
    expect(offers.get(form.id)?.answer).to.equal(null);
    expect(offers.get(answeredForm[0]!.id)?.answer).to.equal(answeredForm[1]!.text);
    const byAgent = own('m30', 'Phone: 1', { replyTo: answeredForm[1]!.replyTo });
    expect(findOffers([answeredForm[0]!, byAgent], false).get(answeredForm[0]!.id)?.answer).to.equal(null);
  });

  it('leaves out plain messages, deleted ones and what visitors pretend to offer', () => {
    const all = [
      message('m20', 'Hi'),
      { ...card, id: 'm21', deletedAt: now },
      message('m22', 'Mine', { type: 'card', content: card.content }),
    ];
    expect(all.map(offersSomething)).to.deep.equal([false, false, false]);
    expect([...findOffers(all, false).keys()]).to.deep.equal([]);
  });
});
