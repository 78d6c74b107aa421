-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_update_conversation(p_conversation_id uuid, p_agent_id uuid, p_change jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_conversation support.conversations := support.lock_conversation(p_conversation_id);
  v_agent support.agents := support.agent_of_conversation(v_conversation, p_agent_id);
  v_changed support.conversations := v_conversation;
  v_unknown text;
begin
  if p_change is null or jsonb_typeof(p_change) <> 'object' then
    perform support.refuse('p_change', 'an object of what is to change');
  end if;
  select name into v_unknown from jsonb_object_keys(p_change) as name
  where name not in ('subject', 'category', 'priority', 'tags', 'required_skills', 'snoozed_until') limit 1;
  if found then
    perform support.refuse('p_change.' || v_unknown, 'this cannot be changed');
  end if;
  v_changed.subject := support.line_of(p_change, 'subject', v_conversation.subject, 200);
  v_changed.category := support.line_of(p_change, 'category', v_conversation.category, 100);
  v_changed.tags := support.words_of(p_change, 'tags', v_conversation.tags);
  v_changed.required_skills := support.words_of(p_change, 'required_skills', v_conversation.required_skills);
  v_changed.snoozed_until := support.instant_of(p_change, 'snoozed_until', v_conversation.snoozed_until);
  if p_change ? 'priority' then
    if jsonb_typeof(p_change -> 'priority') <> 'string' or support.priority_rank(p_change ->> 'priority') is null then
      perform support.refuse('p_change.priority', 'low, normal, high or urgent');
    end if;
    v_changed.priority := p_change ->> 'priority';
  end if;
  if v_changed.snoozed_until is distinct from v_conversation.snoozed_until and v_changed.snoozed_until is not null then
    if v_conversation.status not in ('queued', 'active') then
      raise exception 'this conversation has ended' using errcode = 'SC022', hint = 'Open it again first.';
    end if;
    if v_changed.snoozed_until <= now() or v_changed.snoozed_until > now() + interval '1 year' then
      perform support.refuse('p_change.snoozed_until', 'a time within the next year');
    end if;
  end if;
  if v_changed is not distinct from v_conversation then
    return jsonb_build_object('outcome', 'unchanged', 'conversation', support.agent_conversation_json(v_conversation));
  end if;

  update support.conversations set
    subject = v_changed.subject, category = v_changed.category, priority = v_changed.priority, tags = v_changed.tags,
    required_skills = v_changed.required_skills, snoozed_until = v_changed.snoozed_until,
    revision = revision + 1, updated_at = now()
  where id = p_conversation_id returning * into v_conversation;
  v_conversation := support.route_conversation(v_conversation);
  return jsonb_build_object('outcome', 'updated', 'conversation', support.agent_conversation_json(v_conversation));
end
$function$;

comment on function public.support_update_conversation(p_conversation_id uuid, p_agent_id uuid, p_change jsonb) is 'Changes subject, category, priority, tags, required_skills or snoozed_until; what is not named stays. Raises SC020, SC022, SC050, SC090.';

-- service_role may execute
