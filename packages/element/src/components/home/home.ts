import type { ChatSnapshot } from '@support-chat/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { opensAt } from '../../content/beginning.ts';
import { isEnded } from '../../content/conversation.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { renderAvatar, renderAvatars, renderPicture } from '../avatar/avatar.ts';
import { renderClose } from '../chat-header/chat-header.ts';
import { renderIcon } from '../icon/icon.ts';

export interface HomeModel {
  readonly snapshot: ChatSnapshot;
  readonly heading: string;
  readonly canClose: boolean;
  readonly localizer: Localizer;
  readonly onStart: () => void;
  readonly onHistory: () => void;
  readonly onIntent: () => void;
  readonly onClose: () => void;
  readonly onReload: () => void;
}

/** The first screen: a greeting, the conversation that is going on, and the way into a new one. */
export function renderHome(model: HomeModel): TemplateResult {
  const { snapshot, canClose, localizer, onClose } = model;
  const isWaiting = snapshot.status !== 'ready' && snapshot.config === null && snapshot.status !== 'failed';
  return html`<div class="home">
    <div class="hero" part="header hero">
      <div class="hero-bar">
        ${snapshot.config?.logoUrl && html`<span class="logo" part="logo">${renderPicture(snapshot.config.logoUrl)}</span>`}
        ${renderAvatars(snapshot.availability?.agents ?? [])}
        ${canClose ? renderClose(localizer.phrases.closeChat, onClose) : nothing}
      </div>
      <slot name="header">${isWaiting ? renderWaitingHero(localizer) : renderGreeting(model)}</slot>
    </div>
    <div class="cards" @pointerover=${model.onIntent} @focusin=${model.onIntent}>
      ${snapshot.status === 'failed' ? renderFailure(model) : isWaiting ? html`<div class="card skeleton" part="card"></div>` : renderCards(model)}
    </div>
    <div class="footer" part="footer"><slot name="footer"></slot></div>
  </div>`;
}

function renderGreeting({ snapshot, heading, localizer }: HomeModel): TemplateResult {
  const { phrases } = localizer;
  const { config, availability, visitor } = snapshot;
  const replyTime = availability?.replyTimeMs ?? null;
  const text =
    config?.greetingText ??
    (isAway(availability)
      ? phrases.greetingAway
      : replyTime === null
        ? nothing
        : phrases.usuallyAnswers(localizer.duration(replyTime, 'long')));
  return html`<h2 class="heading" id="heading" part="heading" tabindex="-1">
      <bdi>${config?.greetingTitle ?? (visitor?.name ? phrases.greetingBack(visitor.name) : phrases.greeting)}</bdi
      ><span class="sr"> ${heading}</span>
    </h2>
    <p><bdi>${text}</bdi></p>`;
}

/** Nobody is there: away within working hours, offline outside them. Not before that is known. */
function isAway(availability: ChatSnapshot['availability']): boolean {
  return availability !== null && availability.status !== 'online';
}

function renderWaitingHero({ phrases }: Localizer): TemplateResult {
  return html`<h2 class="heading" id="heading" tabindex="-1"><span class="sr">${phrases.loading}</span></h2>
    <div class="skeleton line"></div>
    <div class="skeleton line short"></div>`;
}

function renderFailure({ snapshot, localizer, onReload }: HomeModel): TemplateResult {
  const { phrases } = localizer;
  const isRetryable = snapshot.error?.retryable !== false;
  return html`<section class="card" part="card" role="alert">
    <h3>${phrases.loadFailedTitle}</h3>
    <p>${isRetryable ? phrases.loadFailed : phrases.unavailable}</p>
    ${isRetryable ? html`<button class="button" part="button" type="button" @click=${onReload}>${phrases.tryAgain}</button>` : nothing}
  </section>`;
}

function renderCards(model: HomeModel): TemplateResult {
  const { snapshot, localizer, onStart } = model;
  const { phrases } = localizer;
  const { availability, config, conversation, messages } = snapshot;
  const hasConversation = conversation !== null || messages.length > 0;
  const history = hasConversation && config?.features.history !== false ? renderHistoryCard(model) : nothing;
  if (hasConversation && !isEnded(conversation)) return html`${renderConversationCard(model)}${history}`;
  const names = (availability?.agents ?? []).slice(0, 3).map(({ name }) => name);
  const away = isAway(availability);
  const opening = opensAt(snapshot);
  const promise = config?.behavior.responsePromise ?? null;
  return html`${hasConversation ? renderConversationCard(model) : nothing}
    <section class="card" part="card">
      <h3>${away ? phrases.startAwayTitle : phrases.startTitle}</h3>
      ${away ? html`<p>${opening === null ? nothing : phrases.backAt(...localizer.moment(opening, Date.now()))} ${phrases.teamIsAway}</p>` : names.length > 0 ? html`<p>${phrases.teamIsHere(localizer.list(names), names.length)}</p>` : nothing}
      <button class="button" part="button" type="button" @click=${onStart}>${phrases.sendUsAMessage}</button>
      ${promise === null ? nothing : html`<p class="promise">${renderIcon('clock')}<bdi>${promise}</bdi></p>`}
    </section>
    ${history}`;
}

function renderHistoryCard({ localizer, onHistory }: HomeModel): TemplateResult {
  return html`<button class="card conversation" part="card" type="button" @click=${onHistory}>
    <span class="who"><span class="name">${localizer.phrases.conversations}</span></span>
    <span class="aside">${renderIcon('chevron')}</span>
  </button>`;
}

function renderConversationCard({ snapshot, heading, localizer, onStart }: HomeModel): TemplateResult {
  const { phrases } = localizer;
  const { messages, unreadCount, conversation, availability, config } = snapshot;
  const last = messages.findLast(({ deletedAt }) => deletedAt === null);
  const person =
    conversation?.agent ?? messages.findLast(({ sender }) => sender.kind === 'agent' && sender.name !== null)?.sender;
  const name = person?.name ?? heading;
  const preview =
    last === undefined
      ? phrases.continueConversation
      : last.sender.kind === 'visitor'
        ? phrases.you(last.text)
        : last.text;
  return html`<button class="card conversation" part="card" type="button" @click=${onStart}>
    <span class=${availability?.status === 'online' ? 'presence online' : 'presence'}
      >${renderAvatar({ name, avatarUrl: person?.avatarUrl ?? config?.logoUrl ?? null })}</span
    >
    <span class="who">
      <span class="name"><bdi>${name}</bdi></span>
      <span class="preview" dir="auto">${preview}</span>
    </span>
    <span class="aside">
      ${last === undefined ? nothing : html`<time>${localizer.timeOrDay(last.createdAt, Date.now())}</time>`}
      ${unreadCount > 0 ? html`<span class="count" part="badge"><span aria-hidden="true">${unreadCount}</span><span class="sr">${phrases.unread(unreadCount)}</span></span>` : renderIcon('chevron')}
    </span>
  </button>`;
}
