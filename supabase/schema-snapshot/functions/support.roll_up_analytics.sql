-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.roll_up_analytics(p_limit integer)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_organization record;
  v_widget_id uuid;
  v_zone text;
  v_day date;
  v_computed_at timestamptz;
  v_computed bigint := 0;
begin
  for v_organization in
    select organization.id,
      -- A minute of overlap: a transaction that had begun before the last roll-up may have ended after it.
      greatest(mark.computed_at - interval '1 minute', now() - interval '4 days') as since
    from support.organizations as organization
    cross join lateral (
      select max(figures.computed_at) as computed_at from support.widget_analytics as figures
      where figures.organization_id = organization.id and figures.day > (now() - interval '5 days')::date
    ) as mark
    where mark.computed_at is null or mark.computed_at <= now() - interval '5 minutes'
    order by mark.computed_at nulls first, organization.id
  loop
    for v_widget_id in
      select conversation.widget_id from support.conversations as conversation
      where conversation.organization_id = v_organization.id and conversation.updated_at > v_organization.since
      union
      select event.widget_id from support.visitor_events as event
      where event.organization_id = v_organization.id and event.created_at > v_organization.since
    loop
      v_zone := support.analytics_time_zone(v_widget_id);
      v_day := (now() at time zone v_zone)::date;
      perform support.roll_up_day(v_widget_id, v_day);
      v_computed := v_computed + 1;
      -- Yesterday's conversations are answered and ended today: past days follow every hour, for 48 hours.
      loop
        v_day := v_day - 1;
        exit when (v_day + 1)::timestamp at time zone v_zone <= now() - interval '48 hours';
        select figures.computed_at into v_computed_at from support.widget_analytics as figures
        where figures.widget_id = v_widget_id and figures.day = v_day;
        if not found or v_computed_at <= now() - interval '1 hour'
            or v_computed_at < (v_day + 1)::timestamp at time zone v_zone then
          perform support.roll_up_day(v_widget_id, v_day);
          v_computed := v_computed + 1;
        end if;
      end loop;
    end loop;
    -- Only between organizations: their newest computed_at says that all of their widgets were looked at.
    exit when v_computed >= p_limit;
  end loop;
  return v_computed;
end
$function$;

comment on function support.roll_up_analytics(p_limit integer) is 'What a tick computes: the days of widgets where something changed, an organization at most every 5 minutes, longest ago first, past days hourly until 48 hours after their end. Stops after the organization with which the limit is reached. Returns how many days it computed.';

-- Nobody but the owner has any privilege.
