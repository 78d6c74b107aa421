// Components in a real browser. Run by `npm run test:element`; in Node it says nothing.
import { Component, createElement, type FunctionComponent, type ReactNode, StrictMode, useState } from 'react';
import { createRoot, hydrateRoot, type Root } from 'react-dom/client';
import { createFakeSource, type FakeSource } from '../../testing/fake-source.ts';
import { type ChatClientOptions, EMPTY_SNAPSHOT, type SupportChat } from '../index.ts';
import { useSupportChat, useSupportChatClient } from './index.ts';

if (typeof document === 'object') {
  const { expect, waitUntil } = await import('@open-wc/testing');

  describe('useSupportChat', () => {
    let place: HTMLElement;
    let root: Root;

    beforeEach(() => {
      place = document.body.appendChild(document.createElement('div'));
      root = createRoot(place);
    });
    afterEach(() => {
      root.unmount();
      place.remove();
    });

    const show = (component: FunctionComponent): void =>
      root.render(createElement(StrictMode, null, createElement(component)));
    const showing = (text: string): Promise<void> =>
      waitUntil(() => place.textContent === text, `shows ${text}`, { timeout: 10_000 });

    describe('of a chat', () => {
      it('draws what changed, and follows once although React mounts twice', async () => {
        const chat = createFakeSource({ unreadCount: 1 });
        show(() => useSupportChat(chat).unreadCount);
        await showing('1');
        await waitUntil(() => chat.subscribers === 1);
        chat.update({ unreadCount: 2 });
        await showing('2');
        root.unmount();
        await waitUntil(() => chat.subscribers === 0);
      });

      it('does not draw again while its part is the same', async () => {
        const chat = createFakeSource();
        let draws = 0;
        root.render(
          createElement(() => {
            draws += 1;
            return useSupportChat(chat, (snapshot) => snapshot.unreadCount);
          }),
        );
        await showing('0');
        chat.update({ connection: 'live' });
        chat.update({ isLoadingOlder: true });
        chat.update({ unreadCount: 1 });
        await showing('1');
        expect(draws).to.equal(2);
      });

      it('keeps a value that equals the one before, also of a selector that is written in place', async () => {
        const chat = createFakeSource();
        const seen = new Set<readonly string[]>();
        let draw: (count: number) => void = () => undefined;
        show(() => {
          const [count, setCount] = useState(0);
          draw = setCount;
          const names = useSupportChat(
            chat,
            ({ connection }) => [connection],
            (one, other) => one.join() === other.join(),
          );
          seen.add(names);
          return `${names.join()} ${count}`;
        });
        await showing('idle 0');
        seen.clear();
        draw(1);
        await showing('idle 1');
        chat.update({ unreadCount: 1 });
        draw(2);
        await showing('idle 2');
        expect(seen.size).to.equal(1);
        chat.update({ connection: 'live' });
        await showing('live 2');
      });

      it('follows a selector that looks at something else', async () => {
        const chat = createFakeSource({ unreadCount: 1 });
        let look: (part: 'unreadCount' | 'connection') => void = () => undefined;
        show(() => {
          const [part, setPart] = useState<'unreadCount' | 'connection'>('unreadCount');
          look = setPart;
          return useSupportChat(chat, (snapshot) => snapshot[part]);
        });
        await showing('1');
        look('connection');
        await showing('idle');
        chat.update({ connection: 'polling' });
        await showing('polling');
      });

      it('changes over to another chat, and to none', async () => {
        const first = createFakeSource({ unreadCount: 1 });
        const second = createFakeSource({ unreadCount: 2 });
        let change: (chat: FakeSource | null) => void = () => undefined;
        show(() => {
          const [chat, setChat] = useState<FakeSource | null>(null);
          change = setChat;
          const snapshot = useSupportChat(chat);
          return snapshot === EMPTY_SNAPSHOT ? 'nothing' : `${snapshot.unreadCount}`;
        });
        await showing('nothing');
        change(first);
        await showing('1');
        change(second);
        await showing('2');
        expect(first.subscribers).to.equal(0);
        change(null);
        await showing('nothing');
        expect(second.subscribers).to.equal(0);
      });

      it('takes over what a server has drawn, then shows what is there', async () => {
        root.unmount();
        place.innerHTML = '<output>0</output>';
        const chat = createFakeSource({ unreadCount: 3 });
        const complaints: unknown[] = [];
        const Count = (): ReactNode =>
          createElement(
            'output',
            null,
            useSupportChat(chat, (all) => all.unreadCount),
          );
        root = hydrateRoot(place, createElement(Count), { onRecoverableError: (error) => complaints.push(error) });
        await showing('3');
        expect(complaints).to.deep.equal([]);
      });
    });

    describe('with a client of its own', () => {
      /** No server: what is written waits. */
      const optionsOf = (id: string): ChatClientOptions => ({
        widgetKey: `wk_${id}@localhost:1`,
        logger: () => undefined,
        environment: { fetch: () => Promise.reject(new TypeError('no network')) },
      });

      it('has one client at last, and loses nothing that was written when that is destroyed and made again', async () => {
        const options = optionsOf(`kept${Date.now()}`);
        const clients = new Set<SupportChat>();
        const App: FunctionComponent = () => {
          const chat = useSupportChatClient(options);
          if (chat) clients.add(chat);
          return useSupportChat(chat, ({ messages }) => messages.map(({ text }) => text).join());
        };
        show(App);
        await waitUntil(() => clients.size > 0);
        await [...clients].at(-1)?.send('Hello');
        await showing('Hello');
        root.unmount();
        const [before] = [...clients].slice(-1);
        clients.clear();

        root = createRoot(place);
        show(App);
        await waitUntil(() => clients.size > 0);
        [...clients].at(-1)?.setOpen(true);
        await showing('Hello');
        let refusal: unknown;
        await before?.send('too late').catch((error: unknown) => (refusal = error));
        expect(refusal).to.have.property('code', 'client_destroyed');
      });

      it('makes another client for another widget only', async () => {
        const clients = new Set<SupportChat>();
        let use: (id: string) => void = () => undefined;
        root.render(
          createElement(() => {
            const [id, setId] = useState('one');
            use = setId;
            const chat = useSupportChatClient(optionsOf(id));
            if (chat) clients.add(chat);
            return `${id} ${clients.size}`;
          }),
        );
        await showing('one 1');
        use('two');
        await showing('two 2');
      });

      it('tells the nearest boundary of a key that is none', async () => {
        class Boundary extends Component<{ readonly children: ReactNode }, { readonly code: string }> {
          override state = { code: '' };
          static getDerivedStateFromError = (error: { code: string }): { code: string } => ({ code: error.code });
          override render(): ReactNode {
            return this.state.code || this.props.children;
          }
        }
        const Broken: FunctionComponent = () => String(useSupportChatClient({ widgetKey: 'none' }));
        root.unmount();
        root = createRoot(place, { onCaughtError: () => undefined });
        root.render(createElement(Boundary, null, createElement(Broken)));
        await showing('widget_key_invalid');
      });
    });
  });
}
