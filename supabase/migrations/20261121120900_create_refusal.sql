-- Purpose: one way to refuse a call whose arguments make no sense, so that every refusal looks the same.
-- Objects: support.refuse.
-- Undo:    drop the function.

create function support.refuse(p_parameter text, p_message text) returns void
language plpgsql
set search_path = ''
as $$
begin
  raise exception using
    errcode = 'SC090',
    message = coalesce(p_message, 'this request makes no sense'),
    detail = coalesce(p_parameter, ''),
    hint = 'Correct the parameter in the detail; sending the same again will not help.';
end
$$;
comment on function support.refuse(text, text) is
  'Raises SC090 for a parameter that is missing, malformed or out of range. The detail is its name, or a path inside it.';

revoke all on function support.refuse(text, text) from public;
