import { expect } from '@open-wc/testing';
import { ChatError, type AgentMessage } from '@support-chat/sdk/agent';
import { message, own } from '../../../testing/inbox/examples.ts';
import { ThreadRows, type ThreadMarks, type ThreadRow } from './thread-rows.ts';

const nothing = { unreadAfter: null, visitorReadSeq: 0, isEnded: false };

function toThreadRows(messages: readonly AgentMessage[], marks: ThreadMarks): ThreadRow[] {
  const rows = new ThreadRows(messages, marks);
  return messages.flatMap((_, index) => rows.of(index));
}

function messagesOf(rows: readonly ThreadRow[]) {
  return rows.filter((row) => row.kind === 'message');
}

describe('ThreadRows', () => {
  it('puts a day above the first message, and nothing above none', () => {
    expect(toThreadRows([], nothing)).to.deep.equal([]);
    expect(toThreadRows([message('m1', 'Hi')], nothing).map(({ kind }) => kind)).to.deep.equal(['day', 'message']);
  });

  it('never puts a note and a reply into one group', () => {
    const rows = messagesOf(
      toThreadRows([own('m1', 'Hello'), own('m2', 'They are new', { isInternal: true })], nothing),
    );
    expect(rows.map(({ startsGroup, endsGroup }) => [startsGroup, endsGroup])).to.deep.equal([
      [true, true],
      [true, true],
    ]);
  });

  it('marks what was unread, without what the agent wrote and what nobody did', () => {
    const messages = [
      message('m1', 'Hi'),
      own('m2', 'Hello'),
      message('s3', 'Mika joined', { seq: 3, sender: { kind: 'system', name: null, avatarUrl: null } }),
      message('m4', 'One'),
      message('m5', 'Two'),
    ];
    const rows = toThreadRows(messages, { unreadAfter: 1, visitorReadSeq: 0, isEnded: false });
    expect(rows.find((row) => row.kind === 'new')).to.deep.equal({
      kind: 'new',
      key: 'new',
      messageId: 'm4',
      count: 2,
    });
    expect(rows.map(({ key }) => key).indexOf('new')).to.equal(rows.findIndex(({ key }) => key === 'm4') - 1);
  });

  it('says how far the newest message of each state has come, and every failure', () => {
    const failed = { state: 'failed', error: new ChatError('message_too_long', 'Too long.') } as const;
    const messages = [
      own('m1', 'Seen before'),
      own('m2', 'Seen'),
      own('m3', 'Sent'),
      own('f4', 'Failed', { seq: null, delivery: failed }),
      own('f5', 'Failed, too', { seq: null, delivery: failed }),
      own('q6', 'Queued', { seq: null, delivery: { state: 'queued' } }),
    ];
    const rows = messagesOf(toThreadRows(messages, { unreadAfter: null, visitorReadSeq: 2, isEnded: false }));
    expect(rows.map(({ delivery }) => delivery)).to.deep.equal([null, 'seen', 'sent', 'failed', 'failed', 'queued']);
  });

  it('does not claim that a visitor has seen a note', () => {
    const rows = messagesOf(
      toThreadRows([own('m1', 'Between us', { isInternal: true })], {
        unreadAfter: null,
        visitorReadSeq: 9,
        isEnded: false,
      }),
    );
    expect(rows[0]?.delivery).to.equal(null);
  });
});
