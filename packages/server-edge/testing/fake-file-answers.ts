import { DatabaseError, type FunctionArguments } from '../src/db/database-caller.ts';
import type { FileRow, SettledFile } from '../src/db/files-db.ts';

const MAX_BYTES = 10_485_760;
const REFUSED_TYPES = ['text/html', 'image/svg+xml', 'application/x-msdownload', 'application/octet-stream'];

/** Attachments in memory: announced, settled once, handed out when they are stored. Limits are the real functions'. */
export function fileAnswers(): Readonly<Record<string, (args: FunctionArguments) => unknown>> {
  const files = new Map<string, SettledFile & { readonly visitor: unknown }>();

  const find = (args: FunctionArguments) => {
    const file = files.get(String(args['p_attachment_id']));
    if (file === undefined || ('p_visitor_id' in args && file.visitor !== args['p_visitor_id'])) {
      throw new DatabaseError('no such file', { sqlstate: 'SC060' });
    }
    return file;
  };
  const row = ({ visitor: _, refusal: __, ...file }: SettledFile & { readonly visitor: unknown }): FileRow => file;

  return {
    support_create_attachment: (args) => {
      const id = `90000000-0000-4000-8000-${String(files.size + 1).padStart(12, '0')}`;
      const file = {
        attachment_id: id,
        path: `20000000-0000-4000-8000-000000000001/${id}`,
        name: String(args['p_name']),
        media_type: String(args['p_media_type']),
        byte_size: Number(args['p_byte_size']),
        state: 'pending' as const,
        refusal: null,
        visitor: args['p_visitor_id'],
      };
      files.set(id, file);
      return { ...row(file), max_bytes: MAX_BYTES };
    },
    support_get_upload: (args) => row(find(args)),
    support_get_attachment: (args) => {
      const file = find(args);
      if (file.state === 'refused') throw new DatabaseError('no such file', { sqlstate: 'SC060' });
      if (file.state === 'pending') throw new DatabaseError('not arrived yet', { sqlstate: 'SC063' });
      return row(file);
    },
    support_settle_attachment: (args) => {
      const file = find(args);
      if (file.state === 'pending') files.set(file.attachment_id, { ...file, ...settlement(args) });
      const settled = find(args);
      return { ...row(settled), refusal: settled.refusal };
    },
    support_lease_storage_deletions: () => [],
    support_settle_storage_deletion: () => ({ state: 'deleted' }),
  };
}

function settlement(args: FunctionArguments): Partial<SettledFile> {
  const mediaType = String(args['p_media_type']);
  if (args['p_outcome'] === 'refused') return { state: 'refused', refusal: String(args['p_refusal']) };
  if (Number(args['p_byte_size']) > MAX_BYTES)
    return { state: 'refused', refusal: 'larger than announced and than allowed' };
  if (REFUSED_TYPES.includes(mediaType)) return { state: 'refused', refusal: `its bytes are ${mediaType}` };
  const [width, height] = [args['p_width'], args['p_height']];
  return {
    state: 'stored',
    media_type: mediaType,
    byte_size: Number(args['p_byte_size']),
    ...(width === undefined ? {} : { width: Number(width), height: Number(height) }),
  };
}
