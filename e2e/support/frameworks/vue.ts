import '@support-chat/element/define';
import type {} from '@support-chat/element/vue';
import { createApp, h, ref } from 'vue';
import type { ChatBeforeSendEvent } from '@support-chat/element';
import { FakeChat } from '../../../packages/element/testing/fake-chat.ts';
import { stories } from '../../../packages/element/testing/stories.ts';

const client = new FakeChat(stories.conversation.snapshot);
const words = { placeholder: 'Say it' };
const heard = ref('nothing');
const corner = ref('bottom-end');

/** What a template compiles to. */
createApp({
  render: () => [
    h('output', heard.value),
    h('button', { onClick: () => (corner.value = 'bottom-start') }, 'Move'),
    h('support-chat', {
      'widget-key': 'wk_demo',
      storage: 'memory',
      position: corner.value,
      muted: true,
      client,
      translations: words,
      onChatOpened: () => (heard.value = 'opened'),
      onChatBeforeSend: (event: ChatBeforeSendEvent) => (heard.value = event.detail.text),
    }),
  ],
}).mount(document.body.appendChild(document.createElement('main')));
