-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_visitors__store_words()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_words text[] := support.split_words(concat_ws(' ', new.name, new.email));
begin
  delete from support.visitor_words as had where had.visitor_id = new.id and had.word <> all (v_words);
  insert into support.visitor_words (organization_id, word, visitor_id)
  select new.organization_id, word, new.id from unnest(v_words) as word
  on conflict do nothing;
  return null;
end
$function$;

comment on function support.tg_visitors__store_words() is 'Keeps visitor_words. Whoever writes them has the visitor''s row locked.';

-- Nobody but the owner has any privilege.
