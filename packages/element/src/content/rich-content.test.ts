import { expect } from '@open-wc/testing';
import { answersAsText, answersFromText, faultOf } from './form-answers.ts';
import { readCard, readForm, readQuickReplies } from './rich-content.ts';

describe('suggested answers', () => {
  it('send their own text, or else their label', () => {
    const content = { quick_replies: [{ label: 'Yes', text: 'Yes, please' }, { label: ' No ' }] };
    expect(readQuickReplies(content)).to.deep.equal([
      { label: 'Yes', text: 'Yes, please' },
      { label: 'No', text: 'No' },
    ]);
  });

  it('leave out what is none', () => {
    expect(readQuickReplies({ quick_replies: [null, 1, 'x', {}, { label: '' }, { label: 7 }] })).to.deep.equal([]);
    for (const content of [null, {}, { quick_replies: 'x' }]) expect(readQuickReplies(content)).to.deep.equal([]);
    expect(readQuickReplies({ quick_replies: Array(50).fill({ label: 'x' }) })).to.have.length(12);
  });
});

describe('a card', () => {
  it('has a title, a text, a picture and buttons that lead somewhere or say something', () => {
    const card = readCard({
      title: 'Order 48213',
      text: 'Arrives on Friday.',
      image_url: 'https://northwind.example/parcel.jpg',
      image_alt: 'A parcel',
      buttons: [
        { label: 'Track it', url: 'https://northwind.example/48213' },
        { label: 'It is lost', text: 'My parcel is lost' },
      ],
    });
    expect(card).to.deep.equal({
      title: 'Order 48213',
      text: 'Arrives on Friday.',
      imageUrl: 'https://northwind.example/parcel.jpg',
      imageAlt: 'A parcel',
      buttons: [
        { kind: 'link', label: 'Track it', href: 'https://northwind.example/48213' },
        { kind: 'reply', label: 'It is lost', text: 'My parcel is lost' },
      ],
    });
  });

  it('never leads where a script could be', () => {
    const schemes = ['https', 'http', 'mailto', 'tel', 'javascript', 'data', 'blob', 'file', 'vbscript'];
    const buttons = schemes.map((scheme) => ({ label: scheme, url: `${scheme}:1` }));
    const card = readCard({ buttons: [...buttons, { label: 'x', url: '/relative' }, { label: 'x', url: 7 }] });
    expect(card?.buttons.map(({ label }) => label)).to.deep.equal(['https', 'http', 'mailto', 'tel']);
    expect(readCard({ image_url: 'data:image/png;base64,AA' })).to.equal(null);
  });

  it('is none when nothing of it is known', () => {
    for (const content of [null, {}, { carousel: [] }, { title: 1, buttons: {} }])
      expect(readCard(content)).to.equal(null);
  });
});

describe('a form', () => {
  const content = {
    fields: [
      { name: 'order', label: 'Order number', required: true },
      { name: 'mail', kind: 'email' },
      { name: 'size', label: 'Size', kind: 'select', options: ['S', 'M'] },
      { name: 'gift', label: 'A gift?', kind: 'checkbox' },
      { name: 'note', label: 'Anything else:', kind: 'textarea' },
    ],
  };
  const fields = readForm(content)!.fields;

  it('asks what it understands', () => {
    expect(fields.map(({ name, kind, label, isRequired }) => [name, kind, label, isRequired])).to.deep.equal([
      ['order', 'text', 'Order number', true],
      ['mail', 'email', 'mail', false],
      ['size', 'select', 'Size', false],
      ['gift', 'checkbox', 'A gift?', false],
      ['note', 'textarea', 'Anything else:', false],
    ]);
  });

  it('leaves out what it does not understand, and is none without questions', () => {
    const odd = [null, {}, { name: 'x', kind: 'file' }, { name: 'y', kind: 'select' }, { name: 'z' }, { name: 'z' }];
    expect(readForm({ fields: odd })?.fields.map(({ name }) => name)).to.deep.equal(['z']);
    for (const none of [null, {}, { fields: [] }, { fields: [{ kind: 'text' }] }])
      expect(readForm(none)).to.equal(null);
  });

  it('finds what is wrong with an answer', () => {
    const [order, mail, size] = fields;
    expect([faultOf(order!, ''), faultOf(order!, undefined), faultOf(order!, '48213')]).to.deep.equal([
      'required',
      'required',
      null,
    ]);
    expect([faultOf(mail!, ''), faultOf(mail!, 'ana@'), faultOf(mail!, 'ana@example.com')]).to.deep.equal([
      null,
      'email',
      null,
    ]);
    expect([faultOf(size!, 'XL'), faultOf(size!, 'M')]).to.deep.equal(['option', null]);
    expect(faultOf(order!, 'x'.repeat(1001))).to.equal('too_long');
  });

  it('is answered in words', () => {
    const answers = new Map<string, string | boolean>([
      ['order', '48213'],
      ['mail', ''],
      ['gift', true],
      ['note', 'One\nTwo'],
    ]);
    expect(answersAsText(fields, answers, { yes: 'Yes', no: 'No' })).to.equal(
      'Order number: 48213\nA gift?: Yes\nAnything else:\nOne\nTwo',
    );
  });

  it('is read again from those words, in whatever language they say yes', () => {
    const answers = new Map<string, string | boolean>([
      ['order', '48213: the second'],
      ['gift', true],
      ['note', 'One\n\nTwo'],
    ]);
    const text = answersAsText(fields, answers, { yes: 'Ja', no: 'Nein' });
    expect([...answersFromText(fields, text)]).to.deep.equal([
      ['order', '48213: the second'],
      ['gift', 'Ja'],
      ['note', 'One\n\nTwo'],
    ]);
  });

  it('has no answers in a text that is something else', () => {
    expect([...answersFromText(fields, 'Why do you ask?\nI have no order.')]).to.deep.equal([]);
    expect([...answersFromText(fields, '')]).to.deep.equal([]);
  });
});
