-- Purpose: a visitor's profile, as they, their site and the team write it, and whether the team blocks them.
-- Objects: support.visitor_json, check_profile, profile_value, join_traits, apply_profile, lock_visitor;
--          public.support_update_visitor, support_update_visitor_by_agent, support_ban_visitor, support_unban_visitor.
-- Undo:    drop the functions.

create function support.visitor_json(p_visitor support.visitors) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_visitor.id,
    'external_id', p_visitor.external_id,
    'name', p_visitor.name,
    'email', p_visitor.email,
    'phone', p_visitor.phone,
    'avatar_url', p_visitor.avatar_url,
    'locale', p_visitor.locale,
    'traits', p_visitor.traits,
    'context', p_visitor.context,
    'consent', p_visitor.consent,
    'identified_at', p_visitor.identified_at,
    'banned_at', p_visitor.banned_at,
    'banned_until', p_visitor.banned_until,
    'banned_by', p_visitor.banned_by,
    'ban_reason', p_visitor.ban_reason,
    'created_at', p_visitor.created_at,
    'last_seen_at', p_visitor.last_seen_at
  )
$$;
comment on function support.visitor_json(support.visitors) is
  'A visitor as the team''s side receives them. What a visitor may know of themselves is less.';

create function support.check_profile(p_profile jsonb, p_parameter text, p_fields text[]) returns jsonb
language plpgsql immutable
set search_path = ''
as $$
declare
  v_field text;
  v_value jsonb;
  v_path text;
  v_text text;
  v_checked jsonb := '{}';
