-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.merge_visitor(p_from_id uuid, p_into_id uuid)
 RETURNS support.visitors
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_from support.visitors;
  v_into support.visitors;
  v_consent text;
  v_traits jsonb;
begin
  perform support.merge_conversations(p_from_id, p_into_id);
  perform support.merge_topics(p_from_id, p_into_id);
  update support.messages set visitor_id = p_into_id where visitor_id = p_from_id;
  update support.attachments set visitor_id = p_into_id where visitor_id = p_from_id;
  update support.visitor_events set visitor_id = p_into_id where visitor_id = p_from_id;
  update support.visitor_consents set visitor_id = p_into_id where visitor_id = p_from_id;
  update support.sessions set visitor_id = p_into_id where visitor_id = p_from_id;

  insert into support.merged_visitors (id, visitor_id) values (p_from_id, p_into_id);
  delete from support.visitors as visitor where visitor.id = p_from_id returning visitor.* into v_from;
  -- Under the old id it would be found neither by the team nor when the visitor is erased.
  update support.audit_logs set entity_id = p_into_id::text
  where organization_id = v_from.organization_id and entity_id = p_from_id::text;

  -- The last decision counts, whoever they were when they made it.
  select consent.decision into v_consent from support.visitor_consents as consent
  where consent.visitor_id = p_into_id order by consent.id desc limit 1;
  if v_consent = 'denied' then
    delete from support.visitor_events as event where event.visitor_id = p_into_id;
  end if;
  select visitor.* into v_into from support.visitors as visitor where visitor.id = p_into_id;
  v_traits := support.join_traits(v_from.traits, v_into.traits);
  update support.visitors as visitor set
    name = coalesce(visitor.name, v_from.name),
    email = coalesce(visitor.email, v_from.email),
    phone = coalesce(visitor.phone, v_from.phone),
    avatar_url = coalesce(visitor.avatar_url, v_from.avatar_url),
    locale = coalesce(visitor.locale, v_from.locale),
    -- Too much of both together: what the site said of a known person matters more.
    traits = case when octet_length(v_traits::text) <= 16384 then v_traits else visitor.traits end,
    context = case when v_from.context = '{}' then visitor.context else v_from.context end,
    consent = coalesce(v_consent, visitor.consent),
    created_at = least(visitor.created_at, v_from.created_at)
  where visitor.id = p_into_id returning visitor.* into v_into;
  return v_into;
end
$function$;

comment on function support.merge_visitor(p_from_id uuid, p_into_id uuid) is 'Makes one visitor part of another; both are locked by lock_visitors. Everything moves, the first one''s row disappears. The second one''s profile wins and is completed by the first one''s.';

-- Nobody but the owner has any privilege.
