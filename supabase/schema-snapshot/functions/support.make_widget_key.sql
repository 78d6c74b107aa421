-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.make_widget_key()
 RETURNS text
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_alphabet constant text := '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  v_bytes bytea;
  v_key text;
begin
  loop
    v_bytes := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
    -- 248 is four times 62: leaving out the bytes from there on keeps every character equally likely.
    select 'wk_' || string_agg(substr(v_alphabet, drawn.byte % 62 + 1, 1), '') into v_key
    from (
      select get_byte(v_bytes, position) as byte from generate_series(0, 31) as position
      where get_byte(v_bytes, position) < 248 limit 20
    ) as drawn;
    if char_length(v_key) = 23
        and not exists (select from support.widgets as widget where widget.key = v_key)
        and not exists (select from support.retired_widget_keys as retired where retired.key = v_key) then
      return v_key;
    end if;
  end loop;
end
$function$;

comment on function support.make_widget_key() is 'A new public key: wk_ and 20 random letters and digits that no widget has or had.';

-- Nobody but the owner has any privilege.
