-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_refresh_session(p_widget_id uuid, p_refresh_token_hash text, p_new_refresh_token_hash text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_token support.session_refresh_tokens;
  v_session support.sessions;
begin
  select token.* into v_token from support.session_refresh_tokens as token where token.token_hash = p_refresh_token_hash;
  if not found then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  -- Not "for update": what the visitor is writing at the moment holds the session too and need not wait for this.
  select session.* into v_session from support.sessions as session
  where session.id = v_token.session_id and session.widget_id = p_widget_id for no key update;
  if not found then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  if v_session.revoked_at is not null then
    return jsonb_build_object('outcome', 'revoked');
  end if;
  if v_session.expires_at <= now() then
    return jsonb_build_object('outcome', 'expired');
  end if;

  if v_token.generation < v_session.generation - 1 then
    update support.sessions set revoked_at = now(), revoked_reason = 'refresh token reused' where id = v_session.id;
    return jsonb_build_object('outcome', 'reused');
  end if;

  -- A visitor who is blocked keeps the session, so that they are told so again instead of starting over as nobody.
  perform support.assert_session(v_session.id, v_session.visitor_id, p_widget_id);
  perform support.check_token_hash('p_new_refresh_token_hash', p_new_refresh_token_hash);
  perform support.count_hit('refresh:session:' || v_session.id::text, 30, interval '10 minutes');
  if v_token.generation = v_session.generation then
    -- First use of the newest generation: everything before it is finished.
    update support.sessions
    set generation = generation + 1, refreshed_at = now(), expires_at = now() + interval '30 days'
    where id = v_session.id returning * into v_session;
  end if;
  insert into support.session_refresh_tokens (token_hash, session_id, generation)
  values (p_new_refresh_token_hash, v_session.id, v_session.generation)
  on conflict (token_hash) do nothing;
  if not found then
    perform support.refuse('p_new_refresh_token_hash', 'this refresh token exists already');
  end if;
  update support.visitors set last_seen_at = now() where id = v_session.visitor_id;
  return jsonb_build_object('outcome', 'refreshed', 'session_id', v_session.id, 'visitor_id', v_session.visitor_id);
end
$function$;

comment on function public.support_refresh_session(p_widget_id uuid, p_refresh_token_hash text, p_new_refresh_token_hash text) is 'Rotates a refresh token. The one before the newest stays good until the newest is used, so a lost answer logs nobody out; an older one revokes the session. Answers with an outcome instead of raising, because a revocation must commit. The visitor is whoever the session belongs to now. Raises SC001, SC002, SC014, SC040, SC090.';

-- service_role may execute
