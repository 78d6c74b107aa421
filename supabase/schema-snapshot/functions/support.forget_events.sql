-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.forget_events(p_limit integer)
 RETURNS bigint
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  with forgotten as (
    delete from support.visitor_events where id in (
      select old.id from support.organizations as organization cross join lateral (
        select event.id from support.visitor_events as event
        where event.organization_id = organization.id
          and event.created_at < now() - make_interval(days => organization.event_retention_days)
        limit p_limit
      ) as old
      limit p_limit)
    returning id
  )
  select count(*) from forgotten
$function$;

comment on function support.forget_events(p_limit integer) is 'Page views and events that are older than their organization keeps them.';

-- Nobody but the owner has any privilege.
