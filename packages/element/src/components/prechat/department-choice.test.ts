import { expect } from '@open-wc/testing';
import { departments } from '../../../testing/prechat-stories.ts';
import { config, stories } from '../../../testing/stories.ts';
import { Questions } from '../../../testing/prechat-questions.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';

const required = stories.prechat.snapshot;

describe('a choice of departments before the chat', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  it('comes before the first message, which goes to the chosen one', async () => {
    const questions = await Questions.open(stories.departments.snapshot);
    expect(questions.chat.chat.calls).to.include('loadDepartments');
    expect(questions.choices.map(({ innerText }) => innerText.trim().split(/\n+/))).to.deep.equal([
      ['Orders', 'Delivery, returns', 'Online'],
      ['Billing', 'Away'],
      ['Everything else', 'Just ask'],
    ]);
    questions.choices[1]!.click();
    await questions.settle();
    expect(questions.chat.focused).to.equal(questions.chat.field);
    await questions.chat.type('Hello');
    await questions.chat.press('Enter');
    expect(questions.chat.chat.calls).to.include(`send Hello to:${departments[1]!.id}`);
  });

  it('can be made anew as long as nothing was written', async () => {
    const questions = await Questions.open(stories.departments.snapshot);
    questions.choices[1]!.click();
    await questions.settle();
    await questions.chat.click('Back');
    await questions.start();
    expect(questions.choices).to.have.length(3);
  });

  it('is not offered where there is only one, or a form, or the page has chosen', async () => {
    const one = { ...stories.departments.snapshot, config: { ...config, departments: departments.slice(1, 2) } };
    expect((await Questions.open(one)).isShown).to.equal(false);
    SupportChatHarness.cleanUp();
    const chosen = await Questions.open(stories.departments.snapshot, { department: 'billing' });
    expect(chosen.isShown).to.equal(false);
    SupportChatHarness.cleanUp();
    const both = { ...required, config: { ...required.config, departments } };
    expect((await Questions.open(both)).choices).to.have.length(0);
  });
});
