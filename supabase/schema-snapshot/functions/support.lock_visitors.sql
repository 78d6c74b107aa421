-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.lock_visitors(p_visitor_ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_visitor_id uuid;
begin
  -- First whoever else merges or erases them, because that moves or removes the rows to be locked below.
  for v_visitor_id in
    select wanted.id from unnest(p_visitor_ids) as wanted (id) where wanted.id is not null order by wanted.id
  loop
    perform pg_advisory_xact_lock(hashtextextended('support visitor ' || v_visitor_id::text, 0));
  end loop;
  perform from support.sessions as session where session.visitor_id = any (p_visitor_ids) order by session.id for update;
  perform from support.conversations as conversation
  where conversation.visitor_id = any (p_visitor_ids) order by conversation.id for no key update;
  perform from support.visitors as visitor where visitor.id = any (p_visitor_ids) order by visitor.id for update;
end
$function$;

comment on function support.lock_visitors(p_visitor_ids uuid[]) is 'Visitors with all that is theirs, before they are merged or erased: nobody writes for them until the transaction ends. Sessions first, as every write of a visitor takes them (lock_session), then conversations, then the visitors.';

-- Nobody but the owner has any privilege.
