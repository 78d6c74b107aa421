-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_list_identity_secrets(p_organization_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if not exists (select from support.organizations as organization where organization.id = p_organization_id) then
    raise exception 'no such organization' using errcode = 'SC003';
  end if;
  return (
    select coalesce(
      jsonb_agg(jsonb_build_object('kid', known.kid, 'secret', known.secret) order by known.created_at desc, known.kid), '[]')
    from support.organization_identity_secrets as known
    where known.organization_id = p_organization_id and (known.retires_at is null or known.retires_at > now())
  );
end
$function$;

comment on function public.support_list_identity_secrets(p_organization_id uuid) is 'The secrets that vouch for an organization''s users now, newest first: an array of {kid, secret}. For the server only, which must neither log them nor pass them on. Raises SC003.';

-- service_role may execute
