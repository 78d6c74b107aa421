import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { RecordingLogger } from '../../testing/fake-deps.ts';
import { aJob, anAnswer, FakeMailDb, FakeMailer } from '../../testing/fake-mail.ts';
import { DatabaseError } from '../db/database-caller.ts';
import type { MailDelivery } from '../deps.ts';
import { createMailDelivery } from './mail-delivery.ts';
import { MailError, type MailErrorFields } from './mailer.ts';

const OTHER_LANE = 'email:20000000-0000-4000-8000-000000000002';

let now: number;
let sleeps: number[];
let db: FakeMailDb;
let mailer: FakeMailer;
let logger: RecordingLogger;
let delivery: MailDelivery;

beforeEach(() => {
  now = Date.parse('2026-11-21T10:00:00Z');
  sleeps = [];
  db = new FakeMailDb(() => now);
  mailer = new FakeMailer();
  logger = new RecordingLogger();
  delivery = createMailDelivery({
    db: db.asDb(),
    mailer,
    linkSecret: 'a secret only for tests',
    apiUrl: 'https://project.example/functions/v1/support-chat',
    logger,
    clock: () => now,
    sleep: async (milliseconds) => {
      sleeps.push(milliseconds);
      now += milliseconds;
    },
  });
});

const failure = (kind: MailErrorFields['failure'], retryAfterSeconds?: number) =>
  new MailError('It did not work.', { failure: kind, retryAfterSeconds });
const outcomes = () => db.settlements.map(({ outcome, retrySeconds }) => [outcome, retrySeconds]);
const logged = (event: string) => logger.records.filter((record) => record.event === event);

