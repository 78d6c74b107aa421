import {
  isChatError,
  type ChatAvailability,
  type ChatConsent,
  type ConnectionStatus,
  type IdentityTokenSource,
  type StartOptions,
  type SupportChat,
  type VisitorProfile,
} from '@support-chat/sdk';
import type { WireVisitorContext, WireVisitorExport } from '@support-chat/sdk/protocol';
import { LitElement, type PropertyDeclarations } from 'lit';
import type { ClientController } from '../controllers/client-controller.ts';
import type { Translation } from '../i18n/translation.ts';

/**
 * What a page may set, and what it may ask of the chat besides opening and writing. Nothing here rejects: what goes wrong is told by a
 * `chat-error` event, and the promise resolves with false or null.
 */
export abstract class SupportChatApi extends LitElement {
  /** Without decorators: they would be half a kilobyte of the first load. */
  static override properties: PropertyDeclarations = {
    widgetKey: { attribute: 'widget-key' },
    apiUrl: { attribute: 'api-url' },
    opened: { type: Boolean, reflect: true },
    lang: { reflect: true, useDefault: true },
    mode: { reflect: true, useDefault: true },
    position: { reflect: true, useDefault: true },
    theme: { reflect: true, useDefault: true },
    loading: {},
    launcher: {},
    storage: {},
    consent: {},
    department: {},
    accent: {},
    heading: {},
    placeholder: {},
    muted: { type: Boolean, reflect: true },
    debug: { type: Boolean },
    translations: { attribute: false },
    user: { attribute: false },
    identityToken: { attribute: false },
    context: { attribute: false },
    client: { attribute: false },
  };

  /** Which chat: `wk_<id>` or `wk_<id>@<host>`. Public, never a secret. A later change starts over. */
  widgetKey = '';
  /** Base URL of the API, when the key does not say it. */
  apiUrl = '';
  /** Whether the panel is on screen. Setting it skips `chat-before-open` and leaves the focus where it is. */
  opened = false;
  /** Language of the words; default: the page's, else the widget's, else English. */
  override lang = '';
  /** `floating` in a corner; `inline` as a block of `--support-chat-height`; `page` as high as its container. */
  mode: 'floating' | 'inline' | 'page' = 'floating';
  position: 'bottom-end' | 'bottom-start' | 'top-end' | 'top-start' = 'bottom-end';
  /** `auto` follows the visitor's system. */
  theme: 'auto' | 'light' | 'dark' = 'auto';
  /** `lazy`: when the visitor comes near; `eager`: at once; `manual`: when it is opened. */
  loading: 'lazy' | 'eager' | 'manual' = 'lazy';
  /** `none`: the page brings its own button and calls `open()`. */
  launcher: 'default' | 'none' = 'default';
  /** `session`: nothing outlives the tab; `memory`: nothing outlives the page. */
  storage: 'auto' | 'session' | 'memory' = 'auto';
  /**
   * Whether the visitor has agreed that the chat keeps something on their device. Empty: they need not be asked.
   * `unknown`: the chat asks, and keeps everything in memory until they agree. A site that asks with a banner of its own
   * sets `granted` or `denied` when it knows.
   */
  consent: ChatConsent | '' = '';
  /** Id or name of the department that conversations begin with. */
  department = '';
  /** The widget's colour before its configuration is there; any CSS colour. Made darker where text on it needs that. */
  accent = '';
  /** Name of the team; default: the widget's. */
  heading = '';
  /** Words in the empty text field. */
  placeholder = '';
  /** New messages make no sound. The visitor can change it in the menu. */
  muted = false;
  /** Says in the console what the chat does. */
  debug = false;
  /** Phrases of the page's own, over those of the language. */
  translations: Partial<Translation> | null = null;
  /**
   * Who the visitor is, as far as the page believes without proof. Told once there is a session; null says nothing.
   */
  user: VisitorProfile | null = null;
  /**
   * Who the visitor is, in the words of the site's server: an identity token, or better a function that fetches one. A
   * function that replaces another one is asked from then on, without anything being told anew. Null after a token:
   * they have logged out there, so they are logged out here.
   */
  identityToken: string | IdentityTokenSource | null = null;
  /** What agents see of the visitor's surroundings, over what the page tells by itself (address, title, language …). */
  context: WireVisitorContext | null = null;

  protected abstract readonly link: ClientController;

  /** The headless client; null until it is needed. Set it to share one that the page made: it stays the page's. */
  get client(): SupportChat | null {
    return this.link.client;
  }

  set client(client: SupportChat | null) {
    this.link.inject(client);
  }

  get unreadCount(): number {
    return this.link.snapshot.unreadCount;
  }

  get connection(): ConnectionStatus {
    return this.link.snapshot.connection;
  }

  get availability(): ChatAvailability | null {
    return this.link.snapshot.availability;
  }

  /**
   * Says who the visitor is: a token that the site's server signed, a function that fetches one, or what the page
   * believes without proof. Creates no session: without one it is told with the first message.
   */
  identify(who: string | IdentityTokenSource | VisitorProfile): Promise<boolean> {
    return this.#did((client) => client.identify(who));
  }

  /** Ends the session and forgets everything in this browser, in all tabs. */
  logout(): Promise<boolean> {
    return this.#did((client) => client.logout());
  }

  /** Puts down something the visitor did: `added_to_cart`. For triggers, and for agents where the widget tracks. */
  track(name: string, data?: Readonly<Record<string, unknown>>): void {
    void this.link.ask((client) => client.track(name, data));
  }

  /** Puts down a page view; default: that of this page. */
  page(url?: string, title?: string): void {
    void this.link.ask((client) => client.page(url, title));
  }

  /** Begins a conversation without a message, in the department of the element unless `options` has another. */
  startConversation(options: StartOptions = {}): Promise<boolean> {
    const { departmentId } = this.link;
    return this.#did((client) =>
      client.startConversation({ ...(departmentId === undefined ? {} : { departmentId }), ...options }),
    );
  }

  /** The visitor is done with the conversation. */
  endConversation(): Promise<boolean> {
    return this.#did((client) => client.end());
  }

  /** Has the conversation sent by e-mail; default: to the address that is known. Resolves with the address. */
  requestTranscript(email?: string): Promise<string | null> {
    return this.#value((client) => client.requestTranscript(email));
  }

  /** What the visitor has decided about storage and tracking; `textVersion` says for the record which text they saw. */
  setConsent(decision: Exclude<ChatConsent, 'unknown'>, textVersion?: string): Promise<boolean> {
    return this.#did((client) => client.setConsent(decision, textVersion));
  }

  /** Everything the server has about the visitor. */
  exportData(): Promise<WireVisitorExport | null> {
    return this.#value((client) => client.exportData());
  }

  /** Has everything about the visitor deleted, on the server and here. */
  deleteData(): Promise<boolean> {
    return this.#did((client) => client.deleteData());
  }

  /** Stops everything and removes the element. What is stored stays for the next visit. */
  destroy(): void {
    this.link.release();
    this.remove();
  }

  async #did(call: (client: SupportChat) => Promise<void>): Promise<boolean> {
    return !isChatError(await this.link.ask(call));
  }

  async #value<T>(call: (client: SupportChat) => Promise<T>): Promise<T | null> {
    const outcome = await this.link.ask(call);
    return isChatError(outcome) ? null : outcome;
  }
}
