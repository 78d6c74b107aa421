-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.find_conversations(p_organization_id uuid, p_search text)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select coalesce(array_agg(found.id), '{}')
  from (
    select conversation.id from support.conversations as conversation
    where conversation.organization_id = p_organization_id
      and conversation.number = case when btrim(p_search) ~ '^#?\d{1,18}$' then ltrim(btrim(p_search), '#')::bigint end
    union
    select of_visitor.id
    from (
      select visitor.id from support.visitors as visitor
      where (visitor.name is not null or visitor.email is not null) and visitor.organization_id = p_organization_id
        and support.search_vector(coalesce(visitor.name, '') || ' ' || coalesce(visitor.email, '')) @@ support.search_query(p_search)
      order by visitor.last_seen_at desc limit 1000
    ) as visitor
    cross join lateral (
      select conversation.id from support.conversations as conversation
      where conversation.visitor_id = visitor.id limit 100
    ) as of_visitor
    union
    (
      select conversation.id from support.conversations as conversation
      where conversation.subject is not null and conversation.organization_id = p_organization_id
        and support.search_vector(conversation.subject) @@ support.search_query(p_search)
      order by conversation.number desc limit 1000
    )
  ) as found
$function$;

comment on function support.find_conversations(p_organization_id uuid, p_search text) is 'Conversations by #number, or by beginnings of words in the visitor''s name and e-mail address or in the subject: those of the thousand visitors seen last, and the newest thousand subjects.';

-- Nobody but the owner has any privilege.
