-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_attachment_for_agent(p_agent_id uuid, p_attachment_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_agent support.agents := support.act_as_agent(p_agent_id);
  v_file support.attachments;
begin
  select attachment.* into v_file from support.attachments as attachment
  where attachment.id = p_attachment_id and attachment.organization_id = v_agent.organization_id
    and attachment.state <> 'refused' and (attachment.message_id is not null or attachment.agent_id = v_agent.id);
  if not found then
    raise exception 'no such file' using errcode = 'SC060';
  end if;
  if v_file.state = 'pending' then
    raise exception 'this file has not arrived yet' using errcode = 'SC063';
  end if;
  return support.file_json(v_file);
end
$function$;

comment on function public.support_get_attachment_for_agent(p_agent_id uuid, p_attachment_id uuid) is 'Where a file is that was sent in one of the team''s conversations, or that the agent is about to send. Raises SC050, SC060, SC063.';

-- service_role may execute
