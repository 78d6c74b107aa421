-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.domains_of(p_domains jsonb)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case when p_domains is not null then array(
    select lower(listed.domain) from jsonb_array_elements_text(p_domains) with ordinality as listed (domain, position)
    group by lower(listed.domain) order by min(listed.position))
  end
$function$;

comment on function support.domains_of(p_domains jsonb) is 'A list of hosts in small letters, each once, in the order given; null for null.';

-- Nobody but the owner has any privilege.
