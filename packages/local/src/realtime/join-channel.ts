import { randomUUID } from 'node:crypto';

import type { Broadcast } from './broadcast.ts';
import { Channel } from './channel.ts';
import { AuthorizationUnavailableError } from './channel-authorizer.ts';
import type { Extension } from './channel-authorizer.ts';
import type { ChannelLink, ChannelServices } from './channel-services.ts';
import type { ClientMessage } from './frames.ts';
import { parseJoinConfig } from './join-config.ts';
import { TOPIC_PREFIX } from './limits.ts';
import { describeAtJoin } from './token-verifier.ts';

export type JoinOutcome =
  | { readonly kind: 'joined'; readonly channel: Channel; readonly replay: readonly Broadcast[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** Decides a `phx_join`. An accepted channel hears broadcasts from now on, before its replay is read, so none is missed. */
export async function joinChannel(
  services: ChannelServices,
  link: ChannelLink,
  message: ClientMessage,
): Promise<JoinOutcome> {
  const { topic, joinRef, payload } = message;
  const name = topic.slice(TOPIC_PREFIX.length);
  if (name === '') return refuse('TopicNameRequired: You must provide a topic name');

  const config = parseJoinConfig(payload);
  const token = config.accessToken ?? link.token;
  const verification = await services.verifier.verify(token);
  if (verification.kind === 'refused') return refuse(describeAtJoin(verification.problem));
  const { identity } = verification;
  if (config.wantsPostgresChanges) {
    // Accepting without ids would show up in the client as an unexplained mismatch.
    return refuse('PostgresChangesUnavailable: The local endpoint does not serve postgres_changes; use broadcasts');
  }

  const address = { name, isPrivate: config.isPrivate };
  let readable: ReadonlySet<Extension> | undefined;
  try {
    const extensions: readonly Extension[] = config.presence.isEnabled ? ['broadcast', 'presence'] : ['broadcast'];
    if (config.isPrivate)
      readable = await services.authorizer.mayRead({ topic: name, identity, headers: link.headers }, extensions);
  } catch (error) {
    if (!(error instanceof AuthorizationUnavailableError)) throw error;
    return refuse('UnableToConnectToProject: Realtime was unable to connect to the project database');
  }
  if (readable?.size === 0)
    return refuse(`Unauthorized: You do not have permissions to read from this Channel topic: ${name}`);

  const { replay } = config;
  if (replay.kind !== 'none' && !config.isPrivate)
    return refuse('UnableToReplayMessages: Replay is not allowed for public channels');
  if (replay.kind === 'invalid') return refuse('UnableToReplayMessages: Replay params are not valid');

  const presenceKey = config.presence.key ?? randomUUID();
  const channel = new Channel({
    services,
    link,
    topic,
    address,
    joinRef,
    config,
    presenceKey,
    token,
    identity,
    readable,
  });
  if (replay.kind === 'none') return { kind: 'joined', channel, replay: [] };
  try {
    return { kind: 'joined', channel, replay: await services.broadcasts.replay(name, replay.sinceMs, replay.limit) };
  } catch (error) {
    channel.close();
    services.logger.warn('A Realtime replay failed.', { topic, error: String(error) });
    return refuse('UnableToReplayMessages: Realtime was unable to replay messages');
  }
}

function refuse(reason: string): JoinOutcome {
  return { kind: 'refused', reason };
}
