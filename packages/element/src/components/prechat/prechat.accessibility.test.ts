import { expect } from '@open-wc/testing';
import { stories } from '../../../testing/stories.ts';
import { Questions, refusal } from '../../../testing/prechat-questions.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';

const required = stories.prechat.snapshot;

describe('accessibility of what is asked before the chat', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  for (const story of ['prechat', 'prechat-kinds', 'departments'] as const) {
    for (const theme of ['light', 'dark']) {
      it(`has no findings by axe: ${story}, ${theme}`, async () => {
        const questions = await Questions.open(stories[story].snapshot, { theme });
        if (story !== 'departments') {
          questions.chat.chat.failure = refusal({
            email: 'email',
            consent: 'required',
            department: 'required',
            urgent: 'required',
          });
          await questions.submit();
        }
        await questions.chat.expectAccessible();
      });
    }
  }

  it('begins with the first question, or with the first choice', async () => {
    const questions = await Questions.open(required);
    expect(questions.chat.focused).to.equal(questions.field('Name'));
    SupportChatHarness.cleanUp();
    const departmentsFirst = await Questions.open(stories.departments.snapshot);
    expect(departmentsFirst.chat.focused).to.equal(departmentsFirst.root.getElementById('title'));
  });

  it('hands itself in with Enter', async () => {
    const questions = await Questions.open(required);
    await questions.fill('Name', 'Robin');
    await questions.chat.press('Enter');
    await questions.settle();
    expect(questions.isShown).to.equal(false);
  });
});
