-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_schedule_tick()
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_missing text[] := support.missing_for_tick();
begin
  if v_missing = '{}' then
    -- A job of this name is replaced. It runs as the owner of this function, who alone may run the command.
    perform cron.schedule('support-chat-tick', '* * * * *', 'select support.call_tick()');
  end if;
  return jsonb_build_object('scheduled', v_missing = '{}', 'missing', to_jsonb(v_missing));
end
$function$;

comment on function public.support_schedule_tick() is 'Has the database call internal/tick once a minute, where pg_cron, pg_net and Vault are there; otherwise it changes nothing and says what is missing. Takes no arguments on purpose: it schedules this one command and nothing else. To be called again when an extension was enabled after the migrations. Safe to repeat.';

-- service_role may execute
