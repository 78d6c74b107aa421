-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_create_identity_secret(p_actor jsonb, p_organization_id uuid, p_kid text DEFAULT NULL::text, p_secret text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_secret support.organization_identity_secrets;
begin
  perform support.begin_change(p_actor, p_organization_id);
  if p_kid !~ '^[A-Za-z0-9_-]{1,64}$' then
    perform support.refuse('p_kid', 'a secret''s name has 1 to 64 letters, digits, - and _');
  end if;
  if char_length(p_secret) not between 32 and 512 then
    perform support.refuse('p_secret', 'a secret has 32 to 512 characters');
  end if;
  -- Two random uuids carry 244 random bits; the hash makes one text of 64 digits of them.
  insert into support.organization_identity_secrets (organization_id, kid, secret)
  values (
    p_organization_id,
    coalesce(p_kid, 'k' || substr(md5(gen_random_uuid()::text), 1, 12)),
    coalesce(p_secret, encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex')))
  on conflict (organization_id, kid) do nothing
  returning * into v_secret;
  if not found then
    raise exception 'there is a secret of this name' using errcode = 'SC006';
  end if;
  return jsonb_build_object('identity_secret', to_jsonb(v_secret) - 'organization_id');
end
$function$;

comment on function public.support_create_identity_secret(p_actor jsonb, p_organization_id uuid, p_kid text, p_secret text) is 'Adds a secret with which the host site may vouch for its users, and shows it this once. Those that are there stay good until they are retired. Raises SC003, SC006, SC050, SC051, SC090.';

-- service_role may execute
