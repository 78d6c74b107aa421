-- Purpose: a link from an e-mail opens the conversation again, in whatever browser it is opened.
-- Objects: public.support_resume_session.
-- Undo:    drop the function.

create function public.support_resume_session(
  p_widget_id uuid, p_visitor_id uuid, p_conversation_id uuid, p_link_hash text, p_refresh_token_hash text,
  p_context jsonb default '{}', p_ip_hash text default null, p_origin text default null, p_user_agent text default null
) returns jsonb
language plpgsql security definer
set search_path = ''
as $$
declare
  v_widget support.widgets;
  v_visitor support.visitors;
  v_session_id uuid;
begin
  select widget.* into v_widget from support.widgets as widget where widget.id = p_widget_id and widget.deleted_at is null;
  if not found then
    raise exception 'no such widget' using errcode = 'SC001';
  end if;
  if not v_widget.is_enabled then
    raise exception 'this widget is switched off' using errcode = 'SC002';
  end if;
  perform support.check_token_hash('p_link_hash', p_link_hash);
  perform support.check_token_hash('p_refresh_token_hash', p_refresh_token_hash);
  p_context := coalesce(p_context, '{}');
  if jsonb_typeof(p_context) <> 'object' or octet_length(p_context::text) > 16384 then
    perform support.refuse('p_context', 'a context is an object of at most 16384 bytes');
  end if;
  if p_ip_hash is not null then
    perform support.count_hit('session:ip:' || p_ip_hash, 30, interval '10 minutes');
  end if;
  perform support.count_hit('session:widget:' || p_widget_id::text, 600, interval '1 minute');
  perform support.count_hit('resume:link:' || p_link_hash, 20, interval '1 day');

  -- Held, because being erased waits for it; whoever waits here for an erasure finds nobody.
  select visitor.* into v_visitor from support.visitors as visitor
  where visitor.id = support.current_id_of_visitor(p_visitor_id) for no key update;
  if not found then
    raise exception 'no such visitor' using errcode = 'SC013';
  end if;
  if support.is_banned(v_visitor) then
    raise exception 'this visitor was blocked by the team' using errcode = 'SC014';
  end if;
  if not exists (
    select from support.conversations as conversation
    where conversation.id = p_conversation_id and conversation.visitor_id = v_visitor.id and conversation.widget_id = p_widget_id
  ) then
    raise exception 'no such conversation' using errcode = 'SC020';
  end if;
  if v_visitor.external_id is not null then
    raise exception 'the site vouches for this visitor' using
      errcode = 'SC011', hint = 'They sign in on the site and are identified as ever.';
  end if;

  update support.visitors set
    last_seen_at = now(), context = case when p_context = '{}' then context else p_context end
  where id = v_visitor.id;
  insert into support.sessions (visitor_id, widget_id, ip_hash, origin, user_agent, expires_at)
  values (
    v_visitor.id, p_widget_id, p_ip_hash, left(p_origin, 300), left(p_user_agent, 400), now() + interval '30 days')
  returning id into v_session_id;
  insert into support.session_refresh_tokens (token_hash, session_id, generation)
  values (p_refresh_token_hash, v_session_id, 1)
  on conflict (token_hash) do nothing;
  if not found then
    perform support.refuse('p_refresh_token_hash', 'this refresh token exists already');
  end if;
  return jsonb_build_object('session_id', v_session_id, 'visitor_id', v_visitor.id, 'conversation_id', p_conversation_id);
end
$$;
comment on function public.support_resume_session(uuid, uuid, uuid, text, text, jsonb, text, text, text) is
  'A new session of the visitor whom a signed link names, 20 a day for each link. Not for somebody the site vouches for: they '
  'sign in there (SC011). Raises SC001, SC002, SC011, SC013, SC014, SC020, SC040, SC090.';

revoke all on function public.support_resume_session(uuid, uuid, uuid, text, text, jsonb, text, text, text) from public, anon, authenticated;
grant execute on function public.support_resume_session(uuid, uuid, uuid, text, text, jsonb, text, text, text) to service_role;
