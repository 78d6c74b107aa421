-- Purpose: the database calls the function's internal/tick once a minute, where the project has pg_cron, pg_net and Vault.
-- Objects: support.missing_for_tick, support.call_tick; public.support_schedule_tick; the cron job support-chat-tick.
-- Undo:    select cron.unschedule('support-chat-tick'); drop the functions.

-- The extensions may come later, or never: names from their schemas stand in plpgsql bodies only, which look them up when
-- they run. Without them somebody else has to keep the time; docs/deployment.md says who may.

create function support.missing_for_tick() returns text[]
language sql stable
set search_path = ''
as $$
  select array(
    select needed.name
    from (values
      (1, 'pg_cron', exists (
        select from pg_catalog.pg_proc as f join pg_catalog.pg_namespace as n on n.oid = f.pronamespace
        where n.nspname = 'cron' and f.proname = 'schedule' and f.pronargs = 3)),
      (2, 'pg_net', exists (
        select from pg_catalog.pg_proc as f join pg_catalog.pg_namespace as n on n.oid = f.pronamespace
        where n.nspname = 'net' and f.proname = 'http_post' and 'timeout_milliseconds' = any (f.proargnames))),
      (3, 'vault', exists (
        select from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where n.nspname = 'vault' and c.relname = 'decrypted_secrets'))
    ) as needed (place, name, is_there)
    where not needed.is_there order by needed.place
  )
$$;
comment on function support.missing_for_tick() is
  'What the project lacks for calling internal/tick by itself: pg_cron, pg_net, vault. Empty when it has them all.';

create function support.call_tick() returns bigint
language plpgsql security definer
set search_path = ''
as $$
declare
  v_url text;
  v_secret_key text;
begin
  -- Security definer: whoever runs the cron job needs no right on the secrets.
  select max(secret.decrypted_secret) filter (where secret.name = 'support_chat_url'),
    max(secret.decrypted_secret) filter (where secret.name = 'support_chat_secret_key')
  into v_url, v_secret_key
  from vault.decrypted_secrets as secret
  where secret.name in ('support_chat_url', 'support_chat_secret_key');
  if v_url is null or v_secret_key is null then
    raise exception using
      errcode = 'object_not_in_prerequisite_state',
      message = format('the Vault has no secret %s',
        case when v_url is null then 'support_chat_url' else 'support_chat_secret_key' end),
      hint = 'support_chat_url is the address of the function support-chat, support_chat_secret_key a secret key of the '
        'project: select vault.create_secret(''…'', ''support_chat_url'').';
  end if;
  -- The answer comes when the database's part is done, 20 seconds at most and what is under way then.
  return net.http_post(
    url := rtrim(v_url, '/') || '/internal/tick',
    headers := jsonb_build_object('apikey', v_secret_key, 'content-type', 'application/json'),
    body := '{}'::jsonb,
    timeout_milliseconds := 50000
  );
end
$$;
comment on function support.call_tick() is
  'Asks the function support-chat to do the scheduled work, and answers the number of the request in net._http_response. '
  'Address and key are secrets of the Vault: support_chat_url, support_chat_secret_key. Raises 55000 when one is missing, '
  'which cron.job_run_details shows.';

create function public.support_schedule_tick() returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_missing text[] := support.missing_for_tick();
begin
  if v_missing = '{}' then
    -- A job of this name is replaced. It runs as the owner of this function, who alone may run the command.
    perform cron.schedule('support-chat-tick', '* * * * *', 'select support.call_tick()');
  end if;
  return jsonb_build_object('scheduled', v_missing = '{}', 'missing', to_jsonb(v_missing));
end
$$;
comment on function public.support_schedule_tick() is
  'Has the database call internal/tick once a minute, where pg_cron, pg_net and Vault are there; otherwise it changes '
  'nothing and says what is missing. Takes no arguments on purpose: it schedules this one command and nothing else. To be '
  'called again when an extension was enabled after the migrations. Safe to repeat.';

revoke all on function support.missing_for_tick() from public;
revoke all on function support.call_tick() from public;
revoke all on function public.support_schedule_tick() from public, anon, authenticated;
grant execute on function public.support_schedule_tick() to service_role;

do $$
declare
  v_missing text[] := array(select jsonb_array_elements_text(public.support_schedule_tick() -> 'missing'));
begin
  if v_missing <> '{}' then
    raise notice 'Support Chat: the scheduled work is not scheduled, because the database has no %.',
      array_to_string(v_missing, ', ')
      using hint = 'Enable it and run: select public.support_schedule_tick(); or call internal/tick once a minute yourself.';
  end if;
end
$$;
