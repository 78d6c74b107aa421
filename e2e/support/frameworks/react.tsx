import '@support-chat/element/define';
import type {} from '@support-chat/element/react';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { FakeChat } from '../../../packages/element/testing/fake-chat.ts';
import { stories } from '../../../packages/element/testing/stories.ts';

const client = new FakeChat(stories.conversation.snapshot);
const words = { placeholder: 'Say it' };

/** A page that sets attributes and properties, hears events, and shows what it has heard. */
function App() {
  const [heard, setHeard] = useState('nothing');
  const [corner, setCorner] = useState<'bottom-end' | 'bottom-start'>('bottom-end');
  return (
    <>
      <output>{heard}</output>
      <button onClick={() => setCorner('bottom-start')}>Move</button>
      <support-chat
        widget-key="wk_demo"
        storage="memory"
        position={corner}
        muted
        client={client}
        translations={words}
        onchat-opened={() => setHeard('opened')}
        onchat-before-send={(event) => setHeard(event.detail.text)}
      />
    </>
  );
}

createRoot(document.body.appendChild(document.createElement('main'))).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
