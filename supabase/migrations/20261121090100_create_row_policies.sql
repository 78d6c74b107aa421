-- Purpose: what a visitor and an agent may see, should a host ever expose the schema; and who may join which channel.
-- Objects: support.current_visitor_id(), support.current_organization_ids(), policies on support.* and realtime.messages.
-- Undo:    drop the policies named below, then both functions.

create function support.current_visitor_id() returns uuid
language sql stable
set search_path = ''
as $$
  select nullif(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'visitor_id', '')::uuid
$$;
comment on function support.current_visitor_id() is 'The visitor of the request''s access token, null without one.';

-- Definer: the policies of every table ask it, also the one on support.agents, which would otherwise ask itself.
create function support.current_organization_ids() returns setof uuid
language sql stable security definer
set search_path = ''
as $$
  select agent.organization_id from support.agents as agent where agent.user_id = (select auth.uid()) and agent.is_active
$$;
comment on function support.current_organization_ids() is 'The organizations the signed-in user is an active agent of.';

revoke all on function support.current_visitor_id() from public;
revoke all on function support.current_organization_ids() from public;
grant execute on function support.current_visitor_id() to support_visitor;
grant execute on function support.current_organization_ids() to authenticated;

create policy "visitors read themselves" on support.visitors for select to support_visitor
  using (id = (select support.current_visitor_id()));
create policy "visitors read their conversations" on support.conversations for select to support_visitor
  using (visitor_id = (select support.current_visitor_id()));
create policy "visitors read their messages but no notes" on support.messages for select to support_visitor
  using (visitor_id = (select support.current_visitor_id()) and not is_internal);

create policy "agents read their organization" on support.organizations for select to authenticated
  using (id in (select support.current_organization_ids()));
create policy "agents read their departments" on support.departments for select to authenticated
  using (organization_id in (select support.current_organization_ids()));
create policy "agents read their widgets" on support.widgets for select to authenticated
  using (organization_id in (select support.current_organization_ids()));
create policy "agents read their colleagues" on support.agents for select to authenticated
  using (organization_id in (select support.current_organization_ids()));
create policy "agents read their visitors" on support.visitors for select to authenticated
  using (organization_id in (select support.current_organization_ids()));
create policy "agents read their conversations" on support.conversations for select to authenticated
  using (organization_id in (select support.current_organization_ids()));
create policy "agents read their messages" on support.messages for select to authenticated
  using (organization_id in (select support.current_organization_ids()));
create policy "agents read their telegram chats" on support.telegram_chats for select to authenticated
  using (organization_id in (select support.current_organization_ids()));

-- Realtime probes with rows that carry only topic and extension, so a policy can use nothing else (and stays join-free).
create policy "visitors receive their own channel" on realtime.messages for select to support_visitor
  using (
    extension = 'broadcast'
    and (select realtime.topic()) = 'support:visitor:' || (select support.current_visitor_id())::text
  );
