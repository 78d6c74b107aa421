-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_count_backlog()
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'outbox_pending', (select count(*) from support.outbox where state = 'pending'),
    'outbox_dead', (select count(*) from support.outbox where state = 'dead' and coalesce(error, '') not in ('expired', 'unsent', 'superseded')),
    'updates_pending', (select count(*) from support.telegram_updates where state = 'pending'),
    'updates_dead', (select count(*) from support.telegram_updates where state = 'dead'),
    'oldest_outbox_seconds', (
      select extract(epoch from now() - min(created_at)) from support.outbox
      where state = 'pending' and (attempts > 0 or not_before <= now()))
  )
$function$;

comment on function public.support_count_backlog() is 'What waits and what was given up, for health checks. What is to be sent later, and what was dropped on purpose, is neither.';

-- service_role may execute
