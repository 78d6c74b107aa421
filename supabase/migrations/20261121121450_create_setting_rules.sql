-- Purpose: what may be configured: every setting of widgets, organizations, departments, agents and plans with its shape
--          and range, as one table, and the one function that holds a change against it.
-- Objects: support.text_formats, setting_rules, setting_problem, check_settings.
-- Undo:    drop the functions.

create function support.text_formats() returns table (kind text, pattern text, meaning text)
language sql immutable rows 20
set search_path = ''
as $$
  values
    ('colour', '^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$', 'a colour such as #1d4ed8'),
    ('link', '^https://[^\s"<>\\]+$', 'an address that begins with https:// and has at most 2000 characters'),
    ('host', '^((\*\.)?[^][\s/@:*?#\\.]+(\.[^][\s/@:*?#\\.]+)*|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$',
      'a host such as example.com, *.example.com or localhost:3000'),
    ('email', '^[^@\s]{1,64}@[^@\s]{1,255}$', 'an e-mail address'),
    ('locale', '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$', 'a language such as en or pt-BR'),
    ('clock', '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$', 'a time of day from 00:00 to 24:00'),
    ('date', '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', 'a date such as 2026-12-25'),
    ('time_zone', '^(UTC|GMT|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+){1,2})$', 'a time zone such as Europe/Berlin'),
    ('id', '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', 'an id in small letters'),
    ('word', '^\S(.{0,48}\S)?$', 'one to 50 characters, none of them a space at either end'),
    ('field_name', '^[a-z][a-z0-9_]{0,39}$', 'a name of small letters, digits and _ that begins with a letter'),
    ('text_key', '^[A-Za-z][A-Za-z0-9_.:-]{0,99}$', 'the name of a text'),
    ('media_type', '^[a-z0-9.+-]+/([a-z0-9.+-]+|\*)$', 'a media type such as image/png or image/*'),
    ('weekday', '^(mon|tue|wed|thu|fri|sat|sun)$', 'one of mon, tue, wed, thu, fri, sat, sun'),
    ('plan', '^[a-z][a-z0-9_-]{0,39}$', 'the name of a plan: small letters, digits, - and _')
$$;
comment on function support.text_formats() is 'Kinds of text that follow a pattern, and how to say so to whoever wrote something else.';

