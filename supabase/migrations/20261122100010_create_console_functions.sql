-- Purpose: what a console asks for beyond what the command line needs: widgets beside each other in the analytics, and
--          changing how a group is used without a way to take a group that belongs to nobody yet.
-- Objects: public.support_get_widget_analytics, support_update_telegram_chat.
-- Undo:    drop both.

create function public.support_get_widget_analytics(p_actor jsonb, p_organization_id uuid, p_from date, p_to date)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform support.begin_change(p_actor, p_organization_id, 'agent');
  perform support.check_analytics_range(p_from, p_to);
  return jsonb_build_object('from', p_from, 'to', p_to, 'widgets', coalesce((
    select jsonb_agg(to_jsonb(summed) order by summed.conversations desc, summed.name, summed.widget_id)
    from (
      select
        widget.id as widget_id, widget.name,
        coalesce(sum(figures.visitors), 0) as visitors,
        coalesce(sum(figures.page_views), 0) as page_views,
        coalesce(sum(figures.conversations), 0) as conversations,
        coalesce(sum(figures.offline_conversations), 0) as offline_conversations,
        coalesce(sum(figures.answered), 0) as answered,
        coalesce(sum(figures.missed), 0) as missed,
        coalesce(sum(figures.escalated), 0) as escalated,
        coalesce(sum(figures.resolved), 0) as resolved,
        coalesce(sum(figures.visitor_messages), 0) as visitor_messages,
        coalesce(sum(figures.agent_messages), 0) as agent_messages,
        round(sum(figures.first_response_seconds_sum) / nullif(sum(figures.answered), 0)) as first_response_seconds_mean,
        round(sum(figures.resolution_seconds_sum) / nullif(sum(figures.resolved), 0)) as resolution_seconds_mean,
        coalesce(sum(figures.ratings), 0) as ratings,
        round(sum(figures.ratings_sum)::numeric / nullif(sum(figures.ratings), 0), 2) as rating_mean,
        coalesce(sum(figures.nps_answers), 0) as nps_answers,
        round(100.0 * sum(figures.nps_promoters - figures.nps_detractors) / nullif(sum(figures.nps_answers), 0)) as nps
      from support.widgets as widget
      left join support.widget_analytics as figures on figures.widget_id = widget.id
        and figures.organization_id = p_organization_id and figures.day between p_from and p_to
      where widget.organization_id = p_organization_id
      group by widget.id
      having widget.deleted_at is null or count(figures.day) > 0
    ) as summed
  ), '[]'));
end
$$;
comment on function public.support_get_widget_analytics(jsonb, uuid, date, date) is
  'The figures of at most 366 days by widget, the busiest in front; deleted ones are listed if something happened there. '
  'For any agent. Raises SC003, SC050, SC051, SC090.';

create function public.support_update_telegram_chat(
  p_actor jsonb, p_organization_id uuid, p_chat_id bigint, p_change jsonb
)
returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_answer jsonb;
begin
  perform support.begin_change(p_actor, p_organization_id);
  if p_change is null or jsonb_typeof(p_change) <> 'object' or p_change - array['mode', 'department_id'] <> '{}' then
    perform support.refuse('p_change', 'an object with mode and department_id');
  end if;
  perform from support.telegram_chats as chat
  where chat.chat_id = p_chat_id and chat.organization_id = p_organization_id for update;
  if not found then
    raise exception 'no such group' using errcode = 'SC007';
  end if;
  v_answer := public.support_upsert_telegram_chat(
    p_actor, p_organization_id, p_change || jsonb_build_object('chat_id', p_chat_id));
  return v_answer - 'outcome';
end
$$;
comment on function public.support_update_telegram_chat(jsonb, uuid, bigint, jsonb) is
  'Changes how a connected group is used; what is not named stays. Connecting one takes more than its id. For admins. '
  'Raises SC003, SC006, SC007, SC050, SC051, SC090.';

revoke all on function public.support_get_widget_analytics(jsonb, uuid, date, date) from public, anon, authenticated;
revoke all on function public.support_update_telegram_chat(jsonb, uuid, bigint, jsonb) from public, anon, authenticated;
grant execute on function public.support_get_widget_analytics(jsonb, uuid, date, date) to service_role;
grant execute on function public.support_update_telegram_chat(jsonb, uuid, bigint, jsonb) to service_role;
