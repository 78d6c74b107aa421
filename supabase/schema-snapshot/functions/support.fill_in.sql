-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.fill_in(p_body text, p_conversation support.conversations, p_agent support.agents)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_visitor_name text := (select visitor.name from support.visitors as visitor where visitor.id = p_conversation.visitor_id);
begin
  p_body := regexp_replace(p_body, '\{\{\s*(visitor\.name|agent\.name|conversation\.number)\s*\}\}', '{{\1}}', 'g');
  if v_visitor_name is null then
    p_body := replace(replace(p_body, ' {{visitor.name}}', ''), '{{visitor.name}}', '');
  end if;
  p_body := replace(p_body, '{{conversation.number}}', p_conversation.number::text);
  p_body := replace(p_body, '{{agent.name}}', p_agent.name);
  -- The visitor's name comes last, so that nothing in it is filled in.
  return case when v_visitor_name is null then p_body else replace(p_body, '{{visitor.name}}', v_visitor_name) end;
end
$function$;

comment on function support.fill_in(p_body text, p_conversation support.conversations, p_agent support.agents) is 'A canned text with {{visitor.name}}, {{agent.name}} and {{conversation.number}} filled in; for a visitor without a name "Hello {{visitor.name}}," becomes "Hello,".';

-- Nobody but the owner has any privilege.
