-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.forget_deliveries(p_limit integer)
 RETURNS bigint
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  with forgotten as (
    delete from support.outbox where id in (
      select job.id from support.outbox as job
      where job.state <> 'pending' and job.settled_at < now() - interval '48 hours'
        and (job.state = 'sent' or job.error in ('expired', 'unsent') or job.settled_at < now() - interval '30 days')
      limit p_limit for update skip locked)
    returning id
  )
  select count(*) from forgotten
$function$;

comment on function support.forget_deliveries(p_limit integer) is 'Deliveries that are done, after two days. What was given up is kept for a month, for people to see.';

-- Nobody but the owner has any privilege.
