import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { context, conversation, mikaAgent } from '../../testing/telegram/fake-bridge.ts';
import { cardButtons, type CardPlace } from './buttons.ts';
import { formatCard, topicName } from './format-card.ts';
import { formatCompactHistory, formatTranscript } from './format-history.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const visitor = context().visitor;
const card = (fields: Parameters<typeof context>[0]) => formatCard(context(fields), NOW).text;

describe('the card', () => {
  it('says everything that is known, line by line', () => {
    const text = card({
      visitor: {
        ...visitor,
        email: 'ana@example.com',
        language: 'is',
        country: 'IS',
        time_zone: 'Atlantic/Reykjavik',
        page_title: 'Socks',
        page_url: 'https://shop.example/socks?token=secret#part',
        referrer: 'https://search.example/?q=socks',
      },
      past_conversations: 2,
    });
    assert.equal(
      text,
      [
        'Ana · #1024',
        'Waiting for an answer',
        'E-mail: ana@example.com',
        'Page: Socks — https://shop.example/socks',
        'Came from: https://search.example/',
        'Language: is, IS',
        'Local time: Sat 10:00 (Atlantic/Reykjavik)',
        'Widget: Shop',
        'Past conversations: 2',
      ].join('\n'),
    );
  });

  it('leaves out what is not known', () => {
    assert.equal(card({ visitor: { ...visitor, name: null } }), 'Visitor · #1024\nWaiting for an answer\nWidget: Shop');
  });

  it('is bold in its first line only, counted in UTF-16 units', () => {
    const { entities } = formatCard(context({ visitor: { ...visitor, name: '🎈Ana' } }), NOW);
    assert.deepEqual(entities, [{ type: 'bold', offset: 0, length: '🎈Ana · #1024'.length }]);
  });

  it('shows who has the conversation, and its end', () => {
    assert.match(card({ conversation: conversation({ agent: mikaAgent, status: 'active' }) }), /\nClaimed by Mika\n/);
    assert.match(card({ conversation: conversation({ agent: mikaAgent, status: 'closed' }) }), /\nClosed · Mika\n/);
    assert.match(card({ conversation: conversation({ status: 'closed' }) }), /\nClosed\n/);
  });

  it('31: lets nothing of the visitor break out of its line or link', () => {
    const text = card({
      visitor: {
        ...visitor,
        name: 'Ana\nClaimed by nobody @mika',
        page_url: 'javascript:alert(1)',
        time_zone: 'Mars/Base',
      },
    });
    assert.equal(text, 'Ana Claimed by nobody @\u2060mika · #1024\nWaiting for an answer\nWidget: Shop');
  });

  it('stays far below the limit, whatever the page says', () => {
    const long = 'x'.repeat(9_000);
    assert.ok(
      card({ visitor: { ...visitor, name: long, email: long, page_title: long, language: long }, widget_name: long })
        .length < 1_500,
    );
  });

  const labels = (place: CardPlace, fields: Parameters<typeof conversation>[0]) =>
    cardButtons(conversation(fields), place)
      .inline_keyboard.flat()
      .map(({ text }) => text);

  it('offers what can be done where it stands', () => {
    assert.deepEqual(labels('topic', {}), ['Claim', 'Close', 'Canned', 'Ban']);
    assert.deepEqual(labels('group', {}), ['Claim']);
    const held = { agent: mikaAgent, status: 'active' } as const;
    assert.deepEqual(labels('topic', held), ['Pass', 'Close', 'Canned', 'Ban']);
    assert.deepEqual(labels('dm', held), ['Pass', 'Close', 'Canned', 'Ban']);
    assert.deepEqual(labels('group', held), ['Pass', 'Close']);
    const over = { agent: mikaAgent, status: 'closed' } as const;
    assert.deepEqual(labels('topic', over), ['Reopen', 'Ban']);
    assert.deepEqual(labels('dm', over), ['Reopen', 'Ban']);
    assert.deepEqual(labels('group', over), ['Reopen']);
    assert.equal(cardButtons(conversation(), 'topic', true).inline_keyboard[1]?.[1]?.text, 'Unban');
  });
});

describe('31: a topic’s name', () => {
  const name = (given: string | null, email: string | null = null) =>
    topicName(context({ visitor: { ...visitor, name: given, email } }));

  it('is the visitor’s name, else their address, else a number', () => {
    assert.equal(name('Ana'), 'Ana');
    assert.equal(name(null, 'ana@example.com'), 'ana@example.com');
    assert.equal(name(null), 'Visitor #1024');
  });

  it('is never empty and never longer than 128', () => {
    assert.equal(name(' \u0000\n '), 'Visitor #1024');
    assert.ok(name('🎈'.repeat(100)).length <= 128);
    assert.doesNotMatch(name(`${'x'.repeat(126)}🎈🎈`), /\p{Surrogate}/u);
  });
});

describe('what was said before', () => {
  const line = (sender_kind: 'visitor' | 'agent', text: string) => ({
    sender_kind,
    sender_name: sender_kind === 'agent' ? 'Mika' : null,
    text,
    created_at: '2026-11-21T10:00:00Z',
  });

  it('fits into one message for a new topic', () => {
    const tail = Array.from({ length: 10 }, () => line('visitor', 'x\n'.repeat(4_000)));
    const { text } = formatCompactHistory(context({ tail }));
    assert.ok(text.length <= 4_096);
    assert.equal(text.split('\n').length, 11);
  });

  it('is complete for who has to answer', () => {
    const tail = [line('visitor', 'Hello?\nAnybody?'), line('agent', 'Hi')];
    assert.equal(formatTranscript(context({ tail })).text, 'Ana: Hello?\nAnybody?\nMika: Hi');
  });
});
