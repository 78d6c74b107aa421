-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_conversations__announce()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_event text;
begin
  if (new.status, new.agent_id, new.department_id, new.subject, new.category, new.priority, new.tags, new.required_skills,
        new.prechat, new.snoozed_until, new.rated_at)
      is distinct from (old.status, old.agent_id, old.department_id, old.subject, old.category, old.priority, old.tags,
        old.required_skills, old.prechat, old.snoozed_until, old.rated_at)
      or (new.visitor_id <> old.visitor_id and new.revision <> old.revision) then
    v_event := 'conversation.updated';
  elsif (new.delivered_seq, new.seen_seq, new.visitor_read_seq)
      is distinct from (old.delivered_seq, old.seen_seq, old.visitor_read_seq) then
    v_event := 'read.updated';
  else
    return null; -- a new message raised last_seq; the message announces itself
  end if;
  perform realtime.send(
    jsonb_build_object('conversation', support.conversation_json(new)), v_event,
    'support:visitor:' || new.visitor_id::text, true);
  perform realtime.send(
    jsonb_build_object('conversation', support.agent_conversation_json(new)), v_event,
    'support:org:' || new.organization_id::text, true);
  return null;
end
$function$;

comment on function support.tg_conversations__announce() is 'Tells the visitor and the team of a new state, description, rating or receipt.';

-- Nobody but the owner has any privilege.
