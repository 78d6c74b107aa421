-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.call_tick()
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$;

comment on function support.call_tick() is 'Asks the function support-chat to do the scheduled work, and answers the number of the request in net._http_response. Address and key are secrets of the Vault: support_chat_url, support_chat_secret_key. Raises 55000 when one is missing, which cron.job_run_details shows.';

-- Nobody but the owner has any privilege.
