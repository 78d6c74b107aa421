-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create policy "visitors receive their own channel" on realtime.messages
  as permissive for select to support_visitor
  using (((extension = 'broadcast'::text) AND (( SELECT realtime.topic() AS topic) = ('support:visitor:'::text || (( SELECT support.current_visitor_id() AS current_visitor_id))::text))));
