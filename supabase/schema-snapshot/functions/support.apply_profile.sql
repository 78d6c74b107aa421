-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.apply_profile(p_visitor_id uuid, p_profile jsonb, p_parameter text, p_mode text)
 RETURNS support.visitors
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_visitor support.visitors;
  v_traits jsonb;
begin
  select visitor.* into v_visitor from support.visitors as visitor where visitor.id = p_visitor_id for no key update;
  v_traits := case when p_mode = 'fill'
    then support.join_traits(coalesce(nullif(p_profile -> 'traits', 'null'), '{}'), v_visitor.traits)
    else support.join_traits(v_visitor.traits, p_profile -> 'traits') end;
  if octet_length(v_traits::text) > 16384 then
    perform support.refuse(p_parameter || '.traits', 'with those known already, these are more than 16384 bytes');
  end if;
  update support.visitors as visitor set
    name = support.profile_value(visitor.name, p_profile, 'name', p_mode),
    email = support.profile_value(visitor.email, p_profile, 'email', p_mode),
    phone = support.profile_value(visitor.phone, p_profile, 'phone', p_mode),
    avatar_url = support.profile_value(visitor.avatar_url, p_profile, 'avatar_url', p_mode),
    locale = support.profile_value(visitor.locale, p_profile, 'locale', p_mode),
    traits = v_traits
  where visitor.id = p_visitor_id
  returning visitor.* into v_visitor;
  return v_visitor;
end
$function$;

comment on function support.apply_profile(p_visitor_id uuid, p_profile jsonb, p_parameter text, p_mode text) is 'Writes a checked profile into a visitor, whose row it locks; for the mode see profile_value. Raises SC090.';

-- Nobody but the owner has any privilege.
