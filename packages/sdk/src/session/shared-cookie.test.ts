import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakeBrowser } from '../../testing/fake-browser.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { FakeCookies } from '../../testing/fake-cookies.ts';
import { TestWorld, visible } from '../../testing/test-world.ts';
import type { ChatClientOptions } from '../chat-options.ts';
import { storageContract } from '../storage/key-value-storage-contract.ts';
import type { KeyValueStorage } from '../storage/key-value-storage.ts';
import type { SupportChat } from '../support-chat.ts';
import { shareSession } from './shared-cookie.ts';

const SCOPE = 'support-chat/wk_demo/http://localhost:4000/functions/v1/support-chat';

storageContract('one whose session is shared', async () => {
  const cookies = new FakeCookies(new FakeClock()).on('www.example.com');
  const browser = new FakeBrowser();
  const open = (): KeyValueStorage =>
    shareSession(browser.openStorage('chat'), { cookies, domain: 'example.com', widgetId: 'wk_demo' });
  return { storage: open(), reopen: open, scope: 'shared' };
});

describe('the storage of a shared session', () => {
  const session = {
    session_id: 's',
    visitor_id: 'v',
    access_token: 'access',
    expires_in: 3600,
    refresh_token: 'r1',
    realtime_topic: 'support:visitor:v',
    received_at: 1,
    rotation: 1,
  };
  const setup = (): { readonly www: KeyValueStorage; readonly shop: KeyValueStorage } => {
    const jar = new FakeCookies(new FakeClock());
    const on = (host: string): KeyValueStorage =>
      shareSession(new FakeBrowser().openStorage('chat'), {
        cookies: jar.on(host),
        domain: 'example.com',
        widgetId: 'wk_demo',
      });
    return { www: on('www.example.com'), shop: on('shop.example.com') };
  };

  it('takes the newer refresh token, and keeps its own access token', async () => {
    const { www, shop } = setup();
    await shop.set('session', session);
    await www.set('session', { ...session, access_token: 'of www', refresh_token: 'r2', rotation: 2 });
    const found = (await shop.get('session')) as typeof session;
    assert.deepEqual([found.access_token, found.refresh_token, found.rotation], ['access', 'r2', 2]);
  });

  it('takes no older one', async () => {
    const { www, shop } = setup();
    await www.set('session', session);
    await shop.set('session', { ...session, refresh_token: 'r3', rotation: 3 });
    await www.update('session', (value) => value);
    const found = (await www.get('session')) as typeof session;
    assert.equal(found.refresh_token, 'r3');
    assert.equal(((await shop.get('session')) as typeof session).refresh_token, 'r3');
  });

  it('has no access token for somebody who is another visitor by now', async () => {
    const { www, shop } = setup();
    await shop.set('session', session);
    await www.set('session', { ...session, visitor_id: 'w', refresh_token: 'r2', rotation: 2 });
    const found = (await shop.get('session')) as typeof session;
    assert.deepEqual([found.visitor_id, found.access_token, found.expires_in], ['w', '', 0]);
  });
});

