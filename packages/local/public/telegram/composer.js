import { setUpAttachMenu } from './attach-menu.js';
import { h, icon } from './dom.js';
import { avatar } from './figures.js';
import { kindOf } from './message-list.js';

/**
 * Where the person at the keyboard writes, and as whom.
 * @typedef {{ send: (message: { text: string, file?: object, files?: object[], thing?: object }) => Promise<void>, edit: (view: object, text: string) => Promise<void>, persona: (id: number) => void, start: () => void, fail: (error: Error) => void }} ComposerActions
 */
export class Composer {
  #form = document.getElementById('composer');
  #input = document.getElementById('message-input');
  #send = document.getElementById('send');
  #persona = document.getElementById('persona');
  #avatar = document.getElementById('persona-avatar');
  #notice = document.getElementById('composer-notice');
  #context = document.getElementById('composer-context');
  #suggestions = document.getElementById('suggestions');
  #actions;
  #commands = [];
  #selected = 0;
  /** @type {{ kind: 'reply' | 'edit', view: object } | undefined} */
  #mode;
  #drafts = new Map();
  #draftKey = '';

  /** @param {ComposerActions} actions */
  constructor(actions) {
    this.#actions = actions;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
    this.#input.addEventListener('input', () => this.#afterTyping());
    this.#input.addEventListener('keydown', (event) => this.#onKey(event));
    this.#persona.addEventListener('change', () => actions.persona(Number(this.#persona.value)));
    setUpAttachMenu({ send: (parts) => this.#sendParts(parts), fail: actions.fail });
  }

  get replyTo() {
    return this.#mode?.kind === 'reply' ? this.#mode.view.message.message_id : undefined;
  }

  /** Every conversation keeps its own unsent words. */
  switchTo(key) {
    if (key === this.#draftKey) return;
    this.#drafts.set(this.#draftKey, this.#input.value);
    this.#draftKey = key;
    this.#input.value = this.#drafts.get(key) ?? '';
    this.#setMode(undefined);
    this.#afterTyping();
  }

  /** @param {{ personas: object[], personaId: number, commands: object[], lock: { text: string, canStart: boolean } | undefined }} view */
  render({ personas, personaId, commands, lock }) {
    const areCommandsNew = JSON.stringify(commands) !== JSON.stringify(this.#commands);
    this.#commands = commands;
    if (areCommandsNew) this.#renderSuggestions();
    const options = personas.map(({ id, label }) => h('option', { value: id, selected: id === personaId }, label));
    if (JSON.stringify(personas) !== this.#persona.dataset.signature) {
      this.#persona.dataset.signature = JSON.stringify(personas);
      this.#persona.replaceChildren(...options);
    }
    this.#persona.value = String(personaId);
    const persona = personas.find(({ id }) => id === personaId);
    this.#avatar.replaceChildren(...(persona ? [avatar(persona.id, persona.name)] : []));
    this.#form.toggleAttribute('data-locked', Boolean(lock));
    this.#notice.hidden = !lock;
    if (lock) {
      const start = lock.canStart && h('button', { type: 'button', onclick: () => this.#actions.start() }, 'Start');
      this.#notice.replaceChildren(h('span', {}, lock.text), ...(start ? [start] : []));
    }
  }

  reply(view) {
    this.#setMode({ kind: 'reply', view });
    this.focus();
  }

  edit(view) {
    this.#setMode({ kind: 'edit', view });
    this.#input.value = view.message.text ?? view.message.caption ?? '';
    this.#afterTyping();
    this.focus();
  }

  focus() {
    this.#input.focus();
  }

  #setMode(mode) {
    const wasEditing = this.#mode?.kind === 'edit';
    this.#mode = mode;
    this.#context.hidden = !mode;
    if (wasEditing && !mode) {
      this.#input.value = '';
      this.#afterTyping();
    }
    if (!mode) return;
    const { message, senderName } = mode.view;
    this.#context.replaceChildren(
      h(
        'div',
        {},
        h('b', {}, mode.kind === 'edit' ? 'Edit message' : `Reply to ${senderName}`),
        h('span', {}, message.text ?? message.caption ?? kindOf(message)),
      ),
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': 'Cancel', onclick: () => this.#setMode(undefined) },
        icon('close', 16),
      ),
    );
  }

  async #submit() {
    const text = this.#input.value;
    if (!text.trim()) return;
    const mode = this.#mode;
    try {
      if (mode?.kind === 'edit') await this.#actions.edit(mode.view, text);
      else await this.#actions.send({ text });
    } catch (error) {
      this.#actions.fail(error);
      return;
    }
    this.#setMode(undefined);
    this.#input.value = '';
    this.#afterTyping();
    this.focus();
  }

  /** Files and things take along the words and the reply that wait in the composer. */
  async #sendParts(parts) {
    await this.#actions.send({ text: this.#input.value, ...parts });
    this.#setMode(undefined);
    this.#input.value = '';
    this.#afterTyping();
  }

  #afterTyping() {
    this.#send.disabled = !this.#input.value.trim();
    this.#input.style.height = 'auto';
    this.#input.style.height = `${this.#input.scrollHeight}px`;
    this.#selected = 0;
    this.#renderSuggestions();
  }

  #matches() {
    const typed = /^\/([a-z0-9_]*)$/i.exec(this.#input.value)?.[1];
    return typed === undefined ? [] : this.#commands.filter(({ command }) => command.startsWith(typed.toLowerCase()));
  }

  #renderSuggestions() {
    const matches = this.#matches();
    this.#suggestions.hidden = matches.length === 0;
    this.#suggestions.replaceChildren(
      ...matches.map(({ command, description }, index) =>
        h(
          'li',
          {
            role: 'option',
            'aria-selected': String(index === this.#selected),
            onpointerdown: (event) => (event.preventDefault(), this.#complete(command)),
          },
          h('b', {}, `/${command}`),
          h('span', {}, description),
        ),
      ),
    );
    this.#suggestions.children[this.#selected]?.scrollIntoView({ block: 'nearest' });
  }

  #complete(command) {
    this.#input.value = `/${command} `;
    this.#afterTyping();
  }

  #onKey(event) {
    const matches = this.#matches();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (matches.length && step) {
      event.preventDefault();
      this.#selected = (this.#selected + step + matches.length) % matches.length;
      this.#renderSuggestions();
    } else if (matches.length && event.key === 'Tab') {
      event.preventDefault();
      this.#complete(matches[this.#selected].command);
    } else if (event.key === 'Escape' && this.#mode) {
      this.#setMode(undefined);
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void this.#submit();
    }
  }
}
