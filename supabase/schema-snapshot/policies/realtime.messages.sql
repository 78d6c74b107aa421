-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create policy "agents receive their organization's channel" on realtime.messages
  as permissive for select to authenticated
  using (((extension = 'broadcast'::text) AND (( SELECT realtime.topic() AS topic) IN ( SELECT ('support:org:'::text || (organization_id.organization_id)::text)
   FROM support.current_organization_ids() organization_id(organization_id)))));
create policy "visitors receive their own channel" on realtime.messages
  as permissive for select to support_visitor
  using (((extension = 'broadcast'::text) AND (( SELECT realtime.topic() AS topic) = ( SELECT support.current_visitor_topic() AS current_visitor_topic))));
