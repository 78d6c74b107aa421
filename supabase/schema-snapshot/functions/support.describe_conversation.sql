-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.describe_conversation(p_conversation support.conversations, p_prechat jsonb, p_category text, p_subject text)
 RETURNS support.conversations
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_prechat jsonb := p_conversation.prechat || coalesce(p_prechat, '{}');
  v_conversation support.conversations;
begin
  if octet_length(v_prechat::text) > 16384 then
    perform support.refuse('p_prechat', 'the answers may have at most 16384 bytes');
  end if;
  if char_length(p_category) > 100 then
    perform support.refuse('p_category', 'a category has at most 100 characters');
  end if;
  if char_length(p_subject) > 200 then
    perform support.refuse('p_subject', 'a subject has at most 200 characters');
  end if;
  if p_prechat is not null then
    perform support.fill_in_visitor(p_conversation.visitor_id, p_prechat);
  end if;
  update support.conversations set
    prechat = v_prechat,
    category = coalesce(nullif(btrim(p_category), ''), category),
    subject = coalesce(subject, nullif(btrim(p_subject), '')),
    snoozed_until = null,
    revision = revision + 1
  where id = p_conversation.id and (
    snoozed_until is not null
    or prechat <> v_prechat
    or category is distinct from coalesce(nullif(btrim(p_category), ''), category)
    or subject is distinct from coalesce(subject, nullif(btrim(p_subject), ''))
  )
  returning * into v_conversation;
  return case when v_conversation.id is null then p_conversation else v_conversation end;
end
$function$;

comment on function support.describe_conversation(p_conversation support.conversations, p_prechat jsonb, p_category text, p_subject text) is 'What a visitor''s message says about its conversation: the form''s answers, what it is about, and that it is due again if an agent had put it off. A subject is never replaced, because an agent may have chosen it. Takes a revision only when something changes. Raises SC090.';

-- Nobody but the owner has any privilege.
