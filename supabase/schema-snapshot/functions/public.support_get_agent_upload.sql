-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION public.support_get_agent_upload(p_agent_id uuid, p_attachment_id uuid)
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
  where attachment.id = p_attachment_id and attachment.agent_id = v_agent.id;
  if not found then
    raise exception 'no such file of yours' using errcode = 'SC060';
  end if;
  return support.file_json(v_file);
end
$function$;

comment on function public.support_get_agent_upload(p_agent_id uuid, p_attachment_id uuid) is 'An agent''s own upload in whatever state. Raises SC050, SC060.';

-- service_role may execute
