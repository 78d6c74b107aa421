-- Purpose: the team's channel says which agent a message is from, so that an agent's words sent from Telegram are their own
--          in the web inbox as well. Visitors are told a name, never an id.
-- Objects: support.tg_messages__announce (replaced).
-- Undo:    restore the function of 20261121090200.

create or replace function support.tg_messages__announce() returns trigger
language plpgsql security definer
set search_path = ''
as $$
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
$$;
comment on function support.tg_messages__announce() is
  'Tells the visitor and the team of a new or changed message; the team also which agent it is from.';
