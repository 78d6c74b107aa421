-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_conversations__assign()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_why text[] := string_to_array(coalesce(current_setting('support.assignment', true), ''), ':');
  v_had uuid := case when old.status in ('queued', 'active') then old.agent_id end;
  v_has uuid := case when new.status in ('queued', 'active') then new.agent_id end;
begin
  if v_had is not distinct from v_has then
    return null;
  end if;
  if v_had is not null then
    update support.conversation_assignments set
      ended_at = clock_timestamp(),
      ended_reason = case
        when new.status not in ('queued', 'active') then 'ended'
        when v_why[1] = 'passed' then 'passed'
        when v_why[1] = 'transferred' or v_has is not null then 'transferred'
        else 'unassigned'
      end
    where conversation_id = new.id and ended_at is null;
  end if;
  if v_has is not null then
    insert into support.conversation_assignments (organization_id, conversation_id, agent_id, reason, assigned_by)
    values (
      new.organization_id, new.id, v_has,
      case when v_why[1] in ('claimed', 'routed', 'assigned', 'transferred', 'reopened') then v_why[1] else 'answered' end,
      nullif(v_why[2], '')::uuid
    );
  end if;
  return null;
end
$function$;

comment on function support.tg_conversations__assign() is 'Writes who had the conversation and why. Without a reason given, whoever got it did so by answering.';

-- Nobody but the owner has any privilege.
