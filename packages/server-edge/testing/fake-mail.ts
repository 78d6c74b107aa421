import type { EmailAnswer, MailJob, OfflineRequest, Transcript } from '../src/db/mail-db.ts';
import type { OutboxSettlement } from '../src/db/outbox-db.ts';
import type { Mail, Mailer } from '../src/mail/mailer.ts';
import type { MailDeliveryOptions } from '../src/mail/mail-delivery.ts';
import type { Message } from '../src/schemas/message.ts';

const CONVERSATION_ID = '40000000-0000-4000-8000-000000000001';
const VISITOR_ID = '60000000-0000-4000-8000-000000000001';

export function aMessage(fields: Partial<Message> = {}): Message {
  const seq = fields.seq ?? 1;
  return {
    id: `70000000-0000-4000-8000-${String(seq).padStart(12, '0')}`,
    conversation_id: CONVERSATION_ID,
    seq,
    revision: seq,
    sender: { kind: 'agent', name: 'Mika', avatar_url: null },
    type: 'text',
    text: 'It is on its way.',
    created_at: '2026-11-21T08:02:00.000+00:00',
    edited_at: null,
    deleted_at: null,
    ...fields,
  };
}

export const A_WIDGET = {
  id: '30000000-0000-4000-8000-000000000001',
  name: 'Harbor Goods',
  branding: { accent: '#0f766e' },
  localization: { default_locale: 'en' },
  allowed_domains: ['shop.example'],
  blocked_domains: [],
};

const A_READER = { name: 'Robin', locale: null, language: 'en-GB', time_zone: 'Europe/Berlin' };

export function aTranscript(fields: Partial<Transcript> = {}): Transcript {
  return {
    conversation: { id: CONVERSATION_ID, number: 1_024, created_at: '2026-11-20T23:30:00.000+00:00' },
    visitor: A_READER,
    widget: A_WIDGET,
    messages: [
      aMessage({ seq: 1, text: 'Where is my lamp?', sender: { kind: 'visitor', name: null, avatar_url: null } }),
      aMessage({ seq: 2 }),
    ],
    ...fields,
  };
}

type DueAnswer = Extract<EmailAnswer, { outcome: 'due' }>;

export function anAnswer(fields: Partial<DueAnswer> = {}): DueAnswer {
  return {
    outcome: 'due',
    recipient: 'robin@mail.example',
    conversation: { id: CONVERSATION_ID, number: 1_024 },
    visitor: { ...A_READER, id: VISITOR_ID, is_identified: false },
    widget: A_WIDGET,
    page_url: 'https://shop.example/lamps',
    last_seq: 2,
    message_count: 1,
    messages: [aMessage({ seq: 2 })],
    ...fields,
  };
}

export function anOfflineRequest(fields: Partial<OfflineRequest> = {}): OfflineRequest {
  return {
    recipient: 'orders@shop.example',
    locale: null,
    time_zone: 'Europe/Berlin',
    conversation: { id: CONVERSATION_ID, number: 1_024, subject: null, category: null, department: 'Orders' },
    visitor: {
      name: 'Robin',
      email: 'robin@mail.example',
      phone: null,
      language: 'da',
      country: 'DK',
      page_url: 'https://shop.example/lamps',
    },
    widget: A_WIDGET,
    prechat: [],
    messages: [aMessage({ text: 'Is anybody there?', sender: { kind: 'visitor', name: null, avatar_url: null } })],
    ...fields,
  };
}

let nextJobId = 1;

export function aJob<Kind extends MailJob['kind']>(
  kind: Kind,
  payload: Partial<Extract<MailJob, { kind: Kind }>['payload']> = {},
  fields: Partial<Pick<MailJob, 'recipient' | 'context' | 'lane'>> = {},
): MailJob {
  const base = { conversation_id: CONVERSATION_ID, last_seq: 2, first_seq: 1 };
  return {
    id: String(nextJobId++),
    lane: 'email:20000000-0000-4000-8000-000000000001',
    kind,
    attempts: 1,
    recipient: 'robin@mail.example',
    payload: { ...base, ...payload },
    context: {},
    ...fields,
  } as unknown as MailJob;
}

