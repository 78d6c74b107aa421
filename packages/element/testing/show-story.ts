import type { SupportChatElement } from '../src/support-chat/support-chat.ts';
import { FakeChat } from './fake-chat.ts';
import { pictureUrl, soundUrl } from './files.ts';
import type { Story } from './story.ts';

/** Puts the chat on the page as a story tells it; `attributes` are what the page adds, where the story says nothing. */
export async function showStory(story: Story, attributes: Record<string, string> = {}): Promise<SupportChatElement> {
  const chat = document.createElement('support-chat');
  chat.storage = 'memory';
  for (const [name, value] of Object.entries({ ...attributes, ...story.attributes })) chat.setAttribute(name, value);
  const client = new FakeChat(story.earlier ?? story.snapshot);
  client.address = (id) => (id === 'a4' ? soundUrl : pictureUrl);
  chat.client = client;
  if (story.view === 'conversation') chat.setDraft(story.draft ?? '');
  document.body.append(chat);
  await chat.updateComplete;
  if (story.earlier !== undefined) client.update(story.snapshot);
  if (story.view !== 'closed') chat.open();
  if (story.view === 'home') {
    // Unread messages open the conversation; the start page is what this story shows.
    await chat.updateComplete;
    chat.shadowRoot?.querySelector<HTMLElement>('.back')?.click();
  }
  if (story.click !== undefined) (await find(chat, story.click)).click();
  await chat.updateComplete;
  return chat;
}

/** By a selector, or by two for what is in a shadow root of its own; it may come with a chunk of its own. */
async function find(chat: SupportChatElement, selector: string): Promise<HTMLElement> {
  const [first = '', second = '*'] = selector.split(' ');
  for (;;) {
    const found =
      chat.shadowRoot?.querySelector<HTMLElement>(selector) ??
      chat.shadowRoot?.querySelector(first)?.shadowRoot?.querySelector<HTMLElement>(second);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
}