-- How to read a rule. path: the setting; [] is any item of a list, * any key of a map. kind: object, map, list, boolean,
-- integer, text, choice, or one of text_formats; with ! it must be there, with ? it may be null. low and high: characters
-- of a text, value of an integer, items of a list or map. words: what a choice is between; what the keys of a map are.
create function support.setting_rules() returns table (path text, kind text, low integer, high integer, words text[])
language sql immutable rows 200
set search_path = ''
as $$
  values
    ('organization', 'object', null::integer, null::integer, null::text[]),
    ('organization.name', 'text', 1, 200, null),
    ('organization.plan', 'plan', null, null, null),
    ('organization.time_zone', 'time_zone', null, null, null),
    ('organization.conversation_retention_days', 'integer?', 1, 3650, null),
    ('organization.event_retention_days', 'integer', 1, 3650, null),
    ('organization.audit_retention_days', 'integer', 30, 3650, null),

    ('owner', 'object', null, null, null),
    ('owner.name', 'text!', 1, 100, null),
    ('owner.email', 'email?', null, null, null),
    ('owner.user_id', 'id?', null, null, null),
    ('owner.telegram_user_id', 'integer?', 1, null, null),

    ('plan', 'object', null, null, null),
    ('plan.id', 'plan!', null, null, null),
    ('plan.max_widgets', 'integer?', 1, 100000, null),
    ('plan.max_agents', 'integer?', 1, 100000, null),
    ('plan.messages_per_minute', 'integer?', 1, 1000000, null),

    ('department', 'object', null, null, null),
    ('department.name', 'text', 1, 100, null),
    ('department.position', 'integer', 0, 10000, null),
    ('department.description', 'text?', 0, 500, null),
    ('department.email', 'email?', null, null, null),
    ('department.required_skills', 'list', 0, 50, null),
    ('department.required_skills[]', 'word', null, null, null),
    ('department.is_active', 'boolean', null, null, null),

    ('agent', 'object', null, null, null),
    ('agent.name', 'text', 1, 100, null),
    ('agent.avatar_url', 'link?', null, null, null),
    ('agent.email', 'email?', null, null, null),
    ('agent.role', 'choice', null, null, '{owner,admin,agent}'),
    ('agent.skills', 'list', 0, 50, null),
    ('agent.skills[]', 'word', null, null, null),
    ('agent.languages', 'list', 0, 50, null),
    ('agent.languages[]', 'locale', null, null, null),
    ('agent.locale', 'locale?', null, null, null),
    ('agent.max_concurrent_chats', 'integer', 0, 1000, null),
    ('agent.department_ids', 'list', 0, 200, null),
    ('agent.department_ids[]', 'id', null, null, null),

    ('telegram_chat', 'object', null, null, null),
    ('telegram_chat.chat_id', 'integer!', null, null, null),
    ('telegram_chat.department_id', 'id?', null, null, null),
    ('telegram_chat.mode', 'choice', null, null, '{topics,claims}'),
    ('telegram_chat.bot_id', 'integer?', 1, null, null),
    ('telegram_chat.title', 'text?', 0, 255, null),
    ('telegram_chat.is_forum', 'boolean?', null, null, null),

    ('widget', 'object', null, null, null),
    ('widget.name', 'text', 1, 100, null),
    ('widget.is_enabled', 'boolean', null, null, null),
    ('widget.allowed_domains', 'list', 0, 200, null),
    ('widget.allowed_domains[]', 'host', null, null, null),
    ('widget.blocked_domains', 'list', 0, 200, null),
    ('widget.blocked_domains[]', 'host', null, null, null),

    ('widget.branding', 'object', null, null, null),
    ('widget.branding.team_name', 'text', 1, 100, null),
    ('widget.branding.accent', 'colour', null, null, null),
    ('widget.branding.logo_url', 'link', null, null, null),
    ('widget.branding.greeting_title', 'text', 0, 100, null),
    ('widget.branding.greeting_text', 'text', 0, 500, null),
    ('widget.branding.font', 'text', 1, 200, null),
    ('widget.branding.radius', 'integer', 0, 48, null),
    ('widget.branding.theme', 'choice', null, null, '{auto,light,dark}'),
    ('widget.branding.launcher', 'object', null, null, null),
    ('widget.branding.launcher.position', 'choice', null, null, '{bottom-end,bottom-start,top-end,top-start}'),
    ('widget.branding.launcher.label', 'text', 0, 60, null),
    ('widget.branding.launcher.icon_url', 'link', null, null, null),
    ('widget.branding.launcher.size', 'integer', 40, 96, null),
    ('widget.branding.launcher.offset_inline', 'integer', 0, 500, null),
    ('widget.branding.launcher.offset_block', 'integer', 0, 500, null),
    ('widget.branding.launcher.is_hidden', 'boolean', null, null, null),

    ('widget.behavior', 'object', null, null, null),
    ('widget.behavior.reopen_hours', 'integer', 0, 8760, null),
    ('widget.behavior.edit_window_minutes', 'integer', 0, 1440, null),
    ('widget.behavior.visitor_idle_minutes', 'integer', 1, 10080, null),
    ('widget.behavior.sound', 'boolean', null, null, null),
    ('widget.behavior.response_promise', 'text', 0, 200, null),
    ('widget.behavior.loading', 'choice', null, null, '{lazy,eager,manual}'),
    ('widget.behavior.is_hidden_when_offline', 'boolean', null, null, null),
    ('widget.behavior.shows_agents', 'boolean', null, null, null),
    ('widget.behavior.shows_queue_position', 'boolean', null, null, null),

    ('widget.localization', 'object', null, null, null),
    ('widget.localization.default_locale', 'locale', null, null, null),
    ('widget.localization.locales', 'list', 0, 100, null),
    ('widget.localization.locales[]', 'locale', null, null, null),
    ('widget.localization.texts', 'map', 0, 100, '{locale}'),
    ('widget.localization.texts.*', 'map', 0, 500, '{text_key}'),
    ('widget.localization.texts.*.*', 'text', 0, 1000, null),

    ('widget.features', 'object', null, null, null),
    ('widget.features.attachments', 'object', null, null, null),
    ('widget.features.attachments.enabled', 'boolean', null, null, null),
    ('widget.features.attachments.max_bytes', 'integer', 1, 52428800, null),
    ('widget.features.attachments.max_files', 'integer', 1, 20, null),
    ('widget.features.attachments.types', 'list', 0, 100, null),
    ('widget.features.attachments.types[]', 'media_type', null, null, null),
    ('widget.features.feedback', 'boolean', null, null, null),
    ('widget.features.nps', 'boolean', null, null, null),
    ('widget.features.transcript', 'boolean', null, null, null),
    ('widget.features.typing', 'boolean', null, null, null),
    ('widget.features.receipts', 'boolean', null, null, null),
    ('widget.features.emoji', 'boolean', null, null, null),
    ('widget.features.voice', 'boolean', null, null, null),
    ('widget.features.history', 'boolean', null, null, null),
    ('widget.features.tracking', 'boolean', null, null, null),

    ('widget.working_hours', 'object', null, null, null),
    ('widget.working_hours.time_zone', 'time_zone', null, null, null),
    ('widget.working_hours.days', 'map', 0, 7, '{weekday}'),
    ('widget.working_hours.days.*', 'list', 0, 12, null),
    ('widget.working_hours.days.*[]', 'list', 2, 2, null),
    ('widget.working_hours.days.*[][]', 'clock', null, null, null),
    ('widget.working_hours.holidays', 'list', 0, 200, null),
    ('widget.working_hours.holidays[]', 'object', null, null, null),
    ('widget.working_hours.holidays[].date', 'date!', null, null, null),
    ('widget.working_hours.holidays[].name', 'text', 0, 100, null),
    ('widget.working_hours.holidays[].hours', 'list', 0, 12, null),
    ('widget.working_hours.holidays[].hours[]', 'list', 2, 2, null),
    ('widget.working_hours.holidays[].hours[][]', 'clock', null, null, null),

    ('widget.routing_rules', 'object', null, null, null),
    ('widget.routing_rules.strategy', 'choice', null, null, '{manual,least_busy}'),
    ('widget.routing_rules.department_id', 'id', null, null, null),
    ('widget.routing_rules.escalate_after_minutes', 'integer', 0, 10080, null),
    ('widget.routing_rules.skills', 'map', 0, 200, '{id}'),
    ('widget.routing_rules.skills.*', 'list', 0, 50, null),
    ('widget.routing_rules.skills.*[]', 'word', null, null, null),

    ('widget.prechat', 'object', null, null, null),
    ('widget.prechat.is_required', 'boolean', null, null, null),
    ('widget.prechat.title', 'text', 0, 200, null),
    ('widget.prechat.fields', 'list', 0, 30, null),
    ('widget.prechat.fields[]', 'object', null, null, null),
    ('widget.prechat.fields[].name', 'field_name!', null, null, null),
    ('widget.prechat.fields[].label', 'text!', 1, 200, null),
    ('widget.prechat.fields[].labels', 'map', 0, 100, '{locale}'),
    ('widget.prechat.fields[].labels.*', 'text', 1, 200, null),
    ('widget.prechat.fields[].kind', 'choice!', null, null,
      '{text,textarea,email,phone,number,select,checkbox,department,category,subject}'),
    ('widget.prechat.fields[].is_required', 'boolean', null, null, null),
    ('widget.prechat.fields[].placeholder', 'text', 0, 200, null),
    ('widget.prechat.fields[].max_characters', 'integer', 1, 2000, null),
    ('widget.prechat.fields[].options', 'list', 1, 50, null),
    ('widget.prechat.fields[].options[]', 'text', 1, 100, null),
    ('widget.prechat.consent', 'object', null, null, null),
    ('widget.prechat.consent.is_required', 'boolean', null, null, null),
    ('widget.prechat.consent.text', 'text', 1, 1000, null),
    ('widget.prechat.consent.texts', 'map', 0, 100, '{locale}'),
    ('widget.prechat.consent.texts.*', 'text', 1, 1000, null),
    ('widget.prechat.consent.link', 'link', null, null, null),
    ('widget.prechat.consent.text_version', 'text', 1, 100, null),

    ('widget.triggers', 'list', 0, 50, null),
    ('widget.triggers[]', 'object', null, null, null),
    ('widget.triggers[].id', 'field_name!', null, null, null),
    ('widget.triggers[].name', 'text', 0, 100, null),
    ('widget.triggers[].is_enabled', 'boolean', null, null, null),
    ('widget.triggers[].text', 'text!', 1, 1000, null),
    ('widget.triggers[].texts', 'map', 0, 100, '{locale}'),
    ('widget.triggers[].texts.*', 'text', 1, 1000, null),
    ('widget.triggers[].opens', 'boolean', null, null, null),
    ('widget.triggers[].frequency', 'choice', null, null, '{once,session,day,always}'),
    ('widget.triggers[].conditions', 'object', null, null, null),
    ('widget.triggers[].conditions.pages', 'list', 0, 50, null),
    ('widget.triggers[].conditions.pages[]', 'text', 1, 500, null),
    ('widget.triggers[].conditions.not_pages', 'list', 0, 50, null),
    ('widget.triggers[].conditions.not_pages[]', 'text', 1, 500, null),
    ('widget.triggers[].conditions.referrers', 'list', 0, 50, null),
    ('widget.triggers[].conditions.referrers[]', 'text', 1, 500, null),
    ('widget.triggers[].conditions.locales', 'list', 0, 100, null),
    ('widget.triggers[].conditions.locales[]', 'locale', null, null, null),
    ('widget.triggers[].conditions.devices', 'list', 0, 3, null),
    ('widget.triggers[].conditions.devices[]', 'choice', null, null, '{desktop,tablet,phone}'),
    ('widget.triggers[].conditions.seconds_on_page', 'integer', 0, 86400, null),
    ('widget.triggers[].conditions.seconds_idle', 'integer', 0, 86400, null),
    ('widget.triggers[].conditions.pages_seen', 'integer', 0, 10000, null),
    ('widget.triggers[].conditions.visits', 'integer', 0, 10000, null),
    ('widget.triggers[].conditions.scroll_percent', 'integer', 0, 100, null),
    ('widget.triggers[].conditions.exit_intent', 'boolean', null, null, null),
    ('widget.triggers[].conditions.event', 'text', 1, 100, null),
    ('widget.triggers[].conditions.availability', 'choice', null, null, '{online,away,offline}'),
    ('widget.triggers[].conditions.is_identified', 'boolean', null, null, null)
