-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.alert_owners(p_organization_id uuid, p_payload jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_count integer;
begin
  perform support.enqueue_chat(p_organization_id, owner.telegram_user_id, 'owner_alert', p_payload)
  from support.agents as owner
  where owner.organization_id = p_organization_id and owner.role = 'owner' and owner.is_active and owner.dm_started
    and owner.telegram_user_id is not null;
  get diagnostics v_count = row_count;
  return v_count;
end
$function$;

comment on function support.alert_owners(p_organization_id uuid, p_payload jsonb) is 'Tells the owners something by direct message, those whom the bot may write to. Answers how many that are.';

-- Nobody but the owner has any privilege.
