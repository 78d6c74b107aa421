import type { AgentConversation, AgentSnapshot } from '@support-chat/sdk/agent';
import { html, type TemplateResult } from 'lit';
import { ChunkController } from '../controllers/chunk-controller.ts';
import { renderBanner } from './banner.ts';
import { AgentActions, type FocusGoal } from './client/agent-actions.ts';
import { askToNotify } from './client/attention.ts';
import { ClientLink } from './client/client-link.ts';
import { InboxNews } from './client/inbox-news.ts';
import { Drafts } from './composer/drafts.ts';
import { isAboutTexts, renderInboxDialog } from './dialogs.ts';
import { InboxErrorEvent, InboxSignInRequiredEvent } from './events/inbox-events.ts';
import { renderGate } from './gate.ts';
import { snoozeUntil } from './header/snooze-times.ts';
import { SupportChatInboxApi } from './inbox-api.ts';
import type { InboxDialog } from './inbox-actions.ts';
import { inboxStyles } from './inbox-element.styles.ts';
import { renderLayout } from './inbox-layout.ts';
import { keepPreferences, readPreferences, type InboxPreferences } from './preferences.ts';
import { runCommand } from './shortcuts/run-command.ts';
import { commandOf } from './shortcuts/shortcuts.ts';
import type { MessageIntentEvent } from './thread/thread.ts';
import type { PresenceChoice, SettingChoice } from './top-bar.ts';

/** How often waiting times are brought up to date, in milliseconds. */
const TICK_MS = 20_000;
/** Below this width the visitor lies over the conversation, so it is shown only when somebody asks, in CSS pixels. */
const WIDE_PX = 1080;

/**
 * Where a team answers on the web: the conversations, one of them in full, and who it is with. Fills its container.
 *
 * Guarantees that nothing an agent wrote is lost (it is stored before it is sent, and sent when there is a network), that
 * the page's styles stay outside and its own inside, and that no failure reaches the page but as an `inbox-error` event.
 * Signs nobody in: the page does, and hands over its access token (`getAccessToken`). Importing this class never
 * registers it; `define-inbox.ts` does.
 *
 * @tagname support-chat-inbox
 */
export class SupportChatInboxElement extends SupportChatInboxApi {
  static override styles = inboxStyles;
  static override properties = {
    dialog: { state: true },
    isVisitorWanted: { state: true },
    isWide: { state: true },
    preferences: { state: true },
    now: { state: true },
  };

  private dialog: InboxDialog | null = null;
  /** Null until the agent has chosen: then it is shown where there is room beside the conversation. */
  private isVisitorWanted: boolean | null = null;
  private isWide = true;
  private preferences: InboxPreferences = readPreferences(() => localStorage);
  private now = Date.now();

