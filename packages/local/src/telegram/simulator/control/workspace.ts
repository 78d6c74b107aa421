import { changeMembership } from '../membership-change.ts';
import type { SimulatorCore } from '../methods/method.ts';
import { ADMIN_RIGHTS } from '../world-state.ts';
import type { AdminRight, Membership, SimBot, SimGroup, SimUser, SimWebFile } from '../world-state.ts';
import { ActionError } from './action-error.ts';

export interface NewUser {
  /** Default: the next free id. */
  readonly id?: number;
  readonly firstName: string;
  readonly lastName?: string;
  readonly username?: string;
  readonly languageCode?: string;
  /** Default false: the bot may not write first. */
  readonly hasStartedBot?: boolean;
  /** Another bot, which ours hears only in bot-to-bot mode. */
  readonly isBot?: boolean;
}

export interface NewGroup {
  readonly id?: number;
  readonly title: string;
  /** Default supergroup. */
  readonly kind?: 'group' | 'supergroup';
  readonly isForum?: boolean;
}

export interface SetMember {
  readonly chatId: number;
  readonly userId: number;
  /** Default member. */
  readonly status?: Membership['status'];
  /** For administrators. Default: every right. */
  readonly rights?: readonly AdminRight[];
  readonly isAnonymous?: boolean;
  readonly customTitle?: string;
  /** Who does it. Default: the person themselves. */
  readonly by?: number;
}

/** Who exists, which groups there are, and who is in them. */
export class Workspace {
  readonly #core: SimulatorCore;

  constructor(core: SimulatorCore) {
    this.#core = core;
  }

  createUser(user: NewUser): SimUser {
    const { state } = this.#core.world;
    const id = user.id ?? Math.max(2_000_000, ...Object.keys(state.users).map(Number)) + 1;
    if (state.users[String(id)]) throw new ActionError(`User ${id} exists already`);
    const created: SimUser = {
      id,
      firstName: user.firstName,
      ...(user.lastName && { lastName: user.lastName }),
      ...(user.username && { username: user.username }),
      ...(user.languageCode && { languageCode: user.languageCode }),
      ...(user.isBot && { isBot: true }),
      botChat: user.hasStartedBot ? 'started' : 'not started',
      isDeactivated: false,
    };
    state.users[String(id)] = created;
    this.#core.world.changed();
    return created;
  }

  /** Deletes the person's account: sends to them fail with "user is deactivated". */
  deactivateUser({ userId }: { userId: number }): void {
    const user = this.#core.world.user(userId);
    if (!user) throw new ActionError(`There is no user ${userId}`);
    user.isDeactivated = true;
    this.#core.world.changed();
  }

  createGroup(group: NewGroup): SimGroup {
    const { state } = this.#core.world;
    const kind = group.kind ?? 'supergroup';
    const taken = Object.keys(state.groups).length + 1;
    const id = group.id ?? (kind === 'supergroup' ? -1_001_000_000_000 - taken : -4_000_000 - taken);
    if (state.groups[String(id)]) throw new ActionError(`Group ${id} exists already`);
    const created: SimGroup = {
      kind,
      id,
      title: group.title,
      isForum: group.isForum ?? false,
      members: {},
      topics: [],
      general: { isClosed: false, isHidden: false },
      messages: [],
      // Message 1 is the creation of the group; General is "thread 1" after it.
      nextMessageId: 2,
      pinned: [],
      reactions: 'all',
    };
    state.groups[String(id)] = created;
    this.#core.world.changed();
    return created;
  }

  /** Adds, promotes, demotes or removes somebody; for the bot's own id it changes the bot's rights. */
  setMember(change: SetMember): void {
    const group = this.#group(change.chatId);
    const isAnonymous = change.isAnonymous ?? false;
    const title = change.customTitle ? { customTitle: change.customTitle } : {};
    const status = change.status ?? 'member';
    const next: Membership =
      status === 'creator'
        ? { status, isAnonymous, ...title }
        : status === 'administrator'
          ? { status, isAnonymous, rights: [...(change.rights ?? ADMIN_RIGHTS)], ...title }
          : { status };
    changeMembership(this.#core, group, change.userId, next, change.by ?? change.userId);
  }

  /** Topics on or off. [tdlib/telegram-bot-api#575] Only people can do this; a basic group becomes a supergroup by it. */
  setForum({ chatId, isForum, by }: { chatId: number; isForum: boolean; by: number }): SimGroup {
    const group = this.#group(chatId);
    const forum = isForum && group.kind === 'group' ? this.migrate({ chatId, by }) : group;
    forum.isForum = isForum;
    this.#core.world.changed();
    return forum;
  }

  /** What the bot's owner set up with BotFather. */
  setBot(change: Partial<Pick<SimBot, 'canReadAllGroupMessages' | 'hasTopicsEnabled' | 'hearsBots'>>): void {
    Object.assign(this.#core.world.bot, change);
    this.#core.world.changed();
  }

  /** Puts a file at an address, so that the bot can send it by URL. No other address can be fetched. */
  publishFile({ url, base64, mimeType }: { url: string } & SimWebFile): void {
    if (!URL.canParse(url)) throw new ActionError('This is no address');
    this.#core.world.state.webFiles[url] = { base64, mimeType };
    this.#core.world.changed();
  }

  setReactions({ chatId, reactions }: { chatId: number; reactions: 'all' | string[] }): void {
    this.#group(chatId).reactions = reactions;
    this.#core.world.changed();
  }

  /** [DOC] A basic group becomes a supergroup with a new id; both chats say so, and old message ids are void. */
  migrate({ chatId, by }: { chatId: number; by: number }): SimGroup {
    const { posting, world } = this.#core;
    const old = this.#group(chatId);
    if (old.kind !== 'group') throw new ActionError('Only a basic group can become a supergroup');
    const upgraded = this.createGroup({ title: old.title, kind: 'supergroup', isForum: old.isForum });
    upgraded.members = structuredClone(old.members);
    posting.postService(old, by, { migrate_to_chat_id: upgraded.id });
    old.migratedTo = upgraded.id;
    posting.postService(upgraded, by, { migrate_from_chat_id: old.id });
    world.changed();
    return upgraded;
  }

  #group(chatId: number): SimGroup {
    const group = this.#core.world.group(chatId);
    if (!group || group.migratedTo !== undefined) throw new ActionError(`There is no group ${chatId}`);
    return group;
  }
}
