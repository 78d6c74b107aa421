-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_save_plan(p_actor jsonb, p_plan jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_plan support.plans;
begin
  perform support.assert_operator(p_actor);
  perform support.check_settings('plan', p_plan, 'p_plan');
  insert into support.plans (id, max_widgets, max_agents, messages_per_minute)
  values (
    p_plan ->> 'id', (p_plan ->> 'max_widgets')::integer, (p_plan ->> 'max_agents')::integer,
    (p_plan ->> 'messages_per_minute')::integer)
  on conflict (id) do update set
    max_widgets = excluded.max_widgets, max_agents = excluded.max_agents, messages_per_minute = excluded.messages_per_minute
  returning * into v_plan;
  return jsonb_build_object('plan', to_jsonb(v_plan));
end
$function$;

comment on function public.support_save_plan(p_actor jsonb, p_plan jsonb) is 'Makes a plan, or gives an existing one these limits; a limit left out is none. Operator only. Raises SC051, SC090.';

-- service_role may execute
