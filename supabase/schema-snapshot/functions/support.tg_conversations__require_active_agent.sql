-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_conversations__require_active_agent()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  -- Waits for a deactivation that is under way. Without it, whoever read "active" a moment before would take or be given a
  -- conversation that nobody looks after then.
  perform from support.agents as agent where agent.id = new.agent_id and agent.is_active for key share;
  if not found then
    raise exception 'this agent is no longer active' using errcode = 'SC050';
  end if;
  return new;
end
$function$;

comment on function support.tg_conversations__require_active_agent() is 'A conversation is only ever given to somebody who is active, whatever happens at the same time. Raises SC050.';

-- Nobody but the owner has any privilege.
