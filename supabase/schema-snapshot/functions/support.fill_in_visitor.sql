-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.fill_in_visitor(p_visitor_id uuid, p_answers jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_name text := nullif(btrim(p_answers ->> 'name'), '');
  v_email text := nullif(btrim(p_answers ->> 'email'), '');
  v_phone text := nullif(btrim(p_answers ->> 'phone'), '');
begin
  if char_length(v_name) > 100 or jsonb_typeof(p_answers -> 'name') not in ('string', 'null') then
    perform support.refuse('p_prechat.name', 'a name is a text of at most 100 characters');
  end if;
  if v_email is not null and not support.is_email(v_email) then
    perform support.refuse('p_prechat.email', 'this is no e-mail address');
  end if;
  if char_length(v_phone) > 40 or jsonb_typeof(p_answers -> 'phone') not in ('string', 'number', 'null') then
    perform support.refuse('p_prechat.phone', 'a phone number is a text of at most 40 characters');
  end if;
  -- What the site vouched for is better than what somebody typed.
  update support.visitors set
    name = case when identified_at is null then coalesce(v_name, name) else coalesce(name, v_name) end,
    email = case when identified_at is null then coalesce(v_email, email) else coalesce(email, v_email) end,
    phone = case when identified_at is null then coalesce(v_phone, phone) else coalesce(phone, v_phone) end
  where id = p_visitor_id and coalesce(v_name, v_email, v_phone) is not null;
end
$function$;

comment on function support.fill_in_visitor(p_visitor_id uuid, p_answers jsonb) is 'Takes name, email and phone from a pre-chat form; of an identified visitor only what is still unknown. Raises SC090.';

-- Nobody but the owner has any privilege.
