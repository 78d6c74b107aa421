-- Several limits in one call: all are counted, or none.
begin;
select plan(28);
\ir fixtures/harbor-goods.psql

create function story.hit(variadic p_limits text[]) returns jsonb
language sql
as $$
  select public.support_count_hits((
    select jsonb_agg(jsonb_build_object('key', split_part(wanted, ' ', 1), 'limit', split_part(wanted, ' ', 2)::integer,
      'window_seconds', split_part(wanted, ' ', 3)::integer))
    from unnest(p_limits) as wanted))
$$;
create function story.hits() returns text[]
language sql
as $$ select coalesce(array_agg(key || ' ' || hits order by key), '{}') from support.rate_limits $$;
-- The seconds that a refused call asks to wait; null for one that is let through.
create function story.wait_asked(variadic p_limits text[]) returns integer
language plpgsql
as $$
declare
  v_detail text;
begin
  perform story.hit(variadic p_limits);
  return null;
exception when sqlstate 'SC040' then
  get stacked diagnostics v_detail = pg_exception_detail;
  return v_detail::integer;
end
$$;

select is(story.hit('b 2 60', 'a 3 10'), '{"allowed": true}', 'Two limits are counted by one call');
select is(story.hits(), array['a 1', 'b 1'], 'each once');
select is(story.hit('a 3 10', 'b 2 60'), '{"allowed": true}', 'in whatever order they are named');
select throws_ok($$ select story.hit('a 3 10', 'b 2 60') $$, 'SC040', 'too many requests', 'One that is full refuses the call');
select is(story.hits(), array['a 2', 'b 2'], 'which then counts for none');
select cmp_ok(story.wait_asked('a 3 10', 'b 2 60'), '>', 50, 'The wait is that of the full one');
select cmp_ok(story.wait_asked('a 2 10', 'b 2 60'), '>', 50, 'the longest if several are');
select cmp_ok(story.wait_asked('a 2 10'), '<=', 10, 'and no longer than its window');
select is(story.hit('a 3 10', 'c 1 60'), '{"allowed": true}', 'Others are not affected');
select story.wait('10 seconds');
select is(story.hit('a 3 10'), '{"allowed": true}', 'When its window is over');
select is(story.hits(), array['a 1', 'b 2', 'c 1'], 'a limit begins anew');
select throws_ok($$ select story.hit('a 3 10', 'b 2 60') $$, 'SC040', null, 'and no earlier');
select throws_ok($$ select story.hit('d 0 60') $$, 'SC040', null, 'A limit of 0 lets nothing through');
select is(public.support_count_hits('[]'), '{"allowed": true}', 'Without limits everything is allowed');
select support.count_hit('a', 10, interval '10 seconds');
select is((select hits from support.rate_limits where key = 'a'), 2, 'They are the same counters that functions count for themselves');

select throws_ok(format('select public.support_count_hits(%L)', bad), 'SC090', null, 'These are no limits: ' || coalesce(left(bad, 60), 'null'))
from unnest(array[
  null, '{}', '[1]', '[{"key": "a"}]', '[{"key": 1, "limit": 1, "window_seconds": 1}]', '[{"key": "a", "limit": -1, "window_seconds": 1}]',
  '[{"key": "a", "limit": 1.5, "window_seconds": 1}]', '[{"key": "a", "limit": "1", "window_seconds": 1}]',
  '[{"key": "a", "limit": 1, "window_seconds": 0}]', '[{"key": "a", "limit": 1, "window_seconds": 86401}]',
  '[{"key": "a", "limit": 1, "window_seconds": 1}, {"key": "a", "limit": 1, "window_seconds": 1}]',
  (select jsonb_agg(jsonb_build_object('key', n, 'limit', 1, 'window_seconds', 1)) from generate_series(1, 21) as n)::text
]) as bad;
select is(story.hits(), array['a 2', 'b 2', 'c 1'], 'What was refused counts for nothing');

select * from finish();
rollback;
