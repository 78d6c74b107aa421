-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_conversations__store_words()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_words text[] := support.split_words(new.subject);
begin
  delete from support.subject_words as had where had.conversation_id = new.id and had.word <> all (v_words);
  insert into support.subject_words (organization_id, word, conversation_id)
  select new.organization_id, word, new.id from unnest(v_words) as word
  on conflict do nothing;
  return null;
end
$function$;

comment on function support.tg_conversations__store_words() is 'Keeps subject_words. Whoever writes them has the conversation''s row locked.';

-- Nobody but the owner has any privilege.
