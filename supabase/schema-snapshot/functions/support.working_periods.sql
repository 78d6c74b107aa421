-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.working_periods(p_working_hours jsonb, p_time_zone text, p_at timestamp with time zone, p_days_ahead integer)
 RETURNS tstzmultirange
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  -- From yesterday on, because a shift that ends after midnight belongs to the day it begins on.
  select coalesce(range_agg(tstzrange(period.starts_at, period.ends_at)), '{}')
  from generate_series(-1, p_days_ahead) as ahead
  cross join lateral (select (p_at at time zone p_time_zone)::date + ahead as date) as day
  cross join lateral jsonb_array_elements(support.working_shifts(p_working_hours, day.date)) as shift
  cross join lateral (
    select case when jsonb_typeof(shift) = 'array'
      and shift ->> 0 ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' and shift ->> 1 ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'
      then array[(shift ->> 0)::time, (shift ->> 1)::time] end as times
  ) as clock
  cross join lateral (
    select
      (day.date + clock.times[1]) at time zone p_time_zone as starts_at,
      (day.date + clock.times[2] + case when clock.times[2] <= clock.times[1] then interval '1 day' else interval '0' end)
        at time zone p_time_zone as ends_at
  ) as period
  -- A short shift may vanish in the hour that is left out in spring.
  where period.starts_at < period.ends_at
$function$;

comment on function support.working_periods(p_working_hours jsonb, p_time_zone text, p_at timestamp with time zone, p_days_ahead integer) is 'When a team works, as instants, from the day before p_at to some days ahead; shifts that touch are one period.';

-- Nobody but the owner has any privilege.
