-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.visitor_words (
  organization_id uuid not null default ,
  word text not null default ,
  visitor_id uuid not null default ,
  constraint visitor_words_pkey PRIMARY KEY (organization_id, word, visitor_id),
  constraint visitor_words_visitor_id_fkey FOREIGN KEY (visitor_id) REFERENCES support.visitors(id) ON DELETE CASCADE
);

comment on table support.visitor_words is 'The words of visitors'' names and e-mail addresses, for searches. Kept by a trigger.';
comment on column support.visitor_words.organization_id is 'Whose visitor it is.';
comment on column support.visitor_words.word is 'In lower case.';
comment on column support.visitor_words.visitor_id is 'Who has it.';

CREATE INDEX visitor_words_visitor_id ON support.visitor_words USING btree (visitor_id);

alter table support.visitor_words enable row level security;

create policy "nobody reads words of visitors" on support.visitor_words
  as permissive for select to anon, authenticated
  using (false);

-- Nobody but the owner has any privilege.