$$;
comment on function support.setting_rules() is
  'Every setting that an admin may change, with its shape and range. What is not here is refused.';

create function support.setting_problem(p_value jsonb, p_kind text, p_low integer, p_high integer, p_words text[]) returns text
language plpgsql stable
set search_path = ''
as $$
declare
  v_kind text := rtrim(p_kind, '!?');
  v_type text := jsonb_typeof(p_value);
  v_text text := p_value #>> '{}';
  v_format record;
  v_key text;
begin
  if v_type = 'null' then
    return case when right(p_kind, 1) <> '?' then 'may not be empty' end;
  end if;
  case v_kind
  when 'object' then
    return case when v_type <> 'object' then 'must be an object' end;
  when 'boolean' then
    return case when v_type <> 'boolean' then 'must be true or false' end;
  when 'integer' then
    if v_type <> 'number' or trunc(v_text::numeric) <> v_text::numeric or abs(v_text::numeric) > 9007199254740991
        or v_text::numeric < p_low or v_text::numeric > p_high then
      return 'must be a whole number' || case
        when p_low is not null and p_high is not null then format(' from %s to %s', p_low, p_high)
        when p_low is not null then format(' of at least %s', p_low) else '' end;
    end if;
    return null;
  when 'text' then
    if v_type <> 'string' or char_length(v_text) not between p_low and p_high or (p_low > 0 and v_text !~ '\S') then
      return format('must be a text of %s to %s characters', p_low, p_high);
    end if;
    return null;
  when 'choice' then
    return case when v_type <> 'string' or v_text <> all (p_words) then 'must be one of ' || array_to_string(p_words, ', ') end;
  when 'list' then
    return case
      when v_type <> 'array' then 'must be a list'
      when jsonb_array_length(p_value) not between p_low and p_high then
        case when p_low = p_high then format('must have %s items', p_low) else format('may have %s to %s items', p_low, p_high) end
    end;
  when 'map' then
    if v_type <> 'object' then
      return 'must be an object';
    end if;
    select format.pattern, format.meaning into strict v_format from support.text_formats() as format where format.kind = p_words[1];
    select name into v_key from jsonb_object_keys(p_value) as name where name !~ v_format.pattern limit 1;
    return case
      when v_key is not null then format('has the key "%s", which must be %s', left(v_key, 100), v_format.meaning)
      when (select count(*) from jsonb_object_keys(p_value)) > p_high then format('may have %s entries', p_high)
    end;
  else
    select format.pattern, format.meaning into strict v_format from support.text_formats() as format where format.kind = v_kind;
    return case when v_type <> 'string' or char_length(v_text) > 2000 or v_text !~ v_format.pattern
      or (v_kind = 'time_zone' and support.known_zone(v_text) is null)
      or (v_kind = 'date' and not support.is_date(v_text)) then 'must be ' || v_format.meaning end;
  end case;
