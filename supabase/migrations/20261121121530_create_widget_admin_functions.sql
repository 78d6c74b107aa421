-- Purpose: admins make, configure and remove widgets, and change their keys.
-- Objects: support.make_widget_key, admin_widget_json, find_widget, lock_widget, check_widget, read_widget_settings,
--          domains_of; public.support_list_widgets,
--          support_get_widget_settings, support_create_widget, support_update_widget, support_delete_widget,
--          support_rotate_widget_key.
-- Undo:    drop the functions.

create function support.make_widget_key() returns text
language plpgsql
set search_path = ''
as $$
declare
  v_alphabet constant text := '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  v_bytes bytea;
  v_key text;
begin
  loop
    v_bytes := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
    -- 248 is four times 62: leaving out the bytes from there on keeps every character equally likely.
    select 'wk_' || string_agg(substr(v_alphabet, drawn.byte % 62 + 1, 1), '') into v_key
    from (
      select get_byte(v_bytes, position) as byte from generate_series(0, 31) as position
      where get_byte(v_bytes, position) < 248 limit 20
    ) as drawn;
    if char_length(v_key) = 23
        and not exists (select from support.widgets as widget where widget.key = v_key)
        and not exists (select from support.retired_widget_keys as retired where retired.key = v_key) then
      return v_key;
    end if;
  end loop;
end
$$;
comment on function support.make_widget_key() is 'A new public key: wk_ and 20 random letters and digits that no widget has or had.';

create function support.admin_widget_json(p_widget support.widgets) returns jsonb
language sql stable
set search_path = ''
as $$
  select to_jsonb(p_widget) || jsonb_build_object('retired_keys', coalesce((
    select jsonb_agg(jsonb_build_object('key', retired.key, 'retired_at', retired.retired_at, 'works_until', retired.works_until)
      order by retired.retired_at desc, retired.key)
    from support.retired_widget_keys as retired where retired.widget_id = p_widget.id and retired.works_until > now()
  ), '[]'))
$$;
comment on function support.admin_widget_json(support.widgets) is
  'A widget as its admins see it: the settings as they were saved, and former keys that still work.';

create function support.find_widget(p_actor jsonb, p_widget_id uuid) returns support.widgets
language plpgsql
set search_path = ''
as $$
declare
  v_actor support.agents := support.identify_actor(p_actor);
  v_widget support.widgets;
begin
  select widget.* into v_widget from support.widgets as widget
  where widget.id = p_widget_id and widget.deleted_at is null
    and (v_actor.id is null or widget.organization_id = v_actor.organization_id);
  if not found then
    raise exception 'no such widget' using errcode = 'SC001';
  end if;
  perform support.require_role(v_actor, 'admin');
  return v_widget;
end
$$;
comment on function support.find_widget(jsonb, uuid) is
  'A widget that the actor may administer; begins the change as begin_change does. Raises SC001, SC050, SC051, SC090.';

create function support.lock_widget(p_actor jsonb, p_widget_id uuid) returns support.widgets
language plpgsql
set search_path = ''
as $$
declare
  v_widget support.widgets := support.find_widget(p_actor, p_widget_id);
begin
  select widget.* into v_widget from support.widgets as widget
  where widget.id = v_widget.id and widget.deleted_at is null for no key update;
  if not found then
    raise exception 'no such widget' using errcode = 'SC001';
  end if;
  return v_widget;
end
$$;
comment on function support.lock_widget(jsonb, uuid) is 'As find_widget, and nobody else changes it until the transaction ends.';

-- What the table of rules cannot say, because it concerns more than one value.
create function support.check_widget(p_organization_id uuid, p_widget jsonb) returns void
language plpgsql stable
set search_path = ''
as $$
declare
  v_problem record;
