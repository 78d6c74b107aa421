-- Purpose: who may see which row, should a host ever expose the schema: visitors their own, agents their organization's,
--          admins its administration, nobody the credentials and queues. Writing goes through functions only, so no
--          policy allows it. And who may join which Realtime channel.
-- Objects: support.current_admin_organization_ids(), current_agent_ids(), current_visitor_topic(); policies.
-- Undo:    drop the policies, then the functions.

-- Definer, as current_organization_ids: a policy on support.agents may not ask support.agents under that same policy.
create function support.current_admin_organization_ids() returns setof uuid
language sql stable security definer
set search_path = ''
as $$
  select agent.organization_id from support.agents as agent
  where agent.user_id = (select auth.uid()) and agent.is_active and agent.role in ('owner', 'admin')
$$;
comment on function support.current_admin_organization_ids() is 'The organizations the signed-in user may administer.';

create function support.current_agent_ids() returns setof uuid
language sql stable security definer
set search_path = ''
as $$
  select agent.id from support.agents as agent where agent.user_id = (select auth.uid()) and agent.is_active
$$;
comment on function support.current_agent_ids() is 'The agents that the signed-in user is, one per organization.';

create function support.current_visitor_topic() returns text
language sql stable security definer
set search_path = ''
as $$
  select 'support:visitor:' || visitor.id::text from support.visitors as visitor
  where visitor.id = support.current_visitor_id()
    and (visitor.banned_at is null or visitor.banned_until <= now())
$$;
comment on function support.current_visitor_topic() is
  'The one channel that the visitor of the access token may join; null for a blocked or erased visitor.';

revoke all on function support.current_admin_organization_ids() from public;
revoke all on function support.current_agent_ids() from public;
revoke all on function support.current_visitor_topic() from public;
grant execute on function support.current_admin_organization_ids() to authenticated;
grant execute on function support.current_agent_ids() to authenticated;
grant execute on function support.current_visitor_topic() to support_visitor;

-- Visitors

create policy "visitors read their attachments" on support.attachments for select to support_visitor
  using (visitor_id = (select support.current_visitor_id()) and state = 'stored');
create policy "visitors read their consents" on support.visitor_consents for select to support_visitor
  using (visitor_id = (select support.current_visitor_id()));
create policy "visitors read their trail" on support.visitor_events for select to support_visitor
  using (visitor_id = (select support.current_visitor_id()));

-- Agents

create policy "agents read their plan" on support.plans for select to authenticated
  using (id in (select organization.plan from support.organizations as organization
    where organization.id in (select support.current_organization_ids())));
create policy "agents read their retired keys" on support.retired_widget_keys for select to authenticated
  using (widget_id in (select widget.id from support.widgets as widget
    where widget.organization_id in (select support.current_organization_ids())));
create policy "agents read who answers for what" on support.agent_departments for select to authenticated
  using (department_id in (select department.id from support.departments as department
    where department.organization_id in (select support.current_organization_ids())));
create policy "agents read who is there" on support.agent_sessions for select to authenticated
  using (agent_id in (select agent.id from support.agents as agent
    where agent.organization_id in (select support.current_organization_ids())));
create policy "agents read shared and their own canned responses" on support.canned_responses for select to authenticated
  using (organization_id in (select support.current_organization_ids())
    and (agent_id is null or agent_id in (select support.current_agent_ids())));
create policy "agents read their visitors' consents" on support.visitor_consents for select to authenticated
  using (visitor_id in (select visitor.id from support.visitors as visitor
    where visitor.organization_id in (select support.current_organization_ids())));
create policy "agents read their visitors' trail" on support.visitor_events for select to authenticated
  using (organization_id in (select support.current_organization_ids()));
create policy "agents read their assignments" on support.conversation_assignments for select to authenticated
  using (organization_id in (select support.current_organization_ids()));
create policy "agents read their own reading marks" on support.conversation_reads for select to authenticated
  using (agent_id in (select support.current_agent_ids()));
create policy "agents read their attachments" on support.attachments for select to authenticated
  using (organization_id in (select support.current_organization_ids()));
create policy "agents read their topics" on support.telegram_topics for select to authenticated
  using (chat_id in (select chat.chat_id from support.telegram_chats as chat
    where chat.organization_id in (select support.current_organization_ids())));
create policy "agents read their telegram messages" on support.telegram_messages for select to authenticated
  using (conversation_id in (select conversation.id from support.conversations as conversation
    where conversation.organization_id in (select support.current_organization_ids())));
create policy "agents read their daily figures" on support.widget_analytics for select to authenticated
  using (organization_id in (select support.current_organization_ids()));

-- Admins

create policy "admins read their invitations" on support.agent_invitations for select to authenticated
  using (organization_id in (select support.current_admin_organization_ids()));
create policy "admins read their audit log" on support.audit_logs for select to authenticated
  using (organization_id in (select support.current_admin_organization_ids()));
create policy "admins read their lanes" on support.outbox_lanes for select to authenticated
  using (organization_id in (select support.current_admin_organization_ids()));
create policy "admins read everybody's figures, agents their own" on support.agent_analytics for select to authenticated
  using (organization_id in (select support.current_admin_organization_ids())
    or agent_id in (select support.current_agent_ids()));

-- Nobody: credentials, secrets, queues. Said openly, because a table without a policy looks forgotten.

create policy "nobody reads sessions" on support.sessions for select to anon, authenticated using (false);
create policy "nobody reads refresh tokens" on support.session_refresh_tokens for select to anon, authenticated using (false);
create policy "nobody reads identity secrets" on support.organization_identity_secrets for select to anon, authenticated
  using (false);
create policy "nobody reads the telegram inbox" on support.telegram_updates for select to anon, authenticated using (false);
create policy "nobody reads the outbox" on support.outbox for select to anon, authenticated using (false);
create policy "nobody reads counters" on support.rate_limits for select to anon, authenticated using (false);
create policy "nobody reads pending deletions" on support.storage_deletions for select to anon, authenticated using (false);

-- Realtime. The probe's row carries only topic and extension, so a policy compares the topic with what a function says.

drop policy "visitors receive their own channel" on realtime.messages;
create policy "visitors receive their own channel" on realtime.messages for select to support_visitor
  using (extension = 'broadcast' and (select realtime.topic()) = (select support.current_visitor_topic()));
create policy "agents receive their organization's channel" on realtime.messages for select to authenticated
  using (extension = 'broadcast' and (select realtime.topic()) in (
    select 'support:org:' || organization_id::text from support.current_organization_ids() as organization_id));