end
$$;
comment on function support.setting_problem(jsonb, text, integer, integer, text[]) is
  'What is wrong with one value, as the end of a sentence that begins with its path; null when it is as its rule says.';

create function support.is_date(p_text text) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  return p_text::date is not null;
exception when datetime_field_overflow or invalid_datetime_format then
  return false;
end
$$;
comment on function support.is_date(text) is 'Whether a text in the form of a date is a day that exists.';

create function support.check_settings(p_root text, p_settings jsonb, p_parameter text) returns void
language plpgsql stable
set search_path = ''
as $$
declare
  v_problem record;
begin
  if p_settings is null or jsonb_typeof(p_settings) <> 'object' then
    perform support.refuse(p_parameter, 'must be an object');
  end if;
  -- Walks down from the root; below a value whose place has no rule there is nothing to look for.
  with recursive rule as materialized (select * from support.setting_rules()),
  node (rule_path, path, value, kind, low, high, words) as (
    select rule.path, '', p_settings, rule.kind, rule.low, rule.high, rule.words from rule where rule.path = p_root
    union all
    select child.rule_path, child.path, child.value, rule.kind, rule.low, rule.high, rule.words
    from node
    cross join lateral (
      select
        node.rule_path || '.' || case
          when node.kind = 'map' then '*'
          -- A key with one of our signs in it would look like a path.
          when member.key ~ '[].*[]' then '?'
          else member.key
        end as rule_path,
        node.path || case when node.path = '' then '' else '.' end || left(member.key, 100) as path,
        member.value
      from jsonb_each(case when jsonb_typeof(node.value) = 'object' and node.kind is not null then node.value else '{}' end) as member
      union all
      select node.rule_path || '[]', node.path || '[' || item.position - 1 || ']', item.value
      from jsonb_array_elements(case when jsonb_typeof(node.value) = 'array' and node.kind is not null then node.value else '[]' end)
        with ordinality as item (value, position)
    ) as child
    left join rule on rule.path = child.rule_path
  )
  select found.path, found.problem into v_problem
  from (
    select node.path, case
      when node.kind is null then 'is no setting'
      else support.setting_problem(node.value, node.kind, node.low, node.high, node.words)
    end as problem
    from node
    union all
    select node.path || case when node.path = '' then '' else '.' end || needed.name, 'is missing'
    from node
    cross join lateral (
      select substr(rule.path, char_length(node.rule_path) + 2) as name from rule
      where rule.path ~ '\.[a-z_]+$' and regexp_replace(rule.path, '\.[a-z_]+$', '') = node.rule_path and rule.kind like '%!'
    ) as needed
    where jsonb_typeof(node.value) = 'object' and not node.value ? needed.name
  ) as found
  where found.problem is not null
  order by char_length(found.path), found.path limit 1;
  if found then
    perform support.refuse(coalesce(nullif(v_problem.path, ''), p_parameter),
      coalesce(nullif(v_problem.path, ''), p_parameter) || ' ' || v_problem.problem);
  end if;
end
$$;
comment on function support.check_settings(text, jsonb, text) is
  'Holds settings against the rules below a root (widget, organization, …). Raises SC090 with the path of the first setting '
  'that is unknown, missing or not as its rule says, for example triggers[0].text.';

revoke all on function support.text_formats() from public;
revoke all on function support.setting_rules() from public;
revoke all on function support.setting_problem(jsonb, text, integer, integer, text[]) from public;
revoke all on function support.is_date(text) from public;
revoke all on function support.check_settings(text, jsonb, text) from public;
