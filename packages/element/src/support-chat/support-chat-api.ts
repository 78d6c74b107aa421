import {
  isChatError,
  type ChatAvailability,
  type ChatConsent,
  type ChatConversation,
  type ChatSnapshot,
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

/** What `open()` may bring along. */
export interface OpenOptions {
  /** Id of one of the visitor's conversations; default: the one that is going on, or the start page. */
  readonly conversation?: string;
  /** Put into the composer, for the visitor to send. */
  readonly draft?: string;
  /** Id or name of the department that conversations begin with from now on. */
  readonly department?: string;
}

/**
 * What a page may set and style, and what it may ask of the chat besides opening and writing. Nothing here rejects: what
 * goes wrong is told by a `chat-error` event, and the promise resolves with false or null.
 *
 * @csspart launcher - The round button.
 * @csspart glyph - The team's own picture in it.
 * @csspart label - The team's own words in it.
 * @csspart badge - A number of unread messages.
 * @csspart trigger - A message of the team's own accord, beside the launcher.
 * @csspart panel - The chat's frame.
 * @csspart header - Top of the start page, or of the conversation.
 * @csspart hero - Top of the start page, and only that.
 * @csspart logo - The team's logo there.
 * @csspart heading - The greeting, or who the visitor talks to.
 * @csspart status - The picture with the presence dot.
 * @csspart avatar - A picture of somebody of the team, or their initials.
 * @csspart banner - What stands between visitor and team: offline, nothing saved.
 * @csspart footer - Bottom of the start page.
 * @csspart menu - What else can be done with a conversation.
 * @csspart form - What is asked before the first message.
 * @csspart field - A question of it with its label and its answer.
 * @csspart messages - The conversation, as it scrolls.
 * @csspart day-divider - The day above its first message.
 * @csspart message - A message with everything around its bubble.
 * @csspart message-visitor - A message of the visitor.
 * @csspart message-agent - A message of somebody of the team.
 * @csspart message-bot - A message of a program of the team.
 * @csspart message-system - A line about the conversation itself.
 * @csspart bubble - The words of a message, on their ground.
 * @csspart bubble-visitor - A bubble of the visitor.
 * @csspart bubble-agent - A bubble of somebody of the team.
 * @csspart bubble-bot - A bubble of a program of the team.
 * @csspart bubble-system - A bubble that nobody wrote.
 * @csspart meta - Sender, time and state of a message.
 * @csspart name - Who wrote a message.
 * @csspart quote - The message that another one answers.
 * @csspart tools - What can be done with a message.
 * @csspart file - A picture, a recording or a file in a message.
 * @csspart typing - The dots of somebody who writes.
 * @csspart jump - The button that leads to the newest message.
 * @csspart composer - What the visitor writes with.
 * @csspart input - The text field.
 * @csspart send - The button that sends.
 * @csspart attach - The button that adds files.
 * @csspart emoji - The button that offers emoji.
 * @csspart upload - A file that is about to be sent.
 * @csspart quick-replies - Answers to choose from.
 * @csspart quick-reply - One of them.
 * @csspart card - What stands out on the start page, and a choice in a form.
 * @csspart note - A remark above the composer.
 * @csspart control - A text field or another control of a form.
 * @csspart button - A button that is the way on.
 * @csspart button-quiet - A button beside it.
 * @csspart icon-button - A button that shows nothing but a picture.
 * @csspart menu-item - A line of the menu.
 *
 * @cssproperty --support-chat-accent - The one colour that all the others follow from.
 * @cssproperty --support-chat-on-accent - Text on the accent; light or dark, whichever can be read.
 * @cssproperty --support-chat-surface - Ground of the panel.
 * @cssproperty --support-chat-surface-2 - Ground of what stands out from it.
 * @cssproperty --support-chat-surface-3 - Ground under the pointer.
 * @cssproperty --support-chat-text - Text.
 * @cssproperty --support-chat-text-muted - Text of less weight, such as times.
 * @cssproperty --support-chat-border - Lines.
 * @cssproperty --support-chat-visitor-bubble - Ground of the visitor's messages.
 * @cssproperty --support-chat-on-visitor-bubble - Text of the visitor's messages.
 * @cssproperty --support-chat-agent-bubble - Ground of everybody else's messages.
 * @cssproperty --support-chat-on-agent-bubble - Text of everybody else's messages.
 * @cssproperty --support-chat-online - The dot that says that somebody is there.
 * @cssproperty --support-chat-danger - Failures, and what cannot be undone.
 * @cssproperty --support-chat-notice - Ground of the banner.
 * @cssproperty --support-chat-on-notice - Text of the banner.
 * @cssproperty --support-chat-shadow - Shadow of the panel, a whole `box-shadow`.
 * @cssproperty --support-chat-badge-ring - Ring around the badge; default: the ground of the page (`Canvas`).
 * @cssproperty --support-chat-radius - Corners of the panel.
 * @cssproperty --support-chat-font - Typefaces.
 * @cssproperty --support-chat-font-size - Size of the text in messages.
 * @cssproperty --support-chat-width - Width of the floating panel.
 * @cssproperty --support-chat-height - Height of the panel, floating or inline.
 * @cssproperty --support-chat-launcher-size - Width and height of the launcher.
 * @cssproperty --support-chat-offset-inline - From the side of the screen to the launcher.
 * @cssproperty --support-chat-offset-block - From the bottom of the screen to the launcher, or from the top.
 * @cssproperty --support-chat-z-index - Layer of launcher and panel.
 * @cssproperty --support-chat-duration - How long opening and closing take; 0s under reduced motion.
 *
 * @cssstate opened - The panel is on screen.
 * @cssstate online - Somebody of the team is there.
 * @cssstate unread - There are unread messages.
 * @cssstate offline-network - The server cannot be reached.
 * @cssstate ended - The conversation has ended.
 * @cssstate proactive - A message of the team's own accord is waiting.
 * @cssstate muted - New messages make no sound.
 */
export abstract class SupportChatApi extends LitElement {
  /**
   * Without decorators: they would be half a kilobyte of the first load. `useDefault`: an attribute that is taken away
   * leaves its default behind, not null.
   */
  static override properties: PropertyDeclarations = {
    widgetKey: { attribute: 'widget-key', useDefault: true },
    apiUrl: { attribute: 'api-url', useDefault: true },
    opened: { type: Boolean, reflect: true },
    lang: { reflect: true, useDefault: true },
    mode: { reflect: true, useDefault: true },
    position: { reflect: true, useDefault: true },
    theme: { reflect: true, useDefault: true },
    loading: { useDefault: true },
    launcher: { useDefault: true },
    storage: { useDefault: true },
    consent: { useDefault: true },
    department: { useDefault: true },
    accent: { useDefault: true },
    heading: { useDefault: true },
    placeholder: { useDefault: true },
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
  /** The corner that launcher and panel keep to. */
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

  /** Everything the chat knows: frozen, and the same object until something changes. */
  get state(): ChatSnapshot {
    return this.link.snapshot;
  }

  /** The conversation that is on screen, or would be. */
  get conversation(): ChatConversation | null {
    return this.link.snapshot.conversation;
  }

  /** How many messages the visitor has not seen. */
  get unreadCount(): number {
    return this.link.snapshot.unreadCount;
  }

  /** Whether what is written now reaches the team now. */
  get connection(): ConnectionStatus {
    return this.link.snapshot.connection;
  }

  /** Whether somebody is there, and when; null until the configuration is. */
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

  /** Sets `context`, for those who call instead of assigning. */
  setContext(context: WireVisitorContext | null): void {
    this.context = context;
  }

  /** Puts down something the visitor did: `added_to_cart`. For triggers, and for agents where the widget tracks. */
  track(name: string, data?: Readonly<Record<string, unknown>>): void {
    void this.link.ask((client) => client.track(name, data));
  }

  /**
   * Shows the greeting of one of the team's triggers now, by its id, whatever it waits for. Resolves with false where there
   * is none, the chat is open or a conversation is going on.
   */
  async trigger(id: string): Promise<boolean> {
    const outcome = await this.link.ask(async (client) => {
      await client.load();
      return client.trigger(id);
    });
    return outcome === true;
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
    this.opened = false;
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
