-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.route_waiting(p_organization_id uuid, p_limit integer DEFAULT 50)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_organization_id uuid;
  v_waiting_id uuid;
  v_conversation support.conversations;
  v_given bigint := 0;
begin
  for v_organization_id in
    select distinct widget.organization_id from support.widgets as widget
    where widget.routing_rules ->> 'strategy' = 'least_busy'
      and (p_organization_id is null or widget.organization_id = p_organization_id)
    order by 1
  loop
    for v_waiting_id in
      select waiting.id from support.conversations as waiting
      where waiting.organization_id = v_organization_id and waiting.status = 'queued' and waiting.agent_id is null
        and (waiting.snoozed_until is null or waiting.snoozed_until <= now())
      order by support.priority_rank(waiting.priority) desc, waiting.queued_at, waiting.id limit 500
    loop
      exit when v_given >= p_limit or not exists (select from support.free_agents(v_organization_id));
      -- Whoever holds it is doing something about it.
      select waiting.* into v_conversation from support.conversations as waiting
      where waiting.id = v_waiting_id and waiting.status = 'queued' for no key update skip locked;
      if found then
        v_conversation := support.route_conversation(v_conversation);
        v_given := v_given + (v_conversation.agent_id is not null)::integer;
      end if;
    end loop;
  end loop;
  return v_given;
end
$function$;

comment on function support.route_waiting(p_organization_id uuid, p_limit integer) is 'Gives out what waits, urgent first, then the oldest, while anybody is free; of one organization, or of all with null. Waits for nobody''s row. Answers how many were given.';

-- Nobody but the owner has any privilege.
