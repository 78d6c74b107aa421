-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_conversations__announce_queue()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_noted jsonb := coalesce(nullif(current_setting('support.queue_changed', true), ''), '{}')::jsonb;
  v_organization_id uuid;
begin
  perform set_config('support.queue_changed', '', true);
  for v_organization_id in
    select changed.id::uuid from jsonb_object_keys(v_noted) as changed (id)
    where exists (
      select from support.widgets as widget
      where widget.organization_id = changed.id::uuid and widget.behavior @> '{"shows_queue_position": true}')
    order by changed.id
  loop
    perform support.announce_queue(v_organization_id, v_noted -> v_organization_id::text);
  end loop;
  return null;
end
$function$;

comment on function support.tg_conversations__announce_queue() is 'Runs at the end of a transaction, once for each change; the first time says it all.';

-- Nobody but the owner has any privilege.
