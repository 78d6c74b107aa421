import type { ApiUser } from './api-types.ts';
import type { Emitter } from './emitter.ts';
import { PassingSigns } from './passing-signs.ts';
import type { SimulatorClock } from './simulator-clock.ts';
import type {
  AdminRight,
  Membership,
  SimBot,
  SimChat,
  SimEphemeralMessage,
  SimGroup,
  SimMessage,
  SimPrivateChat,
  SimUser,
  WorldState,
} from './world-state.ts';

/** Present in the group: what `getChatMember` calls creator, administrator or member. */
export type PresentMembership = Exclude<Membership, { status: 'left' } | { status: 'kicked' }>;

/**
 * The state with the questions everybody asks of it. It knows who and where, but no rule of the Bot API: those live
 * with the methods.
 */
export class World {
  state: WorldState;
  readonly clock: SimulatorClock;
  readonly random: () => number;
  readonly events: Emitter;
  readonly signs: PassingSigns;

  constructor(state: WorldState, clock: SimulatorClock, random: () => number, events: Emitter) {
    this.state = state;
    this.clock = clock;
    this.random = random;
    this.events = events;
    this.signs = new PassingSigns(clock);
  }

  get bot(): SimBot {
    return this.state.bot;
  }

  changed(): void {
    this.events.emit({ type: 'changed' });
  }

  botUser(): ApiUser {
    return { id: this.bot.id, is_bot: true, first_name: this.bot.firstName, username: this.bot.username };
  }

  user(id: number): SimUser | undefined {
    return this.state.users[String(id)];
  }

  group(id: number): SimGroup | undefined {
    return this.state.groups[String(id)];
  }

  groups(): SimGroup[] {
    return Object.values(this.state.groups);
  }

  /** The bot's chat with a user, made on first use. */
  privateChat(userId: number): SimPrivateChat {
    const key = String(userId);
    const existing = this.state.privateChats[key];
    if (existing) return existing;
    const created: SimPrivateChat = { kind: 'private', id: userId, topics: [], messages: [], pinned: [] };
    this.state.privateChats[key] = created;
    return created;
  }

  membership(group: SimGroup, userId: number): Membership | undefined {
    return group.members[String(userId)];
  }

  presentMembership(group: SimGroup, userId: number): PresentMembership | undefined {
    const membership = this.membership(group, userId);
    return membership && membership.status !== 'left' && membership.status !== 'kicked' ? membership : undefined;
  }

  hasRight(group: SimGroup, userId: number, right: AdminRight): boolean {
    const membership = this.membership(group, userId);
    if (membership?.status === 'creator') return true;
    return membership?.status === 'administrator' && membership.rights.includes(right);
  }

  botHasRight(group: SimGroup, right: AdminRight): boolean {
    return this.hasRight(group, this.bot.id, right);
  }

  isBotAdmin(group: SimGroup): boolean {
    const status = this.membership(group, this.bot.id)?.status;
    return status === 'administrator' || status === 'creator';
  }

  /** The bot can name a user it shares a group with, or who has ever opened a chat with it. */
  isKnownToBot(userId: number): boolean {
    const user = this.user(userId);
    if (!user) return false;
    if (user.botChat !== 'not started' || this.state.privateChats[String(userId)]) return true;
    return this.groups().some(
      (group) => this.presentMembership(group, userId) && this.presentMembership(group, this.bot.id),
    );
  }

  message(chat: SimChat, messageId: number): SimMessage | undefined {
    const found = chat.messages.find((message) => message.id === messageId);
    return found && !found.isDeleted ? found : undefined;
  }

  ephemeral(chatId: number, id: number): SimEphemeralMessage | undefined {
    return this.state.ephemeralMessages.find((message) => message.chatId === chatId && message.id === id);
  }

  /** The id that `takeMessageId` gives next. */
  nextMessageId(chat: SimChat): number {
    return chat.kind === 'supergroup' ? chat.nextMessageId : this.state.nextCommonMessageId;
  }

  takeMessageId(chat: SimChat): number {
    if (chat.kind === 'supergroup') return chat.nextMessageId++;
    return this.state.nextCommonMessageId++;
  }

  /** An opaque token of `length` characters, as file and callback query ids are. */
  token(length: number): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
    return Array.from({ length }, () => alphabet[Math.floor(this.random() * alphabet.length)]).join('');
  }

  /** A decimal number of `digits` digits without a leading zero, as a string. */
  digits(digits: number): string {
    return Array.from(
      { length: digits },
      (_, index) => Math.floor(this.random() * (index ? 10 : 9)) + (index ? 0 : 1),
    ).join('');
  }
}