describe('delivering mail', () => {
  it('sends every kind of mail that waits', async () => {
    db.enqueue(
      aJob('email_transcript'),
      aJob('email_answer'),
      aJob('email_offline_request'),
      aJob('email_invitation', {
        link: 'https://shop.example/join',
        role: 'agent',
        invited_by: 'Ana',
        organization_name: 'Harbor',
      }),
    );
    await delivery.driveMail();
    assert.deepEqual(
      mailer.sent.map(({ subject, to }) => [subject, to]),
      [
        ['Your conversation with Harbor Goods (#1024)', 'robin@mail.example'],
        ['Mika from Harbor Goods answered you', 'robin@mail.example'],
        ['New request from Robin (#1024)', 'orders@shop.example'],
        ['Join the support team of Harbor', 'robin@mail.example'],
      ],
    );
    assert.equal(db.pending, 0);
    assert.deepEqual(logger.records, []);
  });

  it('gives a mail the same id at every try, and every mail another one', async () => {
    const jobs = [aJob('email_answer'), aJob('email_answer')];
    db.enqueue(...jobs);
    mailer.fail(failure('temporary'));
    await delivery.driveMail();
    now += 30_000;
    await delivery.driveMail();
    assert.deepEqual(
      mailer.tried.map(({ messageId }) => messageId),
      [
        `<email-answer.${jobs[0]?.id ?? ''}@project.example>`,
        `<email-answer.${jobs[1]?.id ?? ''}@project.example>`,
        `<email-answer.${jobs[0]?.id ?? ''}@project.example>`,
      ],
    );
  });

  it('tries again what failed for a while, later and later, while the other mails go out', async () => {
    db.enqueue(aJob('email_transcript'), aJob('email_answer'));
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      mailer.fail(failure('temporary'));
      await delivery.driveMail();
      const pause = db.settlements.findLast(({ outcome }) => outcome === 'retry')?.retrySeconds ?? 0;
      pauses.push(pause);
      now += pause * 1_000;
    }
    assert.deepEqual(pauses, [30, 60, 120, 240, 480, 960, 1_920, 3_840, 7_680, 14_400, 14_400, 14_400]);
    assert.deepEqual(
      mailer.sent.map(({ subject }) => subject),
      ['Mika from Harbor Goods answered you'],
    );
    assert.equal(logged('mail.delivery_postponed').length, 12);
  });

  it('buries what can never arrive, and says so without saying to whom', async () => {
    db.enqueue(aJob('email_transcript'), aJob('email_transcript', {}, { recipient: 'a@b, c@d' }));
    mailer.fail(failure('permanent'));
    await delivery.driveMail();
    assert.deepEqual(outcomes(), [
      ['dead', undefined],
      ['dead', undefined],
    ]);
    assert.deepEqual(mailer.sent, []);
    assert.equal(mailer.tried.length, 1);
    assert.equal(logged('mail.delivery_failed').length, 2);
    assert.doesNotMatch(JSON.stringify(logger.records), /robin|@b|@d/);
  });

  it('waits while nothing can be sent at all, complains once, and sends when it was set right', async () => {
    db.enqueue(aJob('email_transcript'), aJob('email_answer'), aJob('email_answer', {}, { lane: OTHER_LANE }));
    for (let turn = 1; turn <= 3; turn += 1) {
      mailer.fail(failure('misconfigured'), failure('misconfigured'));
      await delivery.driveMail();
      now += 300_000;
    }
    assert.ok(db.settlements.every(({ outcome }) => outcome === 'wait'));
    assert.deepEqual(sleeps, []);
    assert.equal(logged('mail.misconfigured').length, 1);
    assert.equal(db.pending, 3);

    await delivery.driveMail();
    assert.equal(db.pending, 0);
    db.enqueue(aJob('email_answer'));
    mailer.fail(failure('misconfigured'));
    await delivery.driveMail();
    assert.equal(logged('mail.misconfigured').length, 2, 'A new fault is worth a new line.');
  });

  it('leaves the provider in peace for as long as it asks, which is no failure of the mail', async () => {
    db.enqueue(aJob('email_transcript'), aJob('email_answer'));
    mailer.fail(failure('temporary', 90));
    await delivery.driveMail();
    assert.deepEqual([outcomes(), mailer.tried.length], [[['wait', 90]], 1]);
    now += 90_000;
    await delivery.driveMail();
    assert.deepEqual([mailer.sent.length, db.pending], [2, 0]);
  });

  it('sends nothing when there is nothing to tell any more', async () => {
    db.answer = null;
    db.offlineRequest = null;
    db.transcript = new DatabaseError('no such conversation', { sqlstate: 'SC020' });
    db.enqueue(aJob('email_answer'), aJob('email_offline_request'), aJob('email_transcript'));
    await delivery.driveMail();
    assert.deepEqual([mailer.tried, db.pending], [[], 0]);
    assert.ok(outcomes().every(([outcome]) => outcome === 'sent'));
  });

  it('asks again later while the visitor may still be reading', async () => {
    db.answer = { outcome: 'later', seconds: 200 };
    db.enqueue(aJob('email_answer'));
    await delivery.driveMail();
    assert.deepEqual([outcomes(), mailer.tried, logger.records], [[['retry', 200]], [], []]);
    db.answer = anAnswer();
    now += 200_000;
    await delivery.driveMail();
    assert.equal(mailer.sent.length, 1);
  });

  it('remembers up to where the visitor was told, once the mail is on its way and not before', async () => {
    db.answer = anAnswer({ last_seq: 9 });
    db.enqueue(aJob('email_answer'));
    mailer.fail(failure('temporary'));
    await delivery.driveMail();
    assert.deepEqual(db.recorded, []);
    now += 30_000;
    await delivery.driveMail();
    assert.deepEqual(db.recorded, [{ conversationId: '40000000-0000-4000-8000-000000000001', seq: 9 }]);
  });

  it('is not stopped by a job that it cannot write, and shows the defect in the log', async () => {
    db.enqueue(
      { ...aJob('email_answer'), kind: 'email_poem' } as never,
      aJob('email_invitation', { link: 'javascript:alert(1)' }),
      aJob('email_answer'),
    );
    await delivery.driveMail();
    assert.deepEqual(
      outcomes().map(([outcome]) => outcome),
      ['dead', 'dead', 'sent'],
    );
    assert.ok(logged('mail.delivery_failed').every(({ fields }) => fields['error'] instanceof Error));
  });

  it('tries again when the database is away', async () => {
    db.transcript = new DatabaseError('gone', { sqlstate: '08006' });
    db.enqueue(aJob('email_transcript'));
    await delivery.driveMail();
    assert.deepEqual(outcomes(), [['retry', 30]]);
  });
});
