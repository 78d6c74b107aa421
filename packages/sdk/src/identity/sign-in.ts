/**
 * The site's word for who the visitor is. Guarantees:
 *
 * - nothing is asked of anybody before there is a session;
 * - the site's function is never called while an earlier call of it is running; it is called for each session that this
 *   page makes or finds, and once more when the server does not accept its token;
 * - somebody else than before gets nothing of what this browser knew of the one before: not the session, not the
 *   messages that were still unsent.
 */
import type { ClientParts } from '../client-parts.ts';
import { ChatError, isChatError } from '../errors.ts';
import { startPause } from '../lib/pause.ts';
import type { WireIdentity } from '../protocol/identity.ts';
import type { ChatVisitor } from '../store/chat-state.ts';
import type { IdentityTokenSource } from '../support-chat.ts';
import { readClaims } from './identity-claims.ts';
import { createQueue, persist } from './persist.ts';
import type { VisitorRecords } from './visitor-record.ts';

export interface SignInOptions extends ClientParts {
  readonly records: VisitorRecords;
  /** Forgets everything about the visitor, here and in storage. */
  readonly forget: () => Promise<unknown>;
}

/** A site that does not answer must not keep its visitors from being asked again. */
const PATIENCE_MS = 30_000;

export function createSignIn(options: SignInOptions) {
  const { session, records, timers, signal, runLocked, forget } = options;
  const queue = createQueue();
  let source: string | IdentityTokenSource | null = options.identityToken ?? null;
  /** The session that the source has spoken for. */
  let doneIn: string | null = null;

  /** Asks the site. */
  const tokenOf = async (asked: string | IdentityTokenSource): Promise<string | null> => {
    if (typeof asked === 'string') return asked;
    const pause = startPause(timers, PATIENCE_MS, signal);
    const noAnswer = pause.over.then(() => Promise.reject(new Error('no answer')));
    try {
      return await Promise.race([asked(), noAnswer]);
    } catch (cause) {
      throw new ChatError('identity_token_invalid', 'The site did not say who the visitor is.', { cause });
    } finally {
      noAnswer.catch(() => {});
      pause.end();
    }
  };

  const tell = async (token: string): Promise<WireIdentity> => {
    const { visitor } = await records.read();
    const sub = readClaims(token)?.sub;
    if (visitor?.externalId && sub && visitor.externalId !== sub) {
      const current = source;
      await forget();
      source = current;
    }
    // A session that the server knows as somebody else's ends with this call, which then goes on in a new one.
    return session.authorized('create', 'chat/identify', { body: { token } });
  };

  const adopt = async (token: string, identity: WireIdentity): Promise<void> => {
    if (!session.current) return;
    const { session_id, visitor_id, access_token, expires_in, realtime_topic } = identity;
    doneIn = session_id;
    // First, because the session can be had again from the server, and this cannot.
    await records.change(({ visitor }) => ({
      identifiedIn: session_id,
      visitor: describe(visitor_id, token, visitor?.id === visitor_id ? visitor : null),
    }));
    await session.replace((stored) =>
      stored?.session_id === session_id
        ? { ...stored, visitor_id, access_token, expires_in, realtime_topic, received_at: timers.now() }
        : null,
    );
  };

  /** One try. Resolves without an effect when there is nothing to tell, or nobody to tell it. */
  const attempt = async (isOwn: boolean): Promise<void> => {
    const asked = source;
    for (let tries = 1; ; tries++) {
      const current = session.current;
      if (!current || asked === null || asked !== source || doneIn === current.session_id) return;
      if (!isOwn && (await records.read()).identifiedIn === current.session_id) return;
      const token = await tokenOf(asked);
      if (asked !== source || !session.current) return;
      if (token === null) {
        doneIn = session.current.session_id;
        return;
      }
      try {
        return await adopt(token, await tell(token));
      } catch (error) {
        const isStale = isChatError(error) && error.code === 'identity_token_invalid';
        // The same words would be refused again, until there is another session.
        if (isStale && typeof asked === 'string') doneIn = session.current?.session_id ?? null;
        if (!isStale || typeof asked === 'string' || tries > 1) throw error;
      }
    }
  };

  /** `isOwn`: the session was made or found by this tab; another tab's may have been spoken for already. */
  const run = (isOwn: boolean): Promise<void> =>
    queue(() => persist(options, () => runLocked('identity', () => attempt(isOwn), signal)));

  return {
    run,

    /** @throws {ChatError} */
    with(next: string | IdentityTokenSource): Promise<void> {
      source = next;
      doneIn = null;
      return run(true);
    },

    /** Nobody is signed in any more. */
    reset(): void {
      source = null;
      doneIn = null;
    },
  };
}

function describe(id: string, token: string, known: ChatVisitor | null): ChatVisitor {
  const claims = readClaims(token);
  const { name = null, email = null, phone = null, avatarUrl = null, traits = null } = claims?.described ?? {};
  return {
    id,
    externalId: claims?.sub ?? known?.externalId ?? null,
    name: name ?? known?.name ?? null,
    email: email ?? known?.email ?? null,
    phone: phone ?? known?.phone ?? null,
    avatarUrl: avatarUrl ?? known?.avatarUrl ?? null,
    traits: { ...known?.traits, ...traits },
  };
}
