-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.check_settings(p_root text, p_settings jsonb, p_parameter text)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
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
$function$;

comment on function support.check_settings(p_root text, p_settings jsonb, p_parameter text) is 'Holds settings against the rules below a root (widget, organization, …). Raises SC090 with the path of the first setting that is unknown, missing or not as its rule says, for example triggers[0].text.';

-- Nobody but the owner has any privilege.