  readonly #news = new InboxNews({
    caller: this,
    snapshot: () => this.#link.snapshot,
    language: () => this.language,
    preferences: () => this.preferences,
    announce: (sentence) => this.announce(sentence),
    onReady: () => void this.#actions.ask((client) => client.loadTeam()),
    onOpen: (conversationId) => this.#actions.open(conversationId),
  });
  readonly #link: ClientLink = new ClientLink(this, {
    onSnapshot: (snapshot, before) => this.#news.compare(snapshot, before),
    onMessage: (event) => this.#news.tellOfMessage(event),
    onQueued: ({ conversation }) => this.#news.tellOfConversation(conversation, 'newInQueue'),
    onAssigned: ({ conversation }) => this.#news.tellOfConversation(conversation, 'assignedToYou'),
    onUpdated: ({ conversation }) => this.#news.count([conversation]),
    onError: (error) => this.dispatchEvent(new InboxErrorEvent({ error })),
  });
  readonly #actions: AgentActions = new AgentActions({
    target: this,
    link: this.#link,
    language: () => this.language,
    conversation: () => this.#conversation,
    showToast: (toast) => this.toasts.show(toast),
    openDialog: (dialog) => (this.dialog = dialog),
    onClose: () => {
      if (!this.isWide) this.isVisitorWanted = null;
    },
    focusNext: (goal) => (this.#focusNext = goal),
  });
  readonly #texts = new ChunkController(
    this,
    () => isAboutTexts(this.dialog),
    () => import('../define-inbox-texts.ts'),
  );
  readonly #drafts = new Drafts(() => sessionStorage);
  readonly #resize = new ResizeObserver(([entry]) => (this.isWide = (entry?.contentRect.width ?? 0) >= WIDE_PX));
  #tick: ReturnType<typeof setInterval> | undefined;
  /** Where the keyboard goes once the next drawing is there. */
  #focusNext: FocusGoal | null = null;

  /** The agent's conversations with something unread. */
  get unreadCount(): number {
    return this.#news.unreadCount;
  }

  /** Shows a conversation. */
  openConversation(conversationId: string): void {
    this.#actions.open(conversationId);
  }

  /** Shows none. */
  closeConversation(): void {
    this.#actions.open(null);
  }

  /** Puts text into the composer of the conversation that is shown, for the agent to send. */
  setDraft(text: string): void {
    this.#part('support-inbox-composer')?.insert(text);
  }

  /** Tries everything now: what waits to be sent, and the connection. To be called when the page has signed somebody in. */
  reconnect(): void {
    void this.#link.ask((client) => client.start());
  }

  /** What the client shows at the moment. */
  getSnapshot(): AgentSnapshot {
    return this.#link.snapshot;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
    this.#tick = setInterval(() => (this.now = Date.now()), TICK_MS);
    this.addEventListener('keydown', this.#onKeydown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    clearInterval(this.#tick);
    this.removeEventListener('keydown', this.#onKeydown);
  }

  protected override updated(): void {
    const goal = this.#focusNext;
    if (goal === null) return;
    const part = this.#part(`support-inbox-${goal}`);
    if (part === null) return;
    this.#focusNext = null;
    void part.updateComplete.then(() => part.focus());
  }

  protected override renderContent(): TemplateResult {
    const { snapshot, wasOffline } = this.#link;
    const { language } = this;
    const { status } = snapshot;
    if (status.name !== 'ready' && snapshot.me === null && status.name !== 'starting') return this.#renderGate();
    if (status.name === 'signed-out' || status.name === 'refused') return this.#renderGate();
    return html`${renderBanner({
      snapshot,
      wasOffline,
      language,
      onReconnect: () => this.#link.client?.reconnect(),
    })}
    ${renderLayout({
      snapshot,
      conversation: this.#conversation,
      heading: this.heading,
      language,
      actions: this.#actions,
      drafts: this.#drafts,
      preferences: this.preferences,
      isVisitorShown: this.#isVisitorShown,
      now: this.now,
      onPresence: this.#onPresence,
      onSetting: this.#onSetting,
      onIntent: this.#onIntent,
      onLeaveComposer: this.#onLeaveComposer,
      onToggleVisitor: this.#onToggleVisitor,
    })}
    ${renderInboxDialog({
      dialog: this.dialog,
      snapshot,
      conversation: this.#conversation,
      language,
      actions: this.#actions,
      areShortcutsOn: this.preferences.shortcuts,
      onShortcuts: () => this.#prefer('shortcuts', !this.preferences.shortcuts),
      onClose: () => (this.dialog = null),
      texts: this.#texts,
    })}`;
  }

  #renderGate(): TemplateResult {
    return renderGate({
      status: this.#link.snapshot.status,
      language: this.language,
      onSignIn: () => this.dispatchEvent(new InboxSignInRequiredEvent()),
    });
  }

  /** The one that is shown, with what is known of it so far. */
  get #conversation(): AgentConversation | null {
    const { thread, inbox } = this.#link.snapshot;
    if (thread === null) return null;
    return thread.details?.conversation ?? inbox.conversations.find(({ id }) => id === thread.conversationId) ?? null;
  }

  get #isVisitorShown(): boolean {
    return this.isVisitorWanted ?? this.isWide;
  }

  #part<Name extends `support-inbox-${'list' | 'thread' | 'composer' | 'header' | 'visitor'}`>(
    name: Name,
  ): HTMLElementTagNameMap[Name] | null {
    return this.renderRoot.querySelector(name);
  }

  readonly #onPresence = (choice: PresenceChoice): void => {
    const now = Date.now();
    const until = { auto: undefined, away: undefined, hour: now + 3_600_000, tomorrow: snoozeUntil('tomorrow', now) };
    void this.#actions.ask((client) => client.setPresence(choice === 'auto' ? 'auto' : 'away', until[choice]));
  };

  readonly #onSetting = async (setting: SettingChoice): Promise<void> => {
    if (setting === 'shortcuts' || setting === 'texts') {
      this.dialog = setting;
      return;
    }
    const isWanted = !this.preferences[setting];
    if (setting === 'notifications' && isWanted && !(await askToNotify()))
      return this.toasts.show({ words: this.language.chat.phrases.notificationsBlocked, tone: 'danger' });
    this.#prefer(setting, isWanted);
  };

  #prefer(setting: keyof InboxPreferences, isWanted: boolean): void {
    this.preferences = { ...this.preferences, [setting]: isWanted };
    keepPreferences(() => localStorage, this.preferences);
  }

  readonly #onIntent = ({ detail }: MessageIntentEvent): void => this.#part('support-inbox-composer')?.take(detail);

  /** Where keys are shortcuts again. */
  readonly #onLeaveComposer = (): void => this.#part('support-inbox-thread')?.focus();

  readonly #onToggleVisitor = (): void => {
    this.isVisitorWanted = !this.#isVisitorShown;
    if (this.isVisitorWanted) this.#focusNext = 'visitor';
    else this.#part('support-inbox-header')?.focus();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const command = this.preferences.shortcuts ? commandOf(event) : null;
    if (command === null || this.dialog !== null) return;
    const isDone = runCommand(command, {
      list: this.#part('support-inbox-list'),
      header: this.#part('support-inbox-header'),
      composer: this.#part('support-inbox-composer'),
      isReading: this.#link.snapshot.thread !== null,
      isVisitorInTheWay: this.#isVisitorShown && !this.isWide,
      actions: this.#actions,
      onToggleVisitor: this.#onToggleVisitor,
    });
    if (isDone) event.preventDefault();
  };
}
