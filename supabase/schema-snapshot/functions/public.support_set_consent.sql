-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_set_consent(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_decision text, p_text_version text DEFAULT NULL::text, p_ip_hash text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_last support.visitor_consents;
  v_text_version text := nullif(btrim(p_text_version), '');
begin
  perform support.lock_session(p_session_id, p_visitor_id, p_widget_id);
  if p_decision is null or p_decision not in ('granted', 'denied') then
    perform support.refuse('p_decision', 'a decision is granted or denied');
  end if;
  if char_length(v_text_version) > 100 then
    perform support.refuse('p_text_version', 'the version of a text has at most 100 characters');
  end if;
  if char_length(p_ip_hash) > 128 then
    perform support.refuse('p_ip_hash', 'this is no hash of an address');
  end if;
  perform support.count_hit('consent:session:' || p_session_id::text, 20, interval '1 minute');

  -- Also keeps the trail from being written in between.
  perform from support.visitors as visitor where visitor.id = p_visitor_id for no key update;
  select consent.* into v_last from support.visitor_consents as consent
  where consent.visitor_id = p_visitor_id order by consent.id desc limit 1;
  if v_last.decision is distinct from p_decision or v_last.text_version is distinct from v_text_version
      or v_last.widget_id <> p_widget_id then
    insert into support.visitor_consents (visitor_id, widget_id, decision, text_version, ip_hash)
    values (p_visitor_id, p_widget_id, p_decision, v_text_version, p_ip_hash);
    update support.visitors set consent = p_decision where id = p_visitor_id;
  end if;
  if p_decision = 'denied' then
    delete from support.visitor_events as event where event.visitor_id = p_visitor_id;
  end if;
  return jsonb_build_object('consent', p_decision);
end
$function$;

comment on function public.support_set_consent(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_decision text, p_text_version text, p_ip_hash text) is 'Records a decision, granted or denied, with the version of the text that was shown. denied also deletes the trail. A repeat of the last decision is not recorded twice. Raises SC001, SC002, SC010, SC011, SC012, SC014, SC015, SC040, SC090.';

-- service_role may execute
