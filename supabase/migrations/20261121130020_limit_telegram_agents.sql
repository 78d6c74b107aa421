-- Purpose: whoever becomes an agent by acting in the team's Telegram group takes a place of the plan like everybody else.
-- Objects: public.support_upsert_telegram_agent (replaced).
-- Undo:    restore the function of 20261121121310.

create or replace function public.support_upsert_telegram_agent(
  p_organization_id uuid, p_telegram_user_id bigint, p_name text,
  p_username text default null, p_dm_started boolean default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents;
begin
  if p_telegram_user_id is null then
    perform support.refuse('p_telegram_user_id', 'name the account');
  end if;
  if not exists (select from support.organizations as organization where organization.id = p_organization_id) then
    raise exception 'no such organization' using errcode = 'SC003';
  end if;
  if not exists (
    select from support.agents as agent
    where agent.organization_id = p_organization_id and agent.telegram_user_id = p_telegram_user_id
  ) then
    perform support.assert_room(p_organization_id, 'agents');
  end if;
  insert into support.agents as agent (organization_id, telegram_user_id, name, telegram_username, dm_started, last_seen_at)
  values (
    p_organization_id, p_telegram_user_id, coalesce(nullif(left(btrim(p_name), 100), ''), 'Support team'), p_username,
    coalesce(p_dm_started, false), now()
  )
  on conflict (organization_id, telegram_user_id) do update set
    telegram_username = coalesce(excluded.telegram_username, agent.telegram_username),
    dm_started = coalesce(p_dm_started, agent.dm_started),
    last_seen_at = now()
  returning agent.* into v_agent;
  return jsonb_build_object(
    'id', v_agent.id, 'name', v_agent.name, 'telegram_user_id', v_agent.telegram_user_id, 'dm_started', v_agent.dm_started);
end
$$;
comment on function public.support_upsert_telegram_agent(uuid, bigint, text, text, boolean) is
  'The agent behind a Telegram account, made on their first action if the plan has room. The name stays as it is once it '
  'exists. Raises SC003, SC005, SC090.';
