-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_any__audit()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_old jsonb := coalesce(to_jsonb(old), '{}');
  v_new jsonb := coalesce(to_jsonb(new), '{}');
  v_row jsonb := v_old || v_new;
  v_silent text[] := array['id', 'organization_id', 'version', 'created_at', 'updated_at'] || tg_argv[1:];
  v_change jsonb;
begin
  select coalesce(jsonb_object_agg(name, jsonb_build_array(v_old -> name, v_new -> name)), '{}') into v_change
  from jsonb_object_keys(v_row) as name
  where name <> all (v_silent) and nullif(v_old -> name, 'null') is distinct from nullif(v_new -> name, 'null');
  if tg_op = 'UPDATE' and v_change = '{}' then
    return null;
  end if;
  perform support.log_change(
    case tg_table_name
      when 'organizations' then (v_row ->> 'id')::uuid
      when 'retired_widget_keys' then (
        select widget.organization_id from support.widgets as widget where widget.id = (v_row ->> 'widget_id')::uuid)
      when 'agent_departments' then (
        select agent.organization_id from support.agents as agent where agent.id = (v_row ->> 'agent_id')::uuid)
      else (v_row ->> 'organization_id')::uuid
    end,
    tg_table_name || '.' || case
      when tg_op = 'INSERT' then 'created'
      when tg_op = 'DELETE' then case when v_old ->> 'deleted_at' is null then 'deleted' else 'erased' end
      when v_change #>> '{deleted_at,1}' is not null then 'deleted'
      when v_change #>> '{accepted_at,1}' is not null then 'accepted'
      when v_change ? 'retires_at' then 'retired'
      when v_change ? 'is_active' then case v_change #>> '{is_active,1}' when 'true' then 'activated' else 'deactivated' end
      else 'updated'
    end,
    v_row ->> tg_argv[0],
    v_change
  );
  return null;
end
$function$;

comment on function support.tg_any__audit() is 'Logs which columns changed, and how. Arguments: the column that names the row; then columns that are never logged.';

-- Nobody but the owner has any privilege.
