import { SignJWT } from 'jose';
import { createRefreshToken } from '../../src/auth/refresh-token.ts';
import { createResumeTokens } from '../../src/auth/resume-token.ts';
import type { VisitorScope } from '../../src/db/visitor-db.ts';
import { signIn, type FakeDeps } from '../fake-deps.ts';

/** A visitor with something of everything: a conversation, words, a file, a trail, and every kind of token. */
export interface Actor {
  readonly scope: VisitorScope;
  /** What `<<name>>` stands for. */
  readonly known: Readonly<Record<string, string>>;
  /** Occurs in everything the visitor ever said. */
  readonly secret: string;
  /** Whatever nobody else may ever be told: words, ids, tokens and the place of the file. */
  readonly traces: readonly string[];
}

export interface ActorSite {
  readonly widgetKey: string;
  readonly departmentId: string;
  /** Somebody who answers there, and their account. */
  readonly agent: { readonly id: string; readonly userId: string };
  /** Of the widget's organization. */
  readonly identitySecret: { readonly kid: string; readonly secret: string };
}

/** What others know as well. */
const NOT_OF_THE_VISITOR = new Set(['widget_key', 'department_id', 'agent_id', 'agent_token']);

export async function createActor(deps: FakeDeps, site: ActorSite): Promise<Actor> {
  const { db } = deps;
  const secret = `secret-${crypto.randomUUID()}`;
  const refresh = await createRefreshToken(deps.randomBytes);
  const { id: widgetId } = await db.getWidget(site.widgetKey);
  const session = await db.createSession({ widgetId, refreshTokenHash: refresh.hash, context: {}, ipHash: null });
  const scope = { sessionId: session.session_id, visitorId: session.visitor_id, widgetId };

  const file = await db.createAttachment({ ...scope, name: `${secret}.png`, mediaType: 'image/png', byteSize: 100 });
  await db.settleAttachment({
    attachmentId: file.attachment_id,
    outcome: 'stored',
    mediaType: 'image/png',
    byteSize: 100,
  });
  const { message } = await db.postVisitorMessage({
    ...scope,
    messageId: crypto.randomUUID(),
    text: `my words: ${secret}`,
    ipHash: null,
  });
  await db.setConsent({ ...scope, decision: 'granted', textVersion: secret, ipHash: null });
  await db.trackEvents({ ...scope, events: [{ kind: 'custom', name: secret }] });
  await db.updateVisitor({ ...scope, profile: { name: secret, email: `${secret}@shop.example` } });

  const conversationId = message.conversation_id;
  const agentId = site.agent.id;
  const answer = await db.postAgentMessage({
    conversationId,
    agentId,
    messageId: crypto.randomUUID(),
    text: `our words: ${secret}`,
  });
  const agentFile = await db.createAgentAttachment({
    agentId,
    conversationId,
    name: `${secret}.png`,
    mediaType: 'image/png',
    byteSize: 100,
  });
  await db.settleAttachment({
    attachmentId: agentFile.attachment_id,
    outcome: 'stored',
    mediaType: 'image/png',
    byteSize: 100,
  });
  const ownResponse = await findOwnResponse(db, agentId);
  const { visitorId, sessionId } = scope;
  const resumeTokens = createResumeTokens({ secret: deps.config.ipHashSecret, clock: deps.clock });
  const known = {
    widget_key: site.widgetKey,
    department_id: site.departmentId,
    conversation_id: conversationId,
    message_id: message.id,
    attachment_id: file.attachment_id,
    visitor_id: visitorId,
    agent_id: agentId,
    agent_message_id: answer.message.id,
    agent_attachment_id: agentFile.attachment_id,
    own_response_id: ownResponse.id,
    agent_token: await signIn(site.agent.userId, deps.clock),
    token: (await deps.signer.issue({ visitorId, sessionId })).token,
    refresh_token: refresh.token,
    resume_token: await resumeTokens.issue({ conversationId, visitorId }),
    identity_token: await identityToken(deps, site),
  };
  const own = Object.entries(known).filter(([name]) => !NOT_OF_THE_VISITOR.has(name));
  return {
    scope,
    known,
    secret,
    traces: [secret, visitorId, sessionId, file.path, ...own.map(([, value]) => value)],
  };
}

/** One for all actors of an agent, who may have no more than a few hundred. */
async function findOwnResponse(db: FakeDeps['db'], agentId: string): Promise<{ readonly id: string }> {
  const known = await db.listCannedResponses({ agentId });
  // The one that was changed before, so that the next change does not take the name of another.
  const own = ['see-you', 'mine'].flatMap((wanted) => known.filter(({ shortcut }) => shortcut === wanted))[0];
  if (own) return own;
  const response = { shortcut: 'mine', title: 'Mine', body: 'My own words' };
  return (await db.saveOwnResponse({ agentId, response })).canned_response;
}

async function identityToken({ clock }: FakeDeps, { identitySecret }: ActorSite): Promise<string> {
  const now = Math.floor(clock() / 1_000);
  return new SignJWT({ sub: `user-${crypto.randomUUID()}`, name: 'Ana' })
    .setProtectedHeader({ alg: 'HS256', kid: identitySecret.kid })
    .setIssuedAt(now)
    .setExpirationTime(now + 600)
    .sign(new TextEncoder().encode(identitySecret.secret));
}
