import type { LocalDatabase } from '../packages/local/src/database/local-database.ts';

/** Conversations that nobody has ended: as many in a small organization's inbox as in that of a large one. */
export const OPEN = 600;

/**
 * Fills an empty database with this many conversations of two years, the open ones last. What few have (a tag, a state, a
 * name) few have in any size; what one in so many has, one in so many has. Ids come from names: md5('visitor 1') and so on.
 */
export async function fillInbox(database: LocalDatabase, conversations: number): Promise<void> {
  const ended = conversations - OPEN;
  await database.execute(`
    set local session_replication_role = replica;
    insert into support.organizations (id, name, last_conversation_number)
    values (md5('organization')::uuid, 'Harbor Goods', ${conversations});
    insert into support.widgets (id, organization_id, key, name)
    values (md5('widget')::uuid, md5('organization')::uuid, 'wk_harbor', 'Harbor Goods');
    insert into support.departments (id, organization_id, name)
    select md5('department ' || n)::uuid, md5('organization')::uuid, 'Department ' || n from generate_series(0, 4) as n;
    insert into support.agents (id, organization_id, telegram_user_id, name)
    select md5('agent ' || n)::uuid, md5('organization')::uuid, 7000 + n, 'Agent ' || n from generate_series(0, 9) as n;

    insert into support.visitors (id, organization_id, name, email, created_at, last_seen_at)
    select md5('visitor ' || n)::uuid, md5('organization')::uuid,
      case when n > ${ended} and n <= ${ended + 20} then 'Robin' when n % 100 = 0 then 'Ana' else 'Guest' end || ' Number' || n,
      'guest' || n || '@example.com', at, at
    from generate_series(1, ${conversations}) as n
    cross join lateral (select now() - interval '730 days' * (1 - n / ${conversations}.0) as at) as time;

    insert into support.conversations (
      id, organization_id, widget_id, visitor_id, agent_id, department_id, number, status, priority, tags, subject, last_seq,
      revision, created_at, updated_at, queued_at, first_response_at, closed_at, snoozed_until
    )
    select md5('conversation ' || n)::uuid, md5('organization')::uuid, md5('widget')::uuid, md5('visitor ' || n)::uuid,
      case when n <= ${ended} or n % 3 > 0 then md5('agent ' || n % 10)::uuid end,
      -- Few are of the last department.
      md5('department ' || case when n > ${ended} and n % 20 = 0 then 4 else n % 4 end)::uuid,
      n,
      case when n <= ${ended} then case when n % 100 = 0 then 'resolved' else 'closed' end when n % 3 = 0 then 'queued' else 'active' end,
      case when n % 100 = 1 then 'urgent' else 'normal' end,
      case when n > ${ended} and n % 20 = 1 then '{refund}'::text[] when n % 5 = 0 then '{order}'::text[] else '{}'::text[] end,
      case when n > ${ended} and n % 20 = 2 then 'Broken lantern' when n % 10 = 0 then 'About parcel ' || n end,
      1, 1, at, at, at, case when n <= ${ended} then at end, case when n <= ${ended} then at end,
      case when n > ${ended} and n % 30 = 4 then now() + interval '1 day' end
    from generate_series(1, ${conversations}) as n
    cross join lateral (select now() - interval '730 days' * (1 - n / ${conversations}.0) as at) as time;

    -- What triggers would have stored.
    insert into support.visitor_words (organization_id, word, visitor_id)
    select visitor.organization_id, word, visitor.id
    from support.visitors as visitor, unnest(support.split_words(concat_ws(' ', visitor.name, visitor.email))) as word;
    insert into support.subject_words (organization_id, word, conversation_id)
    select conversation.organization_id, word, conversation.id
    from support.conversations as conversation, unnest(support.split_words(conversation.subject)) as word;

    insert into support.messages (
      conversation_id, seq, id, organization_id, visitor_id, revision, sender_kind, body, created_at
    )
    select conversation.id, 1, gen_random_uuid(), conversation.organization_id, conversation.visitor_id, 1, 'visitor',
      'Where is my parcel?', conversation.created_at
    from support.conversations as conversation;
  `);
  for (const table of ['visitors', 'conversations', 'messages', 'visitor_words', 'subject_words'])
    await database.query(`vacuum (analyze) support.${table}`);
}
