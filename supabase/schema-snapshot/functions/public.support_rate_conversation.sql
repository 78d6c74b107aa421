-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_rate_conversation(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid, p_rating integer DEFAULT NULL::integer, p_comment text DEFAULT NULL::text, p_nps integer DEFAULT NULL::integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session support.sessions := support.assert_session(p_session_id, p_visitor_id, p_widget_id);
  v_conversation support.conversations := support.lock_visitor_conversation(v_session, p_conversation_id);
  v_changed support.conversations;
begin
  if p_rating is null and p_nps is null and p_comment is null then
    perform support.refuse('p_rating', 'give stars, a recommendation or a comment');
  end if;
  if p_rating not between 1 and 5 then
    perform support.refuse('p_rating', 'a rating is 1 to 5');
  end if;
  if p_nps not between 0 and 10 then
    perform support.refuse('p_nps', 'a recommendation is 0 to 10');
  end if;
  if char_length(p_comment) > 2000 then
    perform support.refuse('p_comment', 'a comment has at most 2000 characters');
  end if;
  perform support.count_hit('rate:session:' || p_session_id::text, 20, interval '1 minute');
  update support.conversations set
    rating = coalesce(p_rating, rating),
    nps = coalesce(p_nps, nps),
    rating_comment = case when p_comment is null then rating_comment else nullif(btrim(p_comment), '') end,
    rated_at = clock_timestamp(), revision = revision + 1, updated_at = now()
  where id = p_conversation_id and (rating, nps, rating_comment) is distinct from (
    coalesce(p_rating, rating), coalesce(p_nps, nps),
    case when p_comment is null then rating_comment else nullif(btrim(p_comment), '') end
  )
  returning * into v_changed;
  if found then
    v_conversation := v_changed;
  end if;
  return jsonb_build_object('conversation', support.conversation_json(v_conversation));
end
$function$;

comment on function public.support_rate_conversation(p_session_id uuid, p_visitor_id uuid, p_widget_id uuid, p_conversation_id uuid, p_rating integer, p_comment text, p_nps integer) is 'What the visitor thinks of it, as often as they like; the last word counts, and what is not given stays. Raises what assert_session raises, and SC020, SC040, SC090.';

-- service_role may execute
