-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.forget_conversations(p_limit integer)
 RETURNS bigint
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  select support.delete_conversations(array(
    select old.id from support.organizations as organization cross join lateral (
      select conversation.id from support.conversations as conversation
      where conversation.organization_id = organization.id and conversation.status in ('resolved', 'closed')
        and conversation.closed_at < now() - make_interval(days => organization.conversation_retention_days)
      order by conversation.closed_at limit p_limit
    ) as old
    where organization.conversation_retention_days is not null
    limit p_limit
  ))
$function$;

comment on function support.forget_conversations(p_limit integer) is 'Ended conversations that are older than their organization keeps them; nothing where it keeps all of them.';

-- Nobody but the owner has any privilege.