describe('a session that subdomains share', () => {
  let world: TestWorld;
  let cookies: FakeCookies;
  let browsers: Map<string, FakeBrowser>;
  let warnings: string[];
  let ids = 0;
  beforeEach(() => {
    world = new TestWorld();
    cookies = new FakeCookies(world.clock);
    browsers = new Map();
    warnings = [];
  });
  afterEach(() => world.close());

  /** Every host has storage, locks and channels of its own; only cookies reach further. */
  function open(host: string, options: Partial<ChatClientOptions> = {}, isSecure = true): SupportChat {
    const browser = browserOf(host);
    const environment = {
      openStorage: (_mode: unknown, name: string) => browser.openStorage(name),
      locks: browser.openLocks(),
      openTabChannel: browser.openTabChannel,
      cookies: cookies.on(host, isSecure),
    };
    const logger = (level: string, message: string): void => void (level === 'warn' && warnings.push(message));
    const chat = world.open(environment, { shareOn: 'example.com', logger, ...options });
    chat.setOpen(true);
    return chat;
  }

  function browserOf(host: string): FakeBrowser {
    const browser = browsers.get(host) ?? new FakeBrowser();
    browsers.set(host, browser);
    return browser;
  }

  async function say(chat: SupportChat, text: string): Promise<void> {
    await chat.send(text);
    await world.clock.until(() => visible(chat).includes(`${text} (sent)`));
    await world.clock.advance(1_000);
  }

  const keys = async (host: string): Promise<string[]> => [
    ...(await browserOf(host).openStorage(SCOPE).list('')).keys(),
  ];
  const cookie = (): string => cookies.on('x.example.com').read();

  it('goes on where it was on the other subdomain', async () => {
    await say(open('www.example.com'), 'Hello');
    const shop = open('shop.example.com');
    await world.clock.until(() => visible(shop).length === 1);
    await say(shop, 'And here I am');
    assert.equal(world.server.sessions.count, 1);
    assert.deepEqual(visible(shop), ['Hello (sent)', 'And here I am (sent)']);
    assert.deepEqual(warnings, []);
  });

  it('is a small cookie of the domain, over https only, for 30 days from its last use', async () => {
    const first = open('www.example.com');
    await say(first, 'Hello');
    first.destroy();
    const [written = ''] = cookies.written;
    assert.match(
      written,
      /^support-chat-wk_demo=session-\d+\|visitor-\d+\|refresh-\d+\|0; Max-Age=2592000; Domain=example\.com; Path=\/; SameSite=Lax; Secure$/,
    );
    assert.equal(written.includes('access-'), false);
    world.clock.sleep(29 * 86_400_000);
    await open('www.example.com').load();
    world.clock.sleep(29 * 86_400_000);
    assert.notEqual(cookie(), '');
    world.clock.sleep(2 * 86_400_000);
    assert.equal(cookie(), '');
  });

  it('works over plain http as well, where there is no secure cookie', async () => {
    await say(open('www.example.com', {}, false), 'Hello');
    assert.equal(cookies.written[0]?.includes('Secure'), false);
    const shop = open('shop.example.com', {}, false);
    await world.clock.until(() => visible(shop).length === 1);
  });

  it('stays the same for weeks, whichever subdomain renews it, also in the same moment', async () => {
    const [www, shop] = [open('www.example.com'), open('shop.example.com')];
    await say(www, 'Hello');
    shop.destroy();
    const other = open('shop.example.com');
    await world.clock.until(() => visible(other).length === 1);
    for (let round = 0; round < 40; round++) {
      // Tabs that slept wake together.
      world.clock.sleep(3_700_000 * (1 + (round % 3)));
      const woken = round % 4 === 0 ? [www] : round % 4 === 1 ? [other] : [www, other];
      for (const chat of woken) chat.reconnect();
      await world.clock.advance(2_000);
    }
    await say(other, 'Still me');
    assert.equal(world.server.sessions.count, 1);
    assert.equal(world.server.requestsTo('chat/session').length, 1);
    assert.deepEqual(visible(other), ['Hello (sent)', 'Still me (sent)']);
  });

  it('of an identified visitor is theirs on both', async () => {
    const www = open('www.example.com');
    await say(www, 'Hello');
    const shop = open('shop.example.com');
    await world.clock.until(() => visible(shop).length === 1);
    const elsewhere = new TestWorld(world.clock);
    Object.assign(elsewhere, { server: world.server });
    const phone = elsewhere.open({ uuid: () => `phone-${++ids}` });
    await say(phone, 'From my phone');
    await phone.identify(world.server.visitors.sign({ sub: 'ana' }));
    elsewhere.close();
    await world.clock.until(() => shop.getSnapshot().connection === 'live');
    await www.identify(world.server.visitors.sign({ sub: 'ana' }));
    await world.clock.advance(3_000);
    assert.equal(world.server.sessions.count, 2);
    assert.deepEqual(visible(shop), visible(www));
    const { joins } = world.server.realtime;
    for (const { topic } of joins.slice(-2)) assert.equal(topic, `support:visitor:${www.getSnapshot().visitor?.id}`);
  });

  it('that began before the option was set is shared from then on', async () => {
    const before = open('www.example.com', { shareOn: undefined } as never);
    await say(before, 'Hello');
    before.destroy();
    await open('www.example.com').load();
    const shop = open('shop.example.com');
    await world.clock.until(() => visible(shop).length === 1);
  });

  it('ends everywhere with a logout, the unsent messages of the other subdomain as well', async () => {
    const [www, shop] = [open('www.example.com'), open('shop.example.com')];
    await say(www, 'Hello');
    shop.destroy();
    const other = open('shop.example.com');
    await world.clock.until(() => visible(other).length === 1);
    world.server.nextFaults.push({ kind: 'down', path: 'chat/message' });
    await other.send('Unsent');
    await world.clock.advance(0);
    other.destroy();
    await www.logout();
    assert.equal(cookie(), '');
    const next = open('shop.example.com');
    await next.load();
    await world.clock.advance(60_000);
    assert.deepEqual(visible(next), []);
    assert.deepEqual(await keys('shop.example.com'), []);
    assert.deepEqual(world.server.visitorTexts, ['Hello']);
    assert.deepEqual(await keys('www.example.com'), []);
  });

  it('ends in an open tab of the other subdomain when that needs a token', async () => {
    const www = open('www.example.com');
    await say(www, 'Hello');
    const shop = open('shop.example.com');
    await world.clock.until(() => visible(shop).length === 1);
    await www.logout();
    await world.clock.advance(60_000);
    assert.deepEqual(visible(shop), []);
    await say(shop, 'New');
    assert.equal(world.server.sessions.count, 2);
  });

  it('is deleted with the data of the visitor', async () => {
    const www = open('www.example.com');
    await say(www, 'Hello');
    await www.deleteData();
    assert.equal(cookie(), '');
  });

  it('waits for consent, and ends with it', async () => {
    const www = open('www.example.com', { consent: 'unknown' });
    await say(www, 'Hello');
    assert.equal(cookies.written.length, 0);
    await www.setConsent('granted');
    assert.notEqual(cookie(), '');
    await www.setConsent('denied');
    assert.equal(cookie(), '');
  });

  it('is not shared by a page that is not under the domain, which says so once and works', async () => {
    for (const host of ['example.org', 'badexample.com', 'com']) {
      const chat = open(host);
      await Promise.all([chat.load(), chat.load()]);
      await say(chat, host);
    }
    assert.equal(cookies.written.length, 0);
    assert.equal(warnings.length, 3);
    assert.equal(world.server.sessions.count, 3);
  });

  it('is not shared where the browser takes no cookie; nothing else is lost', async () => {
    cookies.isBlocked = true;
    const www = open('www.example.com');
    await say(www, 'Hello');
    www.destroy();
    const next = open('www.example.com');
    await world.clock.until(() => visible(next).length === 1);
    await say(next, 'Again');
    assert.equal(world.server.sessions.count, 1);
    assert.deepEqual(
      new Set(warnings),
      new Set(['The browser does not take the cookie; subdomains share no session.']),
    );
  });

  it('is not read from a cookie that is none of ours', async () => {
    for (const value of ['', 'x', 'a|b|c', 'a|b|c|d', '|||1']) {
      cookies.on('www.example.com').write(`support-chat-wk_demo=${value}; Max-Age=1000; Domain=example.com`);
      const chat = open('www.example.com');
      await chat.load();
      await world.clock.advance(1_000);
      assert.equal(world.server.requestsTo('chat/session/refresh').length, 0, value);
      chat.destroy();
    }
  });
});