begin
  with hours (path, span) as (
    select format('working_hours.days.%s[%s]', day.key, shift.position - 1), shift.span
    from jsonb_each(p_widget #> '{working_hours,days}') as day,
      jsonb_array_elements(day.value) with ordinality as shift (span, position)
    union all
    select format('working_hours.holidays[%s].hours[%s]', holiday.position - 1, shift.position - 1), shift.span
    from jsonb_array_elements(p_widget #> '{working_hours,holidays}') with ordinality as holiday (value, position),
      jsonb_array_elements(holiday.value -> 'hours') with ordinality as shift (span, position)
  ),
  named (path, name) as (
    select format('prechat.fields[%s].name', field.position - 1), 'field ' || (field.value ->> 'name')
    from jsonb_array_elements(p_widget #> '{prechat,fields}') with ordinality as field (value, position)
    union all
    select format('triggers[%s].id', item.position - 1), 'trigger ' || (item.value ->> 'id')
    from jsonb_array_elements(p_widget -> 'triggers') with ordinality as item (value, position)
    union all
    select format('working_hours.holidays[%s].date', holiday.position - 1), 'holiday ' || (holiday.value ->> 'date')
    from jsonb_array_elements(p_widget #> '{working_hours,holidays}') with ordinality as holiday (value, position)
  ),
  asked (path, department_id) as (
    select 'routing_rules.department_id', p_widget #>> '{routing_rules,department_id}'
    union all
    select 'routing_rules.skills.' || department_id, department_id
    from jsonb_object_keys(p_widget #> '{routing_rules,skills}') as department_id
  ),
  found (path, problem) as (
    select path, 'begins and ends at the same time' from hours where span ->> 0 = span ->> 1
    union all
    select path, 'begins at the end of the day' from hours where span ->> 0 = '24:00'
    union all
    select max(path), 'is there twice' from named group by name having count(*) > 1
    union all
    select path, 'is no department of this organization' from asked
    where department_id is not null and not exists (
      select from support.departments as department
      where department.id::text = lower(asked.department_id) and department.organization_id = p_organization_id)
    union all
    select format('prechat.fields[%s].options', field.position - 1), 'is missing, and there is nothing to select'
    from jsonb_array_elements(p_widget #> '{prechat,fields}') with ordinality as field (value, position)
    where field.value ->> 'kind' = 'select' and not field.value ? 'options'
    union all
    select 'localization.default_locale', 'is not among the locales'
    where p_widget #> '{localization,locales}' <> '[]'
      and not p_widget #> '{localization,locales}' ? (p_widget #>> '{localization,default_locale}')
    union all
    select setting.key, 'is larger than ' || size.limit_bytes || ' bytes'
    from jsonb_each_text(p_widget) as setting
    join (values
      ('branding', 16384), ('behavior', 16384), ('localization', 65536), ('features', 16384), ('working_hours', 16384),
      ('routing_rules', 16384), ('prechat', 32768), ('triggers', 32768)
    ) as size (key, limit_bytes) on size.key = setting.key
    where octet_length(setting.value) > size.limit_bytes
  )
  select found.path, found.problem into v_problem from found order by found.path limit 1;
  if found then
    perform support.refuse(v_problem.path, v_problem.path || ' ' || v_problem.problem);
  end if;
end
$$;
comment on function support.check_widget(uuid, jsonb) is
  'Looks at settings that hold each for itself as one: shifts, names that must differ, departments, sizes. Raises SC090 with '
  'the path.';

create function support.read_widget_settings(p_organization_id uuid, p_widget jsonb, p_parameter text) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  v_widget jsonb := p_widget;
begin
  -- An empty value inside a setting means that it is not set. The settings themselves may not be empty.
  if jsonb_typeof(p_widget) = 'object' then
    select coalesce(jsonb_object_agg(setting.key, jsonb_strip_nulls(setting.value)), '{}') into v_widget
    from jsonb_each(p_widget) as setting;
  end if;
  perform support.check_settings('widget', v_widget, p_parameter);
  perform support.check_widget(p_organization_id, v_widget);
  return v_widget;
end
$$;
comment on function support.read_widget_settings(uuid, jsonb, text) is 'The settings of a widget as they may be saved. Raises SC090 with the path.';

create function support.domains_of(p_domains jsonb) returns text[]
language sql immutable
set search_path = ''
as $$
  select case when p_domains is not null then array(
    select lower(listed.domain) from jsonb_array_elements_text(p_domains) with ordinality as listed (domain, position)
    group by lower(listed.domain) order by min(listed.position))
  end
$$;
comment on function support.domains_of(jsonb) is 'A list of hosts in small letters, each once, in the order given; null for null.';

create function public.support_list_widgets(p_actor jsonb, p_organization_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform support.begin_change(p_actor, p_organization_id);
  return jsonb_build_object('widgets', coalesce((
    select jsonb_agg(support.admin_widget_json(widget) order by widget.created_at, widget.id)
    from support.widgets as widget where widget.organization_id = p_organization_id and widget.deleted_at is null
  ), '[]'));
end
$$;
comment on function public.support_list_widgets(jsonb, uuid) is
  'The widgets of an organization, oldest first. For admins. Raises SC003, SC050, SC051, SC090.';

create function public.support_get_widget_settings(p_actor jsonb, p_widget_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  return jsonb_build_object('widget', support.admin_widget_json(support.find_widget(p_actor, p_widget_id)));
end
$$;
comment on function public.support_get_widget_settings(jsonb, uuid) is
  'One widget as it was configured, without what widget-config adds. For admins. Raises SC001, SC050, SC051, SC090.';

create function public.support_create_widget(p_actor jsonb, p_organization_id uuid, p_widget jsonb) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_settings jsonb;
  v_widget support.widgets;
begin
  perform support.begin_change(p_actor, p_organization_id);
  v_settings := support.read_widget_settings(p_organization_id, p_widget, 'p_widget');
  if not v_settings ? 'name' then
    perform support.refuse('name', 'a widget needs a name');
  end if;
  perform support.assert_room(p_organization_id, 'widgets');
  insert into support.widgets (
    organization_id, key, name, is_enabled, allowed_domains, blocked_domains, branding, behavior, localization, features,
    working_hours, routing_rules, prechat, triggers
  )
  values (
    p_organization_id, support.make_widget_key(), btrim(v_settings ->> 'name'),
    coalesce((v_settings ->> 'is_enabled')::boolean, true),
    coalesce(support.domains_of(v_settings -> 'allowed_domains'), '{}'),
    coalesce(support.domains_of(v_settings -> 'blocked_domains'), '{}'),
    coalesce(v_settings -> 'branding', '{}'), coalesce(v_settings -> 'behavior', '{}'),
    coalesce(v_settings -> 'localization', '{}'), coalesce(v_settings -> 'features', '{}'),
    coalesce(v_settings -> 'working_hours', '{}'), coalesce(v_settings -> 'routing_rules', '{}'),
    coalesce(v_settings -> 'prechat', '{}'), coalesce(v_settings -> 'triggers', '[]')
  )
  returning * into v_widget;
  return jsonb_build_object('widget', support.admin_widget_json(v_widget));
end
$$;
comment on function public.support_create_widget(jsonb, uuid, jsonb) is
  'A new widget with a key of its own. Settings left out take their defaults. For admins. Raises SC003, SC005, SC050, SC051, '
  'SC090.';

create function public.support_update_widget(p_actor jsonb, p_widget_id uuid, p_change jsonb, p_version integer) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_widget support.widgets := support.lock_widget(p_actor, p_widget_id);
  v_settings jsonb := support.read_widget_settings(v_widget.organization_id, p_change, 'p_change');
begin
  perform support.assert_version(p_version, v_widget.version);
  -- What stays as it is takes no version, so that no cache is emptied for nothing.
  update support.widgets as widget set
    name = wanted.name, is_enabled = wanted.is_enabled, allowed_domains = wanted.allowed_domains,
    blocked_domains = wanted.blocked_domains, branding = wanted.branding, behavior = wanted.behavior,
    localization = wanted.localization, features = wanted.features, working_hours = wanted.working_hours,
    routing_rules = wanted.routing_rules, prechat = wanted.prechat, triggers = wanted.triggers
  from (
    select
      coalesce(btrim(v_settings ->> 'name'), v_widget.name) as name,
      coalesce((v_settings ->> 'is_enabled')::boolean, v_widget.is_enabled) as is_enabled,
      coalesce(support.domains_of(v_settings -> 'allowed_domains'), v_widget.allowed_domains) as allowed_domains,
      coalesce(support.domains_of(v_settings -> 'blocked_domains'), v_widget.blocked_domains) as blocked_domains,
      coalesce(v_settings -> 'branding', v_widget.branding) as branding,
      coalesce(v_settings -> 'behavior', v_widget.behavior) as behavior,
      coalesce(v_settings -> 'localization', v_widget.localization) as localization,
      coalesce(v_settings -> 'features', v_widget.features) as features,
      coalesce(v_settings -> 'working_hours', v_widget.working_hours) as working_hours,
      coalesce(v_settings -> 'routing_rules', v_widget.routing_rules) as routing_rules,
      coalesce(v_settings -> 'prechat', v_widget.prechat) as prechat,
      coalesce(v_settings -> 'triggers', v_widget.triggers) as triggers
  ) as wanted
  where widget.id = v_widget.id
    and (widget.name, widget.is_enabled, widget.allowed_domains, widget.blocked_domains, widget.branding, widget.behavior,
      widget.localization, widget.features, widget.working_hours, widget.routing_rules, widget.prechat, widget.triggers)
    is distinct from (wanted.name, wanted.is_enabled, wanted.allowed_domains, wanted.blocked_domains, wanted.branding,
      wanted.behavior, wanted.localization, wanted.features, wanted.working_hours, wanted.routing_rules, wanted.prechat,
      wanted.triggers);
  select widget.* into v_widget from support.widgets as widget where widget.id = p_widget_id;
  return jsonb_build_object('widget', support.admin_widget_json(v_widget));
end
$$;
comment on function public.support_update_widget(jsonb, uuid, jsonb, integer) is
  'Replaces the settings that are named, each as a whole; a change that changes nothing keeps the version. For admins. Raises '
  'SC001, SC004 with the current version, SC050, SC051, SC090 with the path.';

create function public.support_delete_widget(p_actor jsonb, p_widget_id uuid) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_widget support.widgets := support.lock_widget(p_actor, p_widget_id);
begin
  update support.widgets set deleted_at = now() where id = v_widget.id returning * into v_widget;
  return jsonb_build_object('outcome', 'deleted', 'deleted_at', v_widget.deleted_at);
end
$$;
comment on function public.support_delete_widget(jsonb, uuid) is
  'Takes a widget away: visitors are refused at once, its conversations are erased with it 30 days later. For admins. Raises '
  'SC001, also the second time; SC050, SC051, SC090.';

create function public.support_rotate_widget_key(p_actor jsonb, p_widget_id uuid, p_grace_hours integer default 168)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_widget support.widgets := support.lock_widget(p_actor, p_widget_id);
  v_retired support.retired_widget_keys;
begin
  if p_grace_hours is null or p_grace_hours not between 0 and 8760 then
    perform support.refuse('p_grace_hours', 'an old key may go on working for 0 to 8760 hours');
  end if;
  insert into support.retired_widget_keys (key, widget_id, works_until)
  values (v_widget.key, v_widget.id, now() + make_interval(hours => p_grace_hours))
  returning * into v_retired;
  update support.widgets set key = support.make_widget_key() where id = v_widget.id returning * into v_widget;
  return jsonb_build_object(
    'widget', support.admin_widget_json(v_widget), 'retired_key', v_retired.key, 'works_until', v_retired.works_until);
end
$$;
comment on function public.support_rotate_widget_key(jsonb, uuid, integer) is
  'Gives a widget a new key. Pages with the old one go on working for the grace period, in hours; 0 stops them at once. For '
  'admins. Raises SC001, SC050, SC051, SC090.';

revoke all on function support.make_widget_key() from public;
revoke all on function support.admin_widget_json(support.widgets) from public;
revoke all on function support.find_widget(jsonb, uuid) from public;
revoke all on function support.lock_widget(jsonb, uuid) from public;
revoke all on function support.check_widget(uuid, jsonb) from public;
revoke all on function support.read_widget_settings(uuid, jsonb, text) from public;
revoke all on function support.domains_of(jsonb) from public;
revoke all on function public.support_list_widgets(jsonb, uuid) from public, anon, authenticated;
revoke all on function public.support_get_widget_settings(jsonb, uuid) from public, anon, authenticated;
revoke all on function public.support_create_widget(jsonb, uuid, jsonb) from public, anon, authenticated;
revoke all on function public.support_update_widget(jsonb, uuid, jsonb, integer) from public, anon, authenticated;
revoke all on function public.support_delete_widget(jsonb, uuid) from public, anon, authenticated;
revoke all on function public.support_rotate_widget_key(jsonb, uuid, integer) from public, anon, authenticated;
grant execute on function public.support_list_widgets(jsonb, uuid) to service_role;
grant execute on function public.support_get_widget_settings(jsonb, uuid) to service_role;
grant execute on function public.support_create_widget(jsonb, uuid, jsonb) to service_role;
grant execute on function public.support_update_widget(jsonb, uuid, jsonb, integer) to service_role;
grant execute on function public.support_delete_widget(jsonb, uuid) to service_role;
grant execute on function public.support_rotate_widget_key(jsonb, uuid, integer) to service_role;
