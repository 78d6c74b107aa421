import type { Broadcast } from './broadcast.ts';
import { TopicPresence } from './presence.ts';
import type { PresenceDiff, PresencePayload, PresenceState } from './presence.ts';

/** Where a channel listens: the private and the public channel of one name never hear each other. */
export interface TopicAddress {
  /** Without the `realtime:` prefix. */
  readonly name: string;
  readonly isPrivate: boolean;
}

/** A joined channel, as the hub sees it. */
export interface Subscriber {
  receiveBroadcast(broadcast: Broadcast): void;
  receivePresenceDiff(diff: PresenceDiff): void;
}

interface Topic {
  readonly subscribers: Set<Subscriber>;
  readonly presence: TopicPresence<Subscriber>;
}

/** Who listens to what in this process. A topic exists as long as somebody is subscribed to it. */
export class Hub {
  readonly #topics = new Map<string, Topic>();

  subscribe(address: TopicAddress, subscriber: Subscriber): void {
    const key = keyOf(address);
    const topic = this.#topics.get(key) ?? { subscribers: new Set(), presence: new TopicPresence() };
    this.#topics.set(key, topic);
    topic.subscribers.add(subscriber);
  }

  /** Also ends the subscriber's presence; only the others hear of it. */
  unsubscribe(address: TopicAddress, subscriber: Subscriber): void {
    const topic = this.#topics.get(keyOf(address));
    if (topic === undefined) return;
    topic.subscribers.delete(subscriber);
    announce(topic, topic.presence.untrack(subscriber));
    if (topic.subscribers.size === 0) this.#topics.delete(keyOf(address));
  }

  hasSubscribers(address: TopicAddress): boolean {
    return this.#topics.has(keyOf(address));
  }

  publish(address: TopicAddress, broadcast: Broadcast, except?: Subscriber): void {
    for (const subscriber of this.#topics.get(keyOf(address))?.subscribers ?? []) {
      if (subscriber !== except) subscriber.receiveBroadcast(broadcast);
    }
  }

  track(address: TopicAddress, subscriber: Subscriber, key: string, payload: PresencePayload): void {
    const topic = this.#topics.get(keyOf(address));
    if (topic !== undefined) announce(topic, topic.presence.track(subscriber, key, payload));
  }

  untrack(address: TopicAddress, subscriber: Subscriber): void {
    const topic = this.#topics.get(keyOf(address));
    if (topic !== undefined) announce(topic, topic.presence.untrack(subscriber));
  }

  presence(address: TopicAddress): PresenceState {
    return this.#topics.get(keyOf(address))?.presence.state() ?? {};
  }
}

function announce(topic: Topic, diff: PresenceDiff | undefined): void {
  if (diff === undefined) return;
  for (const subscriber of topic.subscribers) subscriber.receivePresenceDiff(diff);
}

function keyOf({ name, isPrivate }: TopicAddress): string {
  return `${isPrivate ? 'private' : 'public'}:${name}`;
}
