-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_save_shared_response(p_actor jsonb, p_organization_id uuid, p_response jsonb, p_version integer DEFAULT NULL::integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_actor support.agents := support.begin_change(p_actor, p_organization_id);
  v_response support.canned_responses;
begin
  if v_actor.id is null then
    perform support.refuse('p_actor', 'an agent writes the texts of a team');
  end if;
  if p_response ? 'is_own' then
    perform support.refuse('p_response.is_own', 'there is no such field');
  end if;
  if p_response ->> 'id' is not null then
    perform support.assert_shared_response(p_organization_id, support.uuid_or_null(p_response ->> 'id'));
    v_response := support.lock_canned_response(v_actor, support.uuid_or_null(p_response ->> 'id'));
    perform support.assert_version_if_named(p_version, v_response.version);
  end if;
  perform support.remember_client(p_actor);
  return public.support_save_canned_response(v_actor.id, p_response);
end
$function$;

comment on function public.support_save_shared_response(p_actor jsonb, p_organization_id uuid, p_response jsonb, p_version integer) is 'Makes a text of the team or of a department, or changes the one with this id, on the version that is named, if one is; what is not named stays. For admins. Raises SC003, SC004 with the current version, SC006, SC007, SC021, SC050, SC051, SC090.';

-- service_role may execute
