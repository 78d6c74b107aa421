-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.export_visitor(p_visitor support.visitors, p_with_notes boolean)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'exported_at', now(),
    'organization', (select organization.name from support.organizations as organization where organization.id = p_visitor.organization_id),
    'visitor', jsonb_build_object(
      'id', p_visitor.id, 'external_id', p_visitor.external_id, 'name', p_visitor.name, 'email', p_visitor.email,
      'phone', p_visitor.phone, 'avatar_url', p_visitor.avatar_url, 'locale', p_visitor.locale, 'traits', p_visitor.traits,
      'context', p_visitor.context, 'consent', p_visitor.consent, 'identified_at', p_visitor.identified_at,
      'banned_at', p_visitor.banned_at, 'banned_until', p_visitor.banned_until, 'created_at', p_visitor.created_at,
      'last_seen_at', p_visitor.last_seen_at
    ) || case when p_with_notes then jsonb_build_object('ban_reason', p_visitor.ban_reason) else '{}'::jsonb end,
    'sessions', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', session.id, 'widget_id', session.widget_id, 'origin', session.origin, 'user_agent', session.user_agent,
        'ip_hash', session.ip_hash, 'created_at', session.created_at, 'refreshed_at', session.refreshed_at,
        'expires_at', session.expires_at, 'revoked_at', session.revoked_at, 'revoked_reason', session.revoked_reason
      ) order by session.created_at)
      from support.sessions as session where session.visitor_id = p_visitor.id
    ), '[]'::jsonb),
    'consents', coalesce((
      select jsonb_agg(jsonb_build_object(
        'widget_id', consent.widget_id, 'decision', consent.decision, 'text_version', consent.text_version,
        'ip_hash', consent.ip_hash, 'created_at', consent.created_at
      ) order by consent.id)
      from support.visitor_consents as consent where consent.visitor_id = p_visitor.id
    ), '[]'::jsonb),
    'events', coalesce((
      select jsonb_agg(jsonb_build_object(
        'kind', seen.kind, 'name', seen.name, 'page_url', seen.page_url, 'page_title', seen.page_title, 'data', seen.data,
        'created_at', seen.created_at
      ) order by seen.id)
      from support.visitor_events as seen where seen.visitor_id = p_visitor.id
    ), '[]'::jsonb),
    'conversations', coalesce((
      select jsonb_agg(
        support.conversation_json(conversation) || jsonb_build_object(
          'category', conversation.category, 'prechat', conversation.prechat, 'context', conversation.context,
          'rating_comment', conversation.rating_comment, 'nps', conversation.nps, 'rated_at', conversation.rated_at,
          'messages', coalesce((
            select jsonb_agg(
              support.message_json(message)
              || case when p_with_notes then jsonb_build_object('is_internal', message.is_internal) else '{}'::jsonb end
              order by message.seq)
            from support.messages as message
            where message.conversation_id = conversation.id and (p_with_notes or not message.is_internal)
          ), '[]'::jsonb)
        ) || case when p_with_notes then jsonb_build_object(
          'tags', conversation.tags, 'priority', conversation.priority) else '{}'::jsonb end
        order by conversation.number)
      from support.conversations as conversation where conversation.visitor_id = p_visitor.id
    ), '[]'::jsonb),
    'attachments', coalesce((
      select jsonb_agg(support.file_json(attachment) || jsonb_build_object(
        'conversation_id', attachment.conversation_id, 'message_id', attachment.message_id,
        'uploaded_by', attachment.uploaded_by, 'sha256', attachment.sha256, 'created_at', attachment.created_at
      ) order by attachment.created_at, attachment.id)
      from support.attachments as attachment
      where attachment.visitor_id = p_visitor.id and (
        p_with_notes or attachment.uploaded_by = 'visitor' or exists (
          select from support.messages as message where message.id = attachment.message_id and not message.is_internal
        )
      )
    ), '[]'::jsonb)
  )
$function$;

comment on function support.export_visitor(p_visitor support.visitors, p_with_notes boolean) is 'Everything stored about a visitor. What agents wrote for each other (notes, labels, why somebody was blocked) only on request.';

-- Nobody but the owner has any privilege.
