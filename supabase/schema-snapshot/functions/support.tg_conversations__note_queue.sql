-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_conversations__note_queue()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_noted jsonb := coalesce(nullif(current_setting('support.queue_changed', true), ''), '{}')::jsonb;
  v_row support.conversations;
  v_path text[];
  v_key jsonb;
begin
  foreach v_row in array case tg_op
    when 'INSERT' then array[new] when 'DELETE' then array[old] else array[old, new] end::support.conversations[]
  loop
    continue when v_row.status <> 'queued';
    v_path := array[v_row.organization_id::text, coalesce(v_row.department_id::text, '')];
    v_key := jsonb_build_array(-support.priority_rank(v_row.priority), extract(epoch from v_row.queued_at), v_row.id);
    v_noted := jsonb_build_object(v_path[1], '{}'::jsonb) || v_noted;
    v_noted := jsonb_set(v_noted, v_path, least(v_noted #> v_path, v_key));
  end loop;
  perform set_config('support.queue_changed', v_noted::text, true);
  return null;
end
$function$;

comment on function support.tg_conversations__note_queue() is 'Remembers, for the end of the transaction, from which place on the queue of a department has changed.';

-- Nobody but the owner has any privilege.
