-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.tg_attachments__queue_deletion()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into support.storage_deletions (path, not_before)
  values (
    old.path,
    -- Supabase Storage accepts an upload for two hours after it was signed, so an unfinished one may still come.
    case when old.state = 'pending' then greatest(now(), old.created_at + interval '125 minutes') else now() end
  )
  on conflict (path) do update set not_before = excluded.not_before, leased_until = null;
  return null;
end
$function$;

comment on function support.tg_attachments__queue_deletion() is 'Whatever removes the row of a file (an erased visitor, a deleted widget, retention) has its bytes removed too.';

-- Nobody but the owner has any privilege.
