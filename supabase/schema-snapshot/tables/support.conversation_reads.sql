-- Made by `npm run schema:dump` from supabase/migrations. Read it; do not edit it.

create table support.conversation_reads (
  agent_id uuid not null default ,
  conversation_id uuid not null default ,
  seq bigint not null default ,
  constraint conversation_reads_pkey PRIMARY KEY (agent_id, conversation_id),
  constraint conversation_reads_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES support.agents(id) ON DELETE CASCADE,
  constraint conversation_reads_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES support.conversations(id) ON DELETE CASCADE,
  constraint conversation_reads_seq_check CHECK ((seq >= 0))
);

comment on table support.conversation_reads is 'How far each agent has read in the web inbox.';
comment on column support.conversation_reads.agent_id is 'Who read.';
comment on column support.conversation_reads.conversation_id is 'What.';
comment on column support.conversation_reads.seq is 'Newest message they have seen.';

CREATE INDEX conversation_reads_conversation_id ON support.conversation_reads USING btree (conversation_id);

alter table support.conversation_reads enable row level security;

create policy "agents read their own reading marks" on support.conversation_reads
  as permissive for select to authenticated
  using ((agent_id IN ( SELECT support.current_agent_ids() AS current_agent_ids)));

-- Nobody but the owner has any privilege.
