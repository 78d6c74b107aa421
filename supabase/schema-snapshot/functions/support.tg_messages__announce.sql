-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_messages__announce()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_event text := case tg_op when 'INSERT' then 'message.created' else 'message.updated' end;
  v_message jsonb := support.message_json(new);
begin
  if tg_op = 'UPDATE' and new.revision = old.revision then
    return null; -- housekeeping, such as forgetting an agent who left: no client looks for an event without a revision
  end if;
  if not new.is_internal then
    perform realtime.send(
      jsonb_build_object('message', v_message), v_event, 'support:visitor:' || new.visitor_id::text, true);
  end if;
  perform realtime.send(
    jsonb_build_object(
      'message', v_message || jsonb_build_object('agent_id', new.agent_id), 'is_internal', new.is_internal
    ), v_event, 'support:org:' || new.organization_id::text, true);
  return null;
end
$function$;

comment on function support.tg_messages__announce() is 'Tells the visitor and the team of a new or changed message; the team also which agent it is from.';

-- Nobody but the owner has any privilege.
