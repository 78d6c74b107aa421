import '@support-chat/element/define';
import type { ChatUnreadChangeEvent } from '@support-chat/element';
import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';

/** The chat, and a button of our own that opens it and counts what is unread. */
@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>Harbor Goods</h1>
    <button type="button" (click)="chat.open()">
      {{ unreadCount() === 0 ? 'Ask us' : 'Ask us (' + unreadCount() + ' unread)' }}
    </button>
    <support-chat
      #chat
      widget-key="wk_demo@localhost:4100"
      heading="Harbor Goods"
      (chat-unread-change)="count($event)"
    ></support-chat>
  `,
})
export class App {
  protected readonly unreadCount = signal(0);

  protected count(event: ChatUnreadChangeEvent): void {
    this.unreadCount.set(event.detail.unreadCount);
  }
}
