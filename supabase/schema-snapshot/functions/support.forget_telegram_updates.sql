-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.forget_telegram_updates(p_visitor_id uuid, p_words text[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  -- The row stays, empty, because Telegram may repeat an update for a day and it must not be taken for a new one.
  update support.telegram_updates as inbox set
    update = '{}', error = null, leased_until = null,
    settled_at = coalesce(inbox.settled_at, now()), state = case when inbox.state = 'dead' then 'dead' else 'done' end
  from (
    select known.bot_id, known.update_id, said.message, said.message #>> '{chat,id}' || ' ' as chat
    from support.telegram_updates as known,
      lateral (select coalesce(
        known.update -> 'message', known.update -> 'edited_message', known.update #> '{callback_query,message}',
        known.update -> 'message_reaction') as message) as said
  ) as told
  where inbox.bot_id = told.bot_id and inbox.update_id = told.update_id and (
    -- Lists that are made once, not questions asked of every update.
    told.chat || (told.message ->> 'message_thread_id') in (
      select topic.chat_id || ' ' || topic.thread_id from support.telegram_topics as topic where topic.visitor_id = p_visitor_id)
    or told.chat || (told.message ->> 'message_id') in (select place from support.telegram_places_of(p_visitor_id) as place)
    or told.chat || (told.message #>> '{reply_to_message,message_id}') in (
      select place from support.telegram_places_of(p_visitor_id) as place)
    -- What others wrote about them elsewhere, once it has been dealt with.
    or (inbox.state <> 'pending' and exists (
      select from unnest(p_words) as word where strpos(lower(inbox.update::text), word) > 0
    ))
  );
end
$function$;

comment on function support.forget_telegram_updates(p_visitor_id uuid, p_words text[]) is 'Empties the updates of a visitor''s topics and messages, and those dealt with that contain one of the words (in lower case).';

-- Nobody but the owner has any privilege.
