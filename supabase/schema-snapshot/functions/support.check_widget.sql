-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.check_widget(p_organization_id uuid, p_widget jsonb)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
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
$function$;

comment on function support.check_widget(p_organization_id uuid, p_widget jsonb) is 'Looks at settings that hold each for itself as one: shifts, names that must differ, departments, sizes. Raises SC090 with the path.';

-- Nobody but the owner has any privilege.
