-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.subject_words (
  organization_id uuid not null default ,
  word text not null default ,
  conversation_id uuid not null default ,
  constraint subject_words_pkey PRIMARY KEY (organization_id, word, conversation_id),
  constraint subject_words_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES support.conversations(id) ON DELETE CASCADE
);

comment on table support.subject_words is 'The words of conversations'' subjects, for searches. Kept by a trigger.';
comment on column support.subject_words.organization_id is 'Whose conversation it is.';
comment on column support.subject_words.word is 'In lower case.';
comment on column support.subject_words.conversation_id is 'What it is about.';

CREATE INDEX subject_words_conversation_id ON support.subject_words USING btree (conversation_id);

alter table support.subject_words enable row level security;

create policy "nobody reads words of subjects" on support.subject_words
  as permissive for select to anon, authenticated
  using (false);

-- Nobody but the owner has any privilege.
