-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_retire_identity_secret(p_actor jsonb, p_organization_id uuid, p_kid text, p_retires_at timestamp with time zone DEFAULT now())
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_secret support.organization_identity_secrets;
begin
  perform support.begin_change(p_actor, p_organization_id);
  update support.organization_identity_secrets as secret set
    -- What is retired already is not revived.
    retires_at = case when secret.retires_at <= now() then secret.retires_at else coalesce(p_retires_at, now()) end
  where secret.organization_id = p_organization_id and secret.kid = p_kid
  returning secret.* into v_secret;
  if not found then
    raise exception 'no such secret' using errcode = 'SC007';
  end if;
  return jsonb_build_object('identity_secret', to_jsonb(v_secret) - array['organization_id', 'secret']);
end
$function$;

comment on function public.support_retire_identity_secret(p_actor jsonb, p_organization_id uuid, p_kid text, p_retires_at timestamp with time zone) is 'From that moment on the secret is refused. Raises SC003, SC007, SC050, SC051, SC090.';

-- service_role may execute
