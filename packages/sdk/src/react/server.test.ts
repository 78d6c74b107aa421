import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createElement, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { createFakeSource } from '../../testing/fake-source.ts';
import { useSupportChat, useSupportChatClient } from './index.ts';

describe('useSupportChat on a server', () => {
  it('shows the empty snapshot, whatever the chat knows, because the browser begins with it too', () => {
    const chat = createFakeSource({ unreadCount: 5, connection: 'live' });
    const Count = (): ReactNode => useSupportChat(chat, ({ unreadCount }) => unreadCount);
    const Connection = (): ReactNode => useSupportChat(chat).connection;
    assert.equal(renderToString(createElement(Count)), '0');
    assert.equal(renderToString(createElement(Connection)), 'idle');
    assert.equal(chat.subscribers, 0);
  });

  it('takes a selector that makes a new value each time', () => {
    const chat = createFakeSource();
    const Texts = (): ReactNode => useSupportChat(chat, ({ messages }) => messages.map(({ text }) => text)).length;
    assert.equal(renderToString(createElement(Texts)), '0');
  });

  it('makes no client there', () => {
    const Page = (): ReactNode => {
      const chat = useSupportChatClient({ widgetKey: 'wk_demo@localhost:4000' });
      return `${String(chat)}, ${useSupportChat(chat, ({ unreadCount }) => unreadCount)} unread`;
    };
    assert.equal(renderToString(createElement(Page)), 'null, 0 unread');
  });
});
