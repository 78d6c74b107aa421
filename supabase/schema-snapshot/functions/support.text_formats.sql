-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

CREATE OR REPLACE FUNCTION support.text_formats()
 RETURNS TABLE(kind text, pattern text, meaning text)
 LANGUAGE sql
 IMMUTABLE ROWS 20
 SET search_path TO ''
AS $function$
  values
    ('colour', '^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$', 'a colour such as #1d4ed8'),
    ('link', '^https://[^\s"<>\\]+$', 'an address that begins with https:// and has at most 2000 characters'),
    ('host', '^((\*\.)?[^][\s/@:*?#\\.]+(\.[^][\s/@:*?#\\.]+)*|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$',
      'a host such as example.com, *.example.com or localhost:3000'),
    ('email', '^[^@\s]{1,64}@[^@\s]{1,255}$', 'an e-mail address'),
    ('locale', '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$', 'a language such as en or pt-BR'),
    ('clock', '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$', 'a time of day from 00:00 to 24:00'),
    ('date', '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', 'a date such as 2026-12-25'),
    ('time_zone', '^(UTC|GMT|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+){1,2})$', 'a time zone such as Europe/Berlin'),
    ('id', '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', 'an id in small letters'),
    ('word', '^\S(.{0,48}\S)?$', 'one to 50 characters, none of them a space at either end'),
    ('field_name', '^[a-z][a-z0-9_]{0,39}$', 'a name of small letters, digits and _ that begins with a letter'),
    ('text_key', '^[A-Za-z][A-Za-z0-9_.:-]{0,99}$', 'the name of a text'),
    ('media_type', '^[a-z0-9.+-]+/([a-z0-9.+-]+|\*)$', 'a media type such as image/png or image/*'),
    ('weekday', '^(mon|tue|wed|thu|fri|sat|sun)$', 'one of mon, tue, wed, thu, fri, sat, sun'),
    ('plan', '^[a-z][a-z0-9_-]{0,39}$', 'the name of a plan: small letters, digits, - and _')
$function$;

comment on function support.text_formats() is 'Kinds of text that follow a pattern, and how to say so to whoever wrote something else.';

-- Nobody but the owner has any privilege.
