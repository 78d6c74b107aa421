-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_inbox_filter(p_filter jsonb)
 RETURNS void
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  v_unknown text;
begin
  if jsonb_typeof(p_filter) <> 'object' then
    perform support.refuse('p_filter', 'an object');
  end if;
  select name into v_unknown from jsonb_object_keys(p_filter) as name
  where name not in ('scope', 'status', 'department_id', 'tag', 'search', 'priority', 'is_snoozed') limit 1;
  if found then
    perform support.refuse('p_filter.' || v_unknown, 'there is no such filter');
  end if;
  if p_filter ? 'scope' and coalesce(p_filter ->> 'scope', '') not in ('mine', 'queued', 'all') then
    perform support.refuse('p_filter.scope', 'mine, queued or all');
  end if;
  if p_filter ? 'status' and (jsonb_typeof(p_filter -> 'status') <> 'array' or exists (
    select from jsonb_path_query(p_filter, '$.status[*]') as status
    where coalesce(status #>> '{}', '') not in ('queued', 'active', 'resolved', 'closed')
  )) then
    perform support.refuse('p_filter.status', 'a list of queued, active, resolved, closed');
  end if;
  if p_filter ? 'department_id' and coalesce(p_filter ->> 'department_id', '')
      !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    perform support.refuse('p_filter.department_id', 'the id of a department');
  end if;
  if p_filter ? 'tag' and (jsonb_typeof(p_filter -> 'tag') <> 'string' or char_length(p_filter ->> 'tag') > 50) then
    perform support.refuse('p_filter.tag', 'one tag');
  end if;
  if p_filter ? 'search' and (jsonb_typeof(p_filter -> 'search') <> 'string' or char_length(p_filter ->> 'search') > 200) then
    perform support.refuse('p_filter.search', 'a text of at most 200 characters');
  end if;
  if p_filter ? 'priority' and support.priority_rank(p_filter ->> 'priority') is null then
    perform support.refuse('p_filter.priority', 'low, normal, high or urgent');
  end if;
  if p_filter ? 'is_snoozed' and jsonb_typeof(p_filter -> 'is_snoozed') <> 'boolean' then
    perform support.refuse('p_filter.is_snoozed', 'true or false');
  end if;
end
$function$;

comment on function support.assert_inbox_filter(p_filter jsonb) is 'Refuses a filter that support_list_conversations would not understand. Raises SC090.';

-- Nobody but the owner has any privilege.