/** Keeps what it is given, or fails as often as it is told to. */
export class FakeMailer implements Mailer {
  readonly sent: Mail[] = [];
  readonly tried: Mail[] = [];
  readonly #failures: Error[] = [];

  fail(...errors: readonly Error[]): void {
    this.#failures.push(...errors);
  }

  async send(mail: Mail): Promise<void> {
    this.tried.push(mail);
    const failure = this.#failures.shift();
    if (failure !== undefined) throw failure;
    this.sent.push(mail);
  }
}

/** The outbox and the questions that mails are made of, on the test's clock. */
export class FakeMailDb {
  readonly settlements: OutboxSettlement[] = [];
  readonly recorded: { readonly conversationId: string; readonly seq: number }[] = [];
  transcript: Transcript | Error = aTranscript();
  answer: EmailAnswer | null | Error = anAnswer();
  offlineRequest: OfflineRequest | null | Error = anOfflineRequest();
  readonly #clock: () => number;
  readonly #queue: { job: MailJob; dueAt: number; isLeased: boolean }[] = [];
  readonly #lanesDueAt = new Map<string, number>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  enqueue(...jobs: readonly MailJob[]): void {
    for (const job of jobs) this.#queue.push({ job: { ...job, attempts: 0 }, dueAt: 0, isLeased: false });
  }

  get pending(): number {
    return this.#queue.length;
  }

  asDb(): MailDeliveryOptions['db'] {
    return {
      leaseEmails: async ({ limit, lane }) => this.#lease(limit, lane),
      settleOutbox: async (settlement) => this.#settle(settlement),
      getTranscript: async () => given(this.transcript),
      getEmailAnswer: async () => given(this.answer),
      getEmailOfflineRequest: async () => given(this.offlineRequest),
      recordEmailAnswer: async (answer) => void this.recorded.push(answer),
      resumeSession: () => Promise.reject(new Error('Nobody resumes a session while mail is sent.')),
    };
  }

  #lease(limit: number, lane: string | undefined): readonly MailJob[] {
    const now = this.#clock();
    const busy = new Set(this.#queue.filter(({ isLeased }) => isLeased).map(({ job }) => job.lane));
    const heads = this.#queue.filter(({ job, dueAt }) => {
      if (busy.has(job.lane) || dueAt > now || (this.#lanesDueAt.get(job.lane) ?? 0) > now) return false;
      if (lane !== undefined && job.lane !== lane) return false;
      busy.add(job.lane);
      return true;
    });
    return heads.slice(0, limit).map((entry) => {
      entry.isLeased = true;
      entry.job = { ...entry.job, attempts: entry.job.attempts + 1 };
      return entry.job;
    });
  }

  #settle(settlement: OutboxSettlement): { state: 'sent' | 'pending' | 'dead' } {
    this.settlements.push(settlement);
    const index = this.#queue.findIndex(({ job }) => job.id === settlement.id);
    const entry = this.#queue[index];
    if (entry === undefined) return { state: 'sent' };
    entry.isLeased = false;
    const dueAt = this.#clock() + (settlement.retrySeconds ?? 0) * 1_000;
    if (settlement.outcome === 'retry') entry.dueAt = dueAt;
    else if (settlement.outcome === 'wait') {
      this.#lanesDueAt.set(entry.job.lane, dueAt);
      entry.job = { ...entry.job, attempts: entry.job.attempts - 1 };
    } else {
      this.#queue.splice(index, 1);
      return { state: settlement.outcome === 'dead' ? 'dead' : 'sent' };
    }
    return { state: 'pending' };
  }
}

function given<Answer>(answer: Answer | Error): Answer {
  if (answer instanceof Error) throw answer;
  return answer;
}
