import { ChatError } from '@support-chat/sdk';
import { expect } from '@open-wc/testing';
import { departments, everyKind, form, prechatField } from '../../../testing/prechat-stories.ts';
import { config, stories } from '../../../testing/stories.ts';
import { Questions, refusal } from '../../../testing/prechat-questions.ts';
import { SupportChatHarness } from '../../../testing/support-chat-harness.ts';
import type { ChatFormSubmitEvent } from '../../events/form-submit.ts';
import { waitUntil } from '../../../testing/wait-until.ts';

const { mount } = SupportChatHarness;
const required = stories.prechat.snapshot;
const talking = stories.conversation.snapshot;

describe('a form before the chat', () => {
  afterEach(() => SupportChatHarness.cleanUp());

  it('stands in the place of the conversation until it is answered', async () => {
    const questions = await Questions.open(required);
    expect(questions.chat.composer).to.equal(null);
    expect(questions.labels).to.deep.equal([
      'Name optional',
      'E-mail',
      'What is it about?',
      'Message optional',
      'I agree that my answers are stored to handle my request.',
    ]);
    await questions.fill('Name', 'Robin');
    await questions.fill('E-mail', 'robin@example.com');
    questions.field('I agree').click();
    await questions.submit();
    expect(questions.chat.chat.calls).to.include(
      'submitPrechat {"name":"Robin","email":"robin@example.com","topic":"","question":"","consent":true}',
    );
    expect(questions.isShown).to.equal(false);
    expect(questions.chat.focused).to.equal(questions.chat.field);
  });

  it('is not shown to somebody who has a conversation', async () => {
    const chat = await mount({ ...talking, config: required.config });
    await chat.openConversation();
    expect(chat.composer).not.to.equal(null);
  });

  it('speaks the language of the visitor, where the team has it', async () => {
    const questions = await Questions.open(required, { lang: 'de-AT' });
    await waitUntil(() => questions.labels[0]?.startsWith('Ihr Name'), 'it stays English');
    expect(questions.labels.at(-1)).to.match(/^Ich bin einverstanden/);
    expect(questions.labels[2]).to.equal('Worum geht es?');
  });

  it('has a field of the right kind for every question', async () => {
    const prechat = { ...everyKind, fields: [...everyKind.fields, ...form.fields] };
    const questions = await Questions.open({ ...required, config: { ...config, prechat, departments } });
    const kinds = prechat.fields.slice(1).map(({ label }) => {
      const { localName, type, inputMode, autocomplete } = questions.field(label);
      return localName === 'input' ? [type, inputMode, autocomplete].filter(Boolean).join(' ') : localName;
    });
    expect(kinds).to.deep.equal([
      'text text',
      'select',
      'tel tel tel',
      'text decimal',
      'text text',
      'checkbox',
      'text text name',
      'email email email',
      'select',
      'textarea',
    ]);
    expect(
      [...questions.root.querySelectorAll<HTMLInputElement>('[type=radio]')].map(({ value }) => value),
    ).to.deep.equal(departments.map(({ id }) => id));
    expect(questions.field('Phone').placeholder).to.equal('+44 20 7946 0958');
    expect(questions.field('E-mail').ariaRequired).to.equal('true');
    expect(questions.field('Name').ariaRequired).to.equal(null);
  });

  it('answers the question for a department with its id', async () => {
    const questions = await Questions.open(stories['prechat-kinds'].snapshot);
    questions.field('Billing').click();
    questions.field('It is urgent').click();
    await questions.submit();
    expect(questions.chat.chat.calls.find((call) => call.startsWith('submitPrechat'))).to.contain(
      `"department":"${departments[1]!.id}","subject":"","category":"","phone":"","pieces":"","order":"","urgent":true}`,
    );
  });

  it('says beside the fields what is wrong, goes to the first of them, and forgets it once it is corrected', async () => {
    const questions = await Questions.open(required);
    questions.chat.chat.failure = refusal({ email: 'email', topic: 'required', consent: 'required' });
    await questions.fill('E-mail', 'robin@example');
    await questions.submit();
    expect(questions.faults).to.deep.equal({
      'E-mail': 'That address looks incomplete. Try name@example.com',
      What: 'Please answer this.',
      I: 'Please answer this.',
    });
    const email = questions.field('E-mail');
    expect(questions.chat.focused).to.equal(email);
    expect(email.getAttribute('aria-invalid')).to.equal('true');
    expect(questions.root.getElementById(email.getAttribute('aria-describedby')!)?.textContent).to.contain(
      'incomplete',
    );
    expect(questions.status).to.equal('Please check 3 answers.');
    await questions.fill('E-mail', '.com');
    await questions.settle();
    expect(questions.faults).to.have.all.keys('What', 'I');
    expect(email.getAttribute('aria-invalid')).to.equal(null);
    expect(email.value).to.equal('robin@example.com');
  });

  it('has words for everything that may be wrong', async () => {
    const faults = ['required', 'unknown', 'type', 'too_long', 'pattern', 'email', 'phone', 'number', 'option'];
    const fields = faults.map((fault) => prechatField(fault, fault, { maxCharacters: 12 }));
    const questions = await Questions.open({
      ...required,
      config: { ...config, prechat: { ...form, fields, consent: null } },
    });
    questions.chat.chat.failure = refusal(Object.fromEntries(faults.map((fault) => [fault, fault])));
    await questions.submit();
    expect(Object.keys(questions.faults)).to.deep.equal(faults);
    expect(Object.values(questions.faults).every((words) => words.length > 10)).to.equal(true);
    expect(questions.faults['too_long']).to.equal('At most 12 characters, please.');
  });

  it('goes to the choice of a department when that is missing', async () => {
    const questions = await Questions.open(stories['prechat-kinds'].snapshot);
    questions.chat.chat.failure = refusal({ department: 'required' });
    await questions.submit();
    expect(questions.faults).to.deep.equal({ Who: 'Please answer this.' });
    expect(questions.chat.focused).to.equal(questions.field('Orders'));
  });

  it('says when it could not be handed in, and can be handed in again', async () => {
    const questions = await Questions.open(required);
    questions.chat.chat.failure = new ChatError('network_unavailable', 'No.', { retryable: true });
    await questions.submit();
    expect(questions.status).to.equal('Check your connection, then try again.');
    questions.chat.chat.failure = null;
    await questions.submit();
    expect(questions.isShown).to.equal(false);
  });

  it('keeps what was typed while the panel is closed and other views are shown', async () => {
    const questions = await Questions.open(required);
    await questions.fill('Name', 'Robin');
    questions.field<HTMLSelectElement>('What is it about?').value = 'A return';
    questions.field('What is it about?').dispatchEvent(new Event('input', { bubbles: true }));
    questions.field('I agree').click();
    await questions.chat.press('Escape');
    await questions.chat.open();
    expect(questions.field('Name').value).to.equal('Robin');
    await questions.chat.click('Back');
    expect(questions.isShown).to.equal(false);
    await questions.start();
    expect(questions.field('Name').value).to.equal('Robin');
    expect(questions.field<HTMLSelectElement>('What is it about?').value).to.equal('A return');
    expect(questions.field('I agree').checked).to.equal(true);
  });

  it('forgets what was typed when the visitor logs out', async () => {
    const questions = await Questions.open(required);
    await questions.fill('Name', 'Robin');
    await questions.chat.click('Back');
    questions.chat.chat.emit('identity:changed', { visitor: null });
    await questions.start();
    expect(questions.field('Name').value).to.equal('');
  });

  it('takes what was asked in it over into the composer, but not over a draft', async () => {
    const questions = await Questions.open(required);
    await questions.fill('Message', 'Where is it?');
    await questions.submit();
    expect(questions.chat.field.value).to.equal('Where is it?');
    SupportChatHarness.cleanUp();
    const again = await Questions.open(required);
    again.chat.element.setDraft('My own words');
    await again.fill('Message', 'Where is it?');
    await again.submit();
    expect(again.chat.field.value).to.equal('My own words');
  });

  it('can be skipped where the team does not insist', async () => {
    const questions = await Questions.open(stories['prechat-kinds'].snapshot);
    [...questions.root.querySelectorAll('button')].at(-1)!.click();
    await questions.settle();
    expect(questions.chat.chat.calls.join()).not.to.contain('submitPrechat');
    expect(questions.chat.focused).to.equal(questions.chat.field);
    await questions.chat.click('Back');
    await questions.start();
    expect(questions.isShown, 'it asks again').to.equal(false);
  });

  it('is not asked again after a reload for a day, where something may be kept', async () => {
    const skip = async (attributes: Record<string, string>): Promise<boolean> => {
      const questions = await Questions.open(stories['prechat-kinds'].snapshot, attributes);
      [...questions.root.querySelectorAll('button')].at(-1)!.click();
      await questions.settle();
      questions.chat.element.remove();
      const after = await Questions.open(stories['prechat-kinds'].snapshot, attributes);
      const isAsked = after.isShown;
      if (!isAsked) expect(after.chat.focused).to.equal(after.chat.field);
      after.chat.element.remove();
      return isAsked;
    };
    expect(await skip({ storage: 'memory' })).to.equal(true);
    expect(await skip({ storage: 'auto' })).to.equal(false);
    const dayAndMore = Date.now() - 25 * 3_600_000;
    localStorage.setItem('support-chat:wk_test@chat.example:facts', JSON.stringify({ begunAt: dayAndMore }));
    expect((await Questions.open(stories['prechat-kinds'].snapshot, { storage: 'auto' })).isShown).to.equal(true);
  });

  it('is asked whatever was kept where the team insists', async () => {
    localStorage.setItem('support-chat:wk_test@chat.example:facts', JSON.stringify({ begunAt: Date.now() }));
    expect((await Questions.open(required, { storage: 'auto' })).root.querySelector('form')).not.to.equal(null);
  });

  it('cannot be skipped where it does', async () => {
    const questions = await Questions.open(required);
    expect([...questions.root.querySelectorAll('button')].map(({ textContent }) => textContent.trim())).to.deep.equal([
      'Start chat',
    ]);
  });

  it('keeps a record of what was agreed to, and nothing otherwise', async () => {
    const questions = await Questions.open(required);
    questions.field('I agree').click();
    await questions.submit();
    expect(questions.chat.chat.calls).to.include('setConsent granted');
    SupportChatHarness.cleanUp();
    const other = await Questions.open(required);
    await other.submit();
    expect(other.chat.chat.calls.join()).not.to.contain('setConsent');
  });

  it('links what is to be agreed to, but only to a page', async () => {
    const questions = await Questions.open(required);
    const link = questions.root.querySelector('a')!;
    expect([link.href, link.rel]).to.deep.equal(['https://northwind.example/privacy', 'noopener noreferrer']);
    const prechat = { ...form, consent: { ...form.consent!, link: 'javascript:alert(1)' } };
    await questions.chat.update({ config: { ...config, prechat } });
    await questions.settle();
    expect(questions.root.querySelector('a')).to.equal(null);
  });

  it('tells the page that it was answered', async () => {
    const questions = await Questions.open(required);
    const told: unknown[] = [];
    questions.chat.element.addEventListener('chat-form-submit', (event: ChatFormSubmitEvent) =>
      told.push(event.detail.answers['name']),
    );
    await questions.fill('Name', 'Robin');
    await questions.submit();
    expect(told).to.deep.equal(['Robin']);
  });
});
