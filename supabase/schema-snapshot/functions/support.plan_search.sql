-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.plan_search(p_organization_id uuid, p_search text, OUT ids uuid[], OUT visitor_ids uuid[], OUT subject_ids uuid[], OUT test text, OUT span integer)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  -- Looking up this many costs about as much as showing a page.
  c_few constant integer := 100;
  v_query tsquery := support.search_query(p_search);
  v_names record;
  v_subjects record;
  v_tests text[] := '{}';
begin
  v_names := support.find_owners('visitor', p_organization_id, p_search);
  v_subjects := support.find_owners('conversation', p_organization_id, p_search);
  ids := array(
    select conversation.id from support.conversations as conversation
    where conversation.organization_id = p_organization_id
      and conversation.number = case when btrim(p_search) ~ '^#?\d{1,18}$' then ltrim(btrim(p_search), '#')::bigint end);
  visitor_ids := coalesce(v_names.ids, '{}');
  subject_ids := coalesce(v_subjects.ids, '{}');
  span := 20000;

  if cardinality(visitor_ids) <= c_few and (v_names.ids is not null or not v_names.is_loose) then
    if v_names.is_loose then
      visitor_ids := array(
        select visitor.id from support.visitors as visitor
        where visitor.id = any (visitor_ids)
          and support.search_vector(concat_ws(' ', visitor.name, visitor.email)) @@ v_query);
    end if;
    ids := ids || array(
      select conversation.id from support.conversations as conversation where conversation.visitor_id = any (visitor_ids));
  else
    v_tests := v_tests || concat_ws(' and ',
      case when v_names.ids is not null then 'candidate.visitor_id = any ($8)' end,
      case when v_names.is_loose then
        format('(select support.search_vector(concat_ws('' '', visitor.name, visitor.email)) @@ %L::tsquery'
          || ' from support.visitors as visitor where visitor.id = candidate.visitor_id)', v_query) end);
  end if;

  if cardinality(subject_ids) <= c_few and (v_subjects.ids is not null or not v_subjects.is_loose) then
    if v_subjects.is_loose then
      subject_ids := array(
        select conversation.id from support.conversations as conversation
        where conversation.id = any (subject_ids) and support.search_vector(conversation.subject) @@ v_query);
    end if;
    ids := ids || subject_ids;
  else
    v_tests := v_tests || concat_ws(' and ',
      case when v_subjects.ids is not null then 'candidate.id = any ($9)' end,
      case when v_subjects.is_loose then
        format('candidate.subject is not null and support.search_vector(candidate.subject) @@ %L::tsquery', v_query) end);
  end if;

  if cardinality(v_tests) > 0 then
    test := array_to_string('candidate.id = any ($6)'::text || v_tests, ' or ');
  end if;
  -- A look at a visitor's row costs more than one at an entry of the index.
  if v_names.is_loose then
    span := 2000;
  end if;
end
$function$;

comment on function support.plan_search(p_organization_id uuid, p_search text, OUT ids uuid[], OUT visitor_ids uuid[], OUT subject_ids uuid[], OUT test text, OUT span integer) is 'How to find the conversations of a search: by #number, or by beginnings of words in the visitor''s name and e-mail address or in the subject. Without a test the ids are all of them; otherwise they are the candidates (id, visitor_id, subject, with ids as $6, visitor_ids as $8, subject_ids as $9) that pass the test, of which so many (span) are worth a look at a time.';

-- Nobody but the owner has any privilege.
