-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.remove_orphaned_attachments(p_limit integer)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_removed bigint;
begin
  delete from support.attachments where id in (
    select orphan.id from support.attachments as orphan
    where orphan.message_id is null and orphan.created_at < now() - interval '1 day'
    order by orphan.created_at limit greatest(p_limit, 0) for update skip locked
  );
  get diagnostics v_removed = row_count;
  return v_removed;
end
$function$;

comment on function support.remove_orphaned_attachments(p_limit integer) is 'Forgets files that were announced a day ago and never sent; answers how many.';

-- Nobody but the owner has any privilege.
