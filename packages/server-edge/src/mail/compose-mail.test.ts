import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  A_WIDGET,
  aJob,
  aMessage,
  anAnswer,
  anOfflineRequest,
  aTranscript,
  FakeMailDb,
} from '../../testing/fake-mail.ts';
import { createResumeTokens } from '../auth/resume-token.ts';
import type { MailJob } from '../db/mail-db.ts';
import { composeMail, type Letter } from './compose-mail.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const resumeTokens = createResumeTokens({ secret: 'a secret only for tests', clock: () => NOW });

async function compose(
  job: MailJob,
  answers: Partial<Pick<FakeMailDb, 'transcript' | 'answer' | 'offlineRequest'>> = {},
) {
  const db = Object.assign(new FakeMailDb(() => NOW), answers);
  const composed = await composeMail({ db: db.asDb(), resumeTokens }, job);
  assert.equal(composed.outcome, 'letter');
  return composed.letter;
}

/** What a browser shows of it: no tags, no styles, entities read, white space as one space. */
function visibleText(html: string): string {
  const entities: Readonly<Record<string, string>> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    '#39': "'",
    nbsp: ' ',
    zwnj: '',
    '#847': '',
  };
  return html
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<br \/>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&([#\w]+);/g, (_entity, name: string) => entities[name] ?? assert.fail(`&${name};`))
    .replace(/\s+/gu, ' ');
}

const squeezed = (text: string) => text.replace(/\s+/gu, ' ').trim();

/** The tags and their names, which nothing that people write may change. */
const skeleton = (html: string) => html.match(/<\/?[a-z][a-z0-9]*/gi)?.join(' ');

describe('a transcript', () => {
  it('shows names, days and times as the visitor tells them, in both bodies', async () => {
    const letter = await compose(aJob('email_transcript'));
    for (const body of [visibleText(letter.html), letter.text]) {
      assert.match(body, /Here is your chat with Harbor Goods of 21 November 2026/);
      assert.match(body, /Robin,? +09:02/);
      assert.match(body, /Where is my lamp\?/);
      assert.match(body, /Mika,? +09:02/);
      assert.match(body, /Times are shown for Europe\/Berlin/);
    }
    assert.equal(letter.fromName, 'Harbor Goods');
    assert.match(letter.html, /<html lang="en" dir="ltr">/);
    assert.match(letter.html, /background:#0f766e; color:#ffffff;/);
  });

  it('says in words where formatted words lead', async () => {
    const entities = [
      { type: 'bold', offset: 0, length: 4 },
      { type: 'link', offset: 9, length: 5, url: 'https://shop.example/guide' },
    ] as const;
    const messages = [aMessage({ text: 'Read the guide.', entities: [...entities] })];
    const letter = await compose(aJob('email_transcript'), { transcript: aTranscript({ messages }) });
    for (const body of [visibleText(letter.html), letter.text]) {
      assert.match(body, /Read the guide \(https:\/\/shop\.example\/guide\)\./);
    }
  });

  it('ends where it was asked for, and names files', async () => {
    const file = {
      id: '80000000-0000-4000-8000-000000000001',
      name: 'receipt.pdf',
      media_type: 'application/pdf',
      byte_size: 234_567,
    };
    const messages = [
      aMessage({ seq: 1, text: '', type: 'file', attachments: [file] }),
      aMessage({ seq: 2, text: 'Later.' }),
    ];
    const letter = await compose(aJob('email_transcript', { last_seq: 1 }), { transcript: aTranscript({ messages }) });
    for (const body of [visibleText(letter.html), letter.text]) {
      assert.match(body, /receipt\.pdf \(235 kB\)/);
      assert.doesNotMatch(body, /Later\./);
    }
  });

  it('speaks the visitor’s language where it can, and English where it cannot', async () => {
    const inLanguage = async (locale: string) =>
      compose(aJob('email_transcript'), { transcript: aTranscript({ visitor: { ...aTranscript().visitor, locale } }) });
    assert.equal((await inLanguage('de-AT')).subject, 'Dein Gespräch mit Harbor Goods (#1024)');
    const arabic = await inLanguage('ar');
    assert.match(arabic.html, /<html lang="ar" dir="rtl">/);
    const icelandic = await inLanguage('is');
    assert.match(icelandic.html, /<html lang="en" dir="ltr">/);
  });

  it('puts up with whatever a browser claims about zone and language', async () => {
    const visitor = { name: null, locale: 'xx-!!', language: '', time_zone: 'Mars/Olympus_Mons' };
    const letter = await compose(aJob('email_transcript'), { transcript: aTranscript({ visitor }) });
    assert.match(letter.text, /You, 8:02/);
    assert.match(letter.text, /Times are shown for UTC/);
  });

  it('says that nothing was said', async () => {
    const letter = await compose(aJob('email_transcript'), { transcript: aTranscript({ messages: [] }) });
    assert.match(letter.text, /Nothing was said/);
  });
});

describe('an answer by mail', () => {
  it('leads back with a token for this conversation of this visitor', async () => {
    const letter = await compose(aJob('email_answer'));
    const link = /href="(https:\/\/shop\.example\/lamps#support-chat-resume=([\w.-]+))"/.exec(letter.html);
    assert.ok(link, letter.html);
    assert.ok(letter.text.includes(link[1] ?? ''));
    assert.deepEqual(await resumeTokens.verify(link[2] ?? ''), {
      outcome: 'valid',
      claims: { conversationId: anAnswer().conversation.id, visitorId: anAnswer().visitor.id },
    });
    assert.equal(letter.subject, 'Mika from Harbor Goods answered you');
    assert.equal(letter.replyTo, undefined);
  });

  it('brings whom the site vouches for to the page, where they sign in, and gives no token away', async () => {
    const visitor = { ...anAnswer().visitor, is_identified: true };
    const letter = await compose(aJob('email_answer'), { answer: anAnswer({ visitor }) });
    assert.match(letter.html, /href="https:\/\/shop\.example\/lamps"/);
    assert.doesNotMatch(letter.html + letter.text, /support-chat-resume|7 days/);
  });

  it('has no link to a site that the widget may not be used on', async () => {
    const letter = await compose(aJob('email_answer'), {
      answer: anAnswer({ page_url: 'https://evil.example/lamps' }),
    });
    assert.doesNotMatch(letter.html + letter.text, /evil|href=|support-chat-resume/);
    assert.match(letter.text, /open the chat on our website again/);
  });

  it('says how many messages it leaves out', async () => {
    const letter = await compose(aJob('email_answer'), { answer: anAnswer({ message_count: 25 }) });
    assert.match(letter.text, /and 24 messages before/);
  });

  it('goes to the address that is known now', async () => {
    const letter = await compose(aJob('email_answer'), { answer: anAnswer({ recipient: 'new@mail.example' }) });
    assert.equal(letter.to, 'new@mail.example');
  });
});

describe('a request out of hours', () => {
  it('is answered by replying, when the visitor has left an address', async () => {
    const letter = await compose(
      aJob(
        'email_offline_request',
        {},
        { context: { topic: { chat_id: -1_001_234_567_890, thread_id: 50, state: 'open' } } },
      ),
    );
    assert.deepEqual([letter.to, letter.replyTo], ['orders@shop.example', 'robin@mail.example']);
    for (const body of [visibleText(letter.html), letter.text]) {
      assert.match(body, /Language:? *Danish/);
      assert.match(body, /Country:? *Denmark/);
      assert.match(body, /Is anybody there\?/);
    }
    assert.ok(letter.html.includes('href="https://t.me/c/1234567890/50"'));
  });

  it('says so when there is no address, and takes no list for one', async () => {
    for (const email of [null, 'a@b, c@d', 'robin@mail.example\r\nBcc: x@y']) {
      const visitor = { ...anOfflineRequest().visitor, email };
      const letter = await compose(aJob('email_offline_request'), { offlineRequest: anOfflineRequest({ visitor }) });
      assert.equal(letter.replyTo, undefined);
      assert.match(letter.text, /They left no e-mail address/);
    }
  });

  it('shows the answers of the form, each once, in words', async () => {
    const prechat = [
      { label: 'Your name', value: 'Robin' },
      { label: 'Order', value: '48213' },
      { label: 'May we call?', value: true },
      { label: 'Topics', value: ['Lamps', 'Mugs'] },
      { label: 'Nothing', value: null },
    ];
    const { text } = await compose(aJob('email_offline_request'), { offlineRequest: anOfflineRequest({ prechat }) });
    assert.match(text, /Order: 48213\nMay we call\?: Yes\nTopics: Lamps, Mugs\n/);
    assert.doesNotMatch(text, /Your name|Nothing:/);
  });
});

describe('what people write', () => {
  /** Every kind of mail, with the text wherever people's words go. */
  const everywhere = async (text: string): Promise<readonly Letter[]> => {
    const widget = {
      ...A_WIDGET,
      name: text,
      branding: { team_name: text, accent: text, logo_url: text },
      localization: { default_locale: text },
    };
    const sender = { kind: 'agent' as const, name: text, avatar_url: null };
    const file = { id: '80000000-0000-4000-8000-000000000001', name: text, media_type: 'text/plain', byte_size: 1 };
    const quote = {
      id: '80000000-0000-4000-8000-000000000002',
      seq: 1,
      sender_kind: 'visitor' as const,
      sender_name: null,
      text: `quoted ${text}`,
    };
    const message = aMessage({ text, sender, attachments: [file], reply_to: quote });
    const reader = { name: text, locale: text, language: text, time_zone: text };
    return [
      await compose(aJob('email_transcript'), {
        transcript: aTranscript({ widget, visitor: reader, messages: [message] }),
      }),
      await compose(aJob('email_answer'), {
        answer: anAnswer({
          widget,
          visitor: { ...anAnswer().visitor, ...reader },
          messages: [message],
          page_url: text,
        }),
      }),
      await compose(aJob('email_offline_request'), {
        offlineRequest: anOfflineRequest({
          widget,
          locale: text,
          time_zone: text,
          conversation: { id: 'c', number: 1, subject: text, category: text, department: text },
          visitor: { name: text, email: text, phone: text, language: text, country: text, page_url: text },
          prechat: [{ label: text, value: `form ${text}` }],
          messages: [message],
        }),
      }),
      await compose(
        aJob('email_invitation', {
          link: 'https://shop.example/join',
          role: 'agent',
          invited_by: text,
          organization_name: text,
        }),
      ),
    ];
  };

  const hostile = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '</td></table></style><style>*{display:none}',
      '<!--',
      "' onmouseover='alert(1)",
      '&lt;b&gt; &amp;amp;',
      'a\r\nBcc: everybody@shop.example',
      'a\nb\n\nc',
      '{{7*7}} ${7*7} %00',
      '\u202Egnp.exe',
      'ב\u0591 مرحبا',
    ),
  );

  it('is text in every mail, in both bodies, and changes no markup', async () => {
    const plain = (await everywhere('word')).map(({ html }) => skeleton(html));
    await fc.assert(
      fc.asyncProperty(
        hostile.filter((text) => /\S/u.test(text)),
        async (text) => {
          const letters = await everywhere(text);
          for (const [index, { html, text: body }] of letters.entries()) {
            // A line break of theirs is one there; nothing else may be new.
            assert.equal(skeleton(html)?.replaceAll(' <br', ''), plain[index]);
            assert.ok(visibleText(html).includes(squeezed(text)), `${JSON.stringify(text)} is not in ${html}`);
            assert.ok(squeezed(body).includes(squeezed(text)), `${JSON.stringify(text)} is not in ${body}`);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('adds no header', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), async (text) => {
        for (const { subject, replyTo } of await everywhere(`${text}\r\nBcc: x@y`)) {
          assert.doesNotMatch(subject, /[\p{Cc}\p{Zl}\p{Zp}]/u);
          assert.equal(replyTo, undefined);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('loads nothing from elsewhere but the widget’s logo over https', async () => {
    for (const logo of [
      'http://shop.example/logo.png',
      'javascript:alert(1)',
      '//shop.example/a.png',
      'https://shop.example/"onload="x',
    ]) {
      const widget = { ...A_WIDGET, branding: { logo_url: logo } };
      const letter = await compose(aJob('email_transcript'), { transcript: aTranscript({ widget }) });
      assert.doesNotMatch(letter.html, /<img|url\(|src=|@import/);
    }
    const widget = { ...A_WIDGET, branding: { logo_url: 'https://shop.example/logo.png' } };
    const letter = await compose(aJob('email_transcript'), { transcript: aTranscript({ widget }) });
    assert.equal(letter.html.match(/<img/g)?.length, 1);
    assert.match(letter.html, /<img\s+src="https:\/\/shop\.example\/logo\.png"\s+height="32"\s+alt=""/);
  });
});
