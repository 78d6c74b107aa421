-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.assert_sent_messages(p_sent jsonb)
 RETURNS void
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare
  v_sent jsonb;
  v_field text;
begin
  if p_sent is null or jsonb_typeof(p_sent) <> 'array' then
    perform support.refuse('p_sent', 'what was sent is a list of Telegram messages');
  end if;
  for v_sent in select message from jsonb_array_elements(p_sent) as list (message) loop
    if jsonb_typeof(v_sent) <> 'object' then
      perform support.refuse('p_sent', 'what was sent is a list of Telegram messages');
    end if;
    foreach v_field in array array['chat_id', 'message_id', 'thread_id', 'part'] loop
      if coalesce(jsonb_typeof(v_sent -> v_field), 'null') = 'null' and v_field in ('thread_id', 'part') then
        continue;
      end if;
      if (v_sent ->> v_field) is null
          or (v_sent ->> v_field) !~ (case v_field when 'part' then '^[1-9][0-9]{0,5}$' else '^-?[0-9]{1,18}$' end) then
        perform support.refuse('p_sent.' || v_field, 'ids of Telegram are whole numbers, parts count from 1');
      end if;
    end loop;
    if coalesce(v_sent ->> 'role', 'message') not in ('message', 'card', 'transcript', 'notice', 'reminder', 'picker') then
      perform support.refuse('p_sent.role', 'a message is sent as message, card, transcript, notice, reminder or picker');
    end if;
  end loop;
end
$function$;

comment on function support.assert_sent_messages(p_sent jsonb) is 'Raises SC090 unless it is a list of what Telegram has accepted.';

-- Nobody but the owner has any privilege.
