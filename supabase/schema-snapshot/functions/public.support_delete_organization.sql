-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_delete_organization(p_actor jsonb, p_organization_id uuid, p_limit integer DEFAULT 500)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_limit integer := least(greatest(coalesce(p_limit, 500), 1), 5000);
  v_removed integer;
  v_visitors integer;
begin
  perform support.begin_change(p_actor, p_organization_id, 'owner');
  update support.widgets set deleted_at = now() where organization_id = p_organization_id and deleted_at is null;
  -- A part at a time, so that no lock is held for long, and without waiting for whoever still writes somewhere.
  delete from support.conversations where id in (
    select conversation.id from support.conversations as conversation
    where conversation.organization_id = p_organization_id order by conversation.number limit v_limit for update skip locked);
  get diagnostics v_removed = row_count;
  delete from support.visitors where id in (
    select visitor.id from support.visitors as visitor
    where visitor.organization_id = p_organization_id and not exists (
      select from support.conversations as conversation where conversation.visitor_id = visitor.id)
    limit v_limit - v_removed for update skip locked);
  get diagnostics v_visitors = row_count;
  if exists (select from support.visitors as visitor where visitor.organization_id = p_organization_id) then
    return jsonb_build_object('outcome', 'deleting', 'removed', v_removed + v_visitors, 'has_more', true);
  end if;
  delete from support.organizations where id = p_organization_id;
  return jsonb_build_object('outcome', 'deleted', 'removed', v_removed + v_visitors, 'has_more', false);
end
$function$;

comment on function public.support_delete_organization(p_actor jsonb, p_organization_id uuid, p_limit integer) is 'Removes an organization with everything it has, its log included. Visitors lose it with the first call; call again until has_more is false. For owners. Raises SC003, SC050, SC051, SC090.';

-- service_role may execute
