import type { ReactiveElement } from 'lit';
import type { PanelView } from '../components/panel/panel.ts';
import { asksFirst, isUnattended } from '../content/beginning.ts';
import type { ClientController } from './client-controller.ts';
import { ConversationScreen } from './conversation-screen.ts';

/** Where in the panel the visitor is: which view is shown, where they came from, and what has to be fetched for it. */
export class NavigationController {
  readonly #host: ReactiveElement;
  readonly #client: ClientController;
  readonly #onMoved: (view: PanelView) => void;
  #view: PanelView = 'home';
  /** Where the visitor came from into the conversation. */
  #origin: PanelView = 'home';
  /** Whether the visitor has been through what is asked before the first message. */
  #isBegun = false;
  readonly #onFailure = (cause: unknown): void => {
    this.view = 'home';
    this.#client.fail(cause);
  };
  readonly #conversation = new ConversationScreen({ onFailure: this.#onFailure });
  readonly #questions = new ConversationScreen({
    load: () => import('../define-prechat.ts'),
    onFailure: this.#onFailure,
  });

  /** `onMoved`: the visitor has gone to a view, and it is drawn. */
  constructor(host: ReactiveElement, client: ClientController, onMoved: (view: PanelView) => void) {
    this.#host = host;
    this.#client = client;
    this.#onMoved = onMoved;
  }

  get view(): PanelView {
    return this.#view;
  }

  /** To be set where nobody has walked there: the focus stays where it is. */
  set view(view: PanelView) {
    this.#view = view;
    this.#host.requestUpdate();
  }

  /** Whether something is asked before the first message. */
  get asksFirst(): boolean {
    return asksFirst(this.#client.snapshot, this.#isBegun, this.#client.departmentId);
  }

  /** To be called before each drawing; `isDrawn`: whether the panel has anything in it yet. */
  update(isDrawn: boolean): void {
    const { snapshot } = this.#client;
    if (snapshot.conversation !== null) this.#isBegun = false;
    if (isDrawn && this.#view === 'conversation') {
      void this.#conversation.ensure();
      // Without these questions there is no conversation; a note above the composer may as well not come.
      if (this.asksFirst) void this.#questions.ensure();
      else if (isUnattended(snapshot)) this.#questions.prefetch();
    } else if (snapshot.conversation !== null) this.#conversation.prefetch();
  }

  /** The visitor comes near what leads to the conversation. */
  readonly prefetch = (): void => {
    this.#conversation.prefetch();
    if (this.asksFirst) this.#questions.prefetch();
  };

  readonly go = (view: PanelView): void => {
    if (view === 'conversation' && this.#view !== view) this.#origin = this.#view;
    // The start page is about the newest conversation, whichever was read last.
    if (view === 'home' && this.#client.snapshot.conversations !== null)
      void this.#client.ask((client) => client.openConversation(null));
    // Whoever goes back before the first message may choose somebody else.
    if (view === 'home' && this.#client.chosenDepartmentId !== null) {
      this.#isBegun = false;
      this.#client.chosenDepartmentId = null;
    }
    this.view = view;
    void this.#host.updateComplete.then(() => this.#onMoved(view));
  };

  /** One step up. */
  readonly back = (): void => this.go(this.#view === 'conversation' ? this.#origin : 'home');

  /** Everything that was asked is answered. */
  begin(departmentId: string | null): void {
    this.#isBegun = true;
    this.#client.chosenDepartmentId = departmentId;
    this.go('conversation');
  }

  /** Somebody else, or another chat, begins here. */
  reset(): void {
    this.view = this.#origin = 'home';
  }
}