begin
  if p_profile is null then
    return v_checked;
  end if;
  if jsonb_typeof(p_profile) <> 'object' then
    perform support.refuse(p_parameter, 'a profile is an object');
  end if;
  for v_field, v_value in select field.key, field.value from jsonb_each(p_profile) as field loop
    v_path := p_parameter || '.' || left(v_field, 100);
    if v_field <> all (p_fields) then
      perform support.refuse(v_path, 'a profile has no such field here');
    end if;
    if jsonb_typeof(v_value) = 'null' then
      v_checked := v_checked || jsonb_build_object(v_field, null);
      continue;
    end if;
    if v_field = 'traits' then
      if jsonb_typeof(v_value) <> 'object' or octet_length(v_value::text) > 16384 then
        perform support.refuse(v_path, 'traits are an object of at most 16384 bytes');
      end if;
      v_checked := v_checked || jsonb_build_object(v_field, v_value);
      continue;
    end if;
    if jsonb_typeof(v_value) <> 'string' then
      perform support.refuse(v_path, 'this is a text');
    end if;
    -- One line: a name with line breaks could pretend to be something else in a list or in Telegram.
    v_text := nullif(btrim(regexp_replace(v_value #>> '{}', '[[:space:][:cntrl:]]+', ' ', 'g')), '');
    if char_length(v_text) > (
      case v_field when 'name' then 100 when 'email' then 320 when 'phone' then 40 when 'avatar_url' then 2048 else 35 end
    ) then
      perform support.refuse(v_path, 'this is too long');
    end if;
    if v_field = 'email' and v_text !~ '^[^@ ]+@[^@ ]+$' then
      perform support.refuse(v_path, 'this is no e-mail address');
    elsif v_field = 'avatar_url' and v_text !~ '^https?://[^ "<>]+$' then
      perform support.refuse(v_path, 'a picture is named by its http(s) address');
    elsif v_field = 'locale' and v_text !~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' then
      perform support.refuse(v_path, 'a language is named as in BCP 47, for example pt-BR');
    end if;
    v_checked := v_checked || jsonb_build_object(v_field, v_text);
  end loop;
  return v_checked;
end
$$;
comment on function support.check_profile(jsonb, text, text[]) is
  'A profile that fits its columns: trimmed, empty texts as null. Raises SC090 with the path of the first field that does not fit.';

create function support.profile_value(p_known text, p_profile jsonb, p_field text, p_mode text) returns text
language sql immutable
set search_path = ''
as $$
  select case p_mode
    when 'vouch' then coalesce(p_profile ->> p_field, p_known)
    when 'fill' then coalesce(p_known, p_profile ->> p_field)
    else case when p_profile -> p_field is null then p_known else p_profile ->> p_field end
  end
$$;
comment on function support.profile_value(text, jsonb, text, text) is
  'vouch: what is given wins; fill: what is known wins; replace: what is given wins, and null forgets.';

create function support.join_traits(p_known jsonb, p_given jsonb) returns jsonb
language sql immutable
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(trait.key, trait.value), '{}')
  from jsonb_each(p_known || coalesce(nullif(p_given, 'null'), '{}')) as trait
  where trait.value <> 'null'
$$;
comment on function support.join_traits(jsonb, jsonb) is 'Both together; of a trait in both the second counts, and null forgets it.';

create function support.apply_profile(p_visitor_id uuid, p_profile jsonb, p_parameter text, p_mode text) returns support.visitors
language plpgsql
set search_path = ''
as $$
declare
  v_visitor support.visitors;
  v_traits jsonb;
begin
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = p_visitor_id for no key update;
  v_traits := case when p_mode = 'fill'
    then support.join_traits(coalesce(nullif(p_profile -> 'traits', 'null'), '{}'), v_visitor.traits)
    else support.join_traits(v_visitor.traits, p_profile -> 'traits') end;
  if octet_length(v_traits::text) > 16384 then
    perform support.refuse(p_parameter || '.traits', 'with those known already, these are more than 16384 bytes');
  end if;
  update support.visitors as visitor set
    name = support.profile_value(visitor.name, p_profile, 'name', p_mode),
    email = support.profile_value(visitor.email, p_profile, 'email', p_mode),
    phone = support.profile_value(visitor.phone, p_profile, 'phone', p_mode),
    avatar_url = support.profile_value(visitor.avatar_url, p_profile, 'avatar_url', p_mode),
    locale = support.profile_value(visitor.locale, p_profile, 'locale', p_mode),
    traits = v_traits
  where visitor.id = p_visitor_id
  returning visitor.* into v_visitor;
  return v_visitor;
end
$$;
comment on function support.apply_profile(uuid, jsonb, text, text) is
  'Writes a checked profile into a visitor, whose row it locks; for the mode see profile_value. Raises SC090.';

create function support.lock_visitor(p_visitor_id uuid, p_organization_id uuid) returns support.visitors
language plpgsql
set search_path = ''
as $$
declare
  v_visitor support.visitors;
begin
  -- The second time for a visitor who was merged into another while the lock waited.
  for v_attempt in 1..2 loop
    select visitor.* into v_visitor from support.visitors as visitor
    where visitor.id = support.current_id_of_visitor(p_visitor_id) and visitor.organization_id = p_organization_id
    for no key update;
    if found then
      return v_visitor;
    end if;
  end loop;
  raise exception 'no such visitor' using errcode = 'SC013';
end
$$;
comment on function support.lock_visitor(uuid, uuid) is
  'A visitor of the organization, or whom they were merged into, locked for a change. Raises SC013.';

create function public.support_update_visitor(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_profile jsonb)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_profile jsonb;
  v_visitor support.visitors;
begin
  perform support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  v_profile := support.check_profile(p_profile, 'p_profile', array['name', 'email', 'phone', 'locale', 'traits']);
  perform support.count_hit('profile:session:' || p_session_id::text, 20, interval '1 minute');
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = p_visitor_id for no key update;
  v_visitor := support.apply_profile(
    p_visitor_id, v_profile, 'p_profile', case when v_visitor.external_id is null then 'replace' else 'fill' end);
  return jsonb_build_object('visitor', support.visitor_json(v_visitor)
    - array['context', 'banned_at', 'banned_until', 'banned_by', 'ban_reason', 'created_at', 'last_seen_at']);
end
$$;
comment on function public.support_update_visitor(uuid, uuid, uuid, jsonb) is
  'What a visitor, or a page without a token, says of them: name, email, phone, locale, traits. An anonymous visitor''s '
  'fields are replaced, and forgotten by null; of somebody the site vouched for only empty ones are filled. Raises SC001, '
  'SC002, SC010, SC011, SC012, SC014, SC015, SC040, SC090.';

create function public.support_update_visitor_by_agent(p_agent_id uuid, p_visitor_id uuid, p_profile jsonb) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_profile jsonb := support.check_profile(p_profile, 'p_profile', array['name', 'email', 'phone', 'locale', 'traits']);
  v_visitor support.visitors := support.lock_visitor(p_visitor_id, v_agent.organization_id);
begin
  v_visitor := support.apply_profile(v_visitor.id, v_profile, 'p_profile', 'replace');
  return jsonb_build_object('visitor', support.visitor_json(v_visitor));
end
$$;
comment on function public.support_update_visitor_by_agent(uuid, uuid, jsonb) is
  'An agent corrects name, email, phone, locale or traits; null forgets. What the site says at the next sign-in replaces '
  'it again. Raises SC013, SC050, SC090.';

create function public.support_ban_visitor(
  p_visitor_id uuid, p_agent_id uuid, p_reason text default null, p_until timestamptz default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_visitor support.visitors := support.lock_visitor(p_visitor_id, v_agent.organization_id);
  v_reason text := nullif(btrim(p_reason), '');
  v_was_banned boolean := support.is_banned(v_visitor);
begin
  if char_length(v_reason) > 500 then
    perform support.refuse('p_reason', 'a reason has at most 500 characters');
  end if;
  if p_until <= now() then
    perform support.refuse('p_until', 'a ban ends in the future, or not by itself');
  end if;
  update support.visitors as visitor set
    banned_at = case when v_was_banned then visitor.banned_at else now() end,
    banned_until = p_until, ban_reason = v_reason, banned_by = p_agent_id
  where visitor.id = v_visitor.id
    and (not v_was_banned or (visitor.banned_until, visitor.ban_reason) is distinct from (p_until, v_reason));
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = v_visitor.id;
  return jsonb_build_object(
    'outcome', case when v_was_banned then 'already' else 'banned' end, 'visitor', support.visitor_json(v_visitor));
end
$$;
comment on function public.support_ban_visitor(uuid, uuid, text, timestamptz) is
  'Blocks a visitor, for good or until a time: from now on all their calls get SC014. Conversations and sessions stay as '
  'they are, so that a refresh is refused too instead of starting over. Repeating it changes reason and end; outcome '
  'banned or already. Raises SC013, SC050, SC090.';

create function public.support_unban_visitor(p_visitor_id uuid, p_agent_id uuid) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_visitor support.visitors := support.lock_visitor(p_visitor_id, v_agent.organization_id);
  v_was_banned boolean := support.is_banned(v_visitor);
begin
  update support.visitors as visitor set banned_at = null, banned_until = null, ban_reason = null, banned_by = null
  where visitor.id = v_visitor.id and visitor.banned_at is not null;
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = v_visitor.id;
  return jsonb_build_object(
    'outcome', case when v_was_banned then 'unbanned' else 'already' end, 'visitor', support.visitor_json(v_visitor));
end
$$;
comment on function public.support_unban_visitor(uuid, uuid) is
  'Lets a blocked visitor back in; outcome unbanned, or already when they were not blocked. Raises SC013, SC050.';

revoke all on function support.visitor_json(support.visitors) from public;
revoke all on function support.check_profile(jsonb, text, text[]) from public;
revoke all on function support.profile_value(text, jsonb, text, text) from public;
revoke all on function support.join_traits(jsonb, jsonb) from public;
revoke all on function support.apply_profile(uuid, jsonb, text, text) from public;
revoke all on function support.lock_visitor(uuid, uuid) from public;
revoke all on function public.support_update_visitor(uuid, uuid, uuid, jsonb) from public, anon, authenticated;
revoke all on function public.support_update_visitor_by_agent(uuid, uuid, jsonb) from public, anon, authenticated;
revoke all on function public.support_ban_visitor(uuid, uuid, text, timestamptz) from public, anon, authenticated;
revoke all on function public.support_unban_visitor(uuid, uuid) from public, anon, authenticated;
grant execute on function public.support_update_visitor(uuid, uuid, uuid, jsonb) to service_role;
grant execute on function public.support_update_visitor_by_agent(uuid, uuid, jsonb) to service_role;
grant execute on function public.support_ban_visitor(uuid, uuid, text, timestamptz) to service_role;
grant execute on function public.support_unban_visitor(uuid, uuid) to service_role;
