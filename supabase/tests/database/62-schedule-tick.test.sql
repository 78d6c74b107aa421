-- Who keeps the time: the database itself where it can, with secrets that stand nowhere but in the Vault.
begin;
select plan(19);
\ir fixtures/harbor-goods.psql

-- pg_cron and pg_net by their names only: what was scheduled and what was sent is written down. Calling no function of
-- theirs that they do not have is all that this can show; both have them since 1.4 and 0.7.
create function story.install_pg_cron() returns void
language plpgsql
as $$
begin
  create schema cron;
  create table cron.job (jobid bigint generated always as identity, jobname text unique, schedule text, command text, username text);
  create function cron.schedule(job_name text, schedule text, command text) returns bigint
  language sql
  as $body$
    insert into cron.job (jobname, schedule, command, username) values ($1, $2, $3, current_user)
    on conflict (jobname) do update set schedule = excluded.schedule, command = excluded.command
    returning jobid
  $body$;
end
$$;
create function story.install_pg_net() returns void
language plpgsql
as $$
begin
  create schema net;
  create table net.sent (id bigint generated always as identity, url text, body jsonb, headers jsonb, timeout_milliseconds integer);
  create function net.http_post(
    url text, body jsonb default '{}', params jsonb default '{}',
    headers jsonb default '{"Content-Type": "application/json"}', timeout_milliseconds integer default 5000
  ) returns bigint
  language sql
  as $body$
    insert into net.sent (url, body, headers, timeout_milliseconds) values ($1, $2, $4, $5) returning id
  $body$;
end
$$;

-- 1. Without the extensions

select is(public.support_schedule_tick(), '{"scheduled": false, "missing": ["pg_cron", "pg_net"]}',
  'A plain database schedules nothing, and says what it would take');
select story.install_pg_cron();
select is(public.support_schedule_tick(), '{"scheduled": false, "missing": ["pg_net"]}', 'Half of it is not enough');
select is((select count(*) from cron.job), 0::bigint, 'so there is no job that fails every minute');

-- 2. With them

select story.install_pg_net();
select story.act('service_role');
select is(public.support_schedule_tick(), '{"scheduled": true, "missing": []}', 'The server may have the job scheduled');
select is(public.support_schedule_tick(), '{"scheduled": true, "missing": []}', 'also a second time');
select story.act_as_owner();
select results_eq('select jobname, schedule, command from cron.job',
  $$ values ('support-chat-tick', '* * * * *', 'select support.call_tick()') $$,
  'There is one job, once a minute, and no secret in it');
select is((select username from cron.job),
  (select pg_get_userbyid(proowner)::text from pg_proc where oid = 'support.call_tick()'::regprocedure),
  'It runs as the owner of what it calls');

-- 3. The call

select throws_ok('select support.call_tick()', '55000', 'the Vault has no secret support_chat_url', 'Without an address nobody is called');
select vault.create_secret('https://abcdefgh.supabase.co/functions/v1/support-chat/', 'support_chat_url') is not null;
select throws_ok('select support.call_tick()', '55000', 'the Vault has no secret support_chat_secret_key', 'nor without a key');
select is((select count(*) from net.sent), 0::bigint, 'Nothing was sent');
select vault.create_secret('sb_secret_first', 'support_chat_secret_key') is not null;
select ok(support.call_tick() is not null, 'With both it calls');
select results_eq('select url, headers ->> ''apikey'', headers ? ''authorization'' or headers ? ''Authorization'', body from net.sent',
  $$ values ('https://abcdefgh.supabase.co/functions/v1/support-chat/internal/tick', 'sb_secret_first', false, '{}'::jsonb) $$,
  'the function, with the key where the platform wants it');
select ok((select timeout_milliseconds between 25000 and 60000 from net.sent), 'and waits longer than a tick may work');
select vault.update_secret((select id from vault.secrets where name = 'support_chat_secret_key'), 'sb_secret_second');
select support.call_tick();
select is((select headers ->> 'apikey' from net.sent order by id desc limit 1), 'sb_secret_second',
  'A key that was changed in the Vault holds from the next minute on');

-- 4. Who may

select is_empty($$
  select role.rolname, f.oid::regprocedure from pg_roles as role, pg_proc as f
  where role.rolname in ('anon', 'authenticated', 'support_visitor', 'service_role', 'authenticator')
    and f.oid in ('support.call_tick()'::regprocedure, 'support.missing_for_tick()'::regprocedure)
    and has_function_privilege(role.oid, f.oid, 'execute')
$$, 'Nobody but the owner can make the call, which shows the key to whoever reads what is sent');
select story.act('service_role');
select throws_ok('select support.call_tick()', '42501', null, 'not even the server');
select story.act_as_visitor('Robin');
select throws_ok('select public.support_schedule_tick()', '42501', null, 'A visitor schedules nothing');
select story.act_as_owner();

-- 5. Without a Vault

alter schema vault rename to vault_elsewhere;
select is(public.support_schedule_tick(), '{"scheduled": false, "missing": ["vault"]}', 'Without a Vault there is nowhere for the key');
select is((select count(*) from cron.job), 1::bigint, 'and what was scheduled before stays');

select * from finish();
rollback;
