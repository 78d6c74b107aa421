-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.find_owners(p_kind text, p_organization_id uuid, p_search text, OUT ids uuid[], OUT is_loose boolean)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  -- As many as 150 pages of the index name.
  c_most constant integer := 20000;
  v_word text;
  v_of_word uuid[];
begin
  is_loose := false;
  foreach v_word in array support.split_words(p_search) loop
    -- The word is written out, because the planner turns only what it sees into a range of the index. Asking for the
    -- order of the index keeps it from reading the table.
    execute format(
      'select array(select %1$I from support.%2$I where organization_id = $1 and word ^@ %3$L'
      || ' order by organization_id, word, %1$I limit %4$s)',
      p_kind || '_id', case p_kind when 'visitor' then 'visitor_words' else 'subject_words' end, v_word, c_most + 1)
      into v_of_word using p_organization_id;
    if cardinality(v_of_word) > c_most then
      is_loose := true;
    else
      ids := array(select unnest(v_of_word) intersect select unnest(coalesce(ids, v_of_word)));
    end if;
  end loop;
end
$function$;

comment on function support.find_owners(p_kind text, p_organization_id uuid, p_search text, OUT ids uuid[], OUT is_loose boolean) is 'Whose words (visitor: of name and e-mail address; conversation: of the subject) begin with each word of the search. Words that more than 20,000 have are left out, and is_loose says so; no ids at all: there is no other word.';

-- Nobody but the owner has any privilege.
