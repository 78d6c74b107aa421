-- Purpose: nothing is announced to a visitor while they are being erased, so that nothing of them is left afterwards.
-- Objects: support.announce_availability (replaced).
-- Undo:    restore the function of 20261121121230.

create or replace function support.announce_availability(p_organization_id uuid) returns void
language plpgsql
set search_path = ''
as $$
begin
  perform realtime.send(
    jsonb_build_object('availability', support.availability_json(p_organization_id)), 'availability.updated',
    'support:org:' || p_organization_id::text, true);
  perform realtime.send(
      jsonb_build_object('availability', state.availability), 'availability.updated',
      'support:visitor:' || asking.visitor_id::text, true)
  from (
    -- Whoever is being erased or merged is passed over, and an erasure that comes now waits and then removes this as well.
    -- Without waiting here, because the rows of agents are locked already.
    select visitor.id as visitor_id, conversation.widget_id from support.conversations as conversation
    join support.visitors as visitor on visitor.id = conversation.visitor_id
    where conversation.organization_id = p_organization_id and conversation.status in ('queued', 'active')
      and conversation.updated_at > now() - interval '1 day'
    order by conversation.updated_at desc limit 500
    for key share of visitor skip locked
  ) as asking
  join (
    select widget.id, support.widget_availability_json(widget) as availability from support.widgets as widget
    where widget.organization_id = p_organization_id offset 0
  ) as state on state.id = asking.widget_id;
end
$$;
