import type { Handler } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { teamUploadRequestSchema } from '../../schemas/agent/files.ts';
import { fileQuerySchema, uploadCompleteRequestSchema } from '../../schemas/attachments.ts';
import type { FileStorage } from '../../storage/file-storage.ts';
import { announcedAs, completeUpload, downloadAnswer, uploadAnswer } from '../file-answers.ts';
import { readBody, readQuery } from '../read-input.ts';
import { agentScope } from './agent-scope.ts';

type FileDeps = Pick<SupportDeps, 'db' | 'storage'>;

/** `POST agent/upload`: a place for one file in a conversation, under the rules of its widget. */
export function postTeamUpload({ db, storage }: FileDeps): Handler<AppEnv> {
  return async (c) => {
    const files = openStorage(storage);
    const body = await readBody(c, teamUploadRequestSchema);
    const { agentId } = agentScope(c);
    const announced = { agentId, conversationId: body.conversation_id, ...announcedAs(body), byteSize: body.byte_size };
    return c.json(await uploadAnswer(files, await db.createAgentAttachment(announced)));
  };
}

/** `POST agent/upload/complete` */
export function postTeamUploadComplete({ db, storage }: FileDeps): Handler<AppEnv> {
  return async (c) => {
    const files = openStorage(storage);
    const { attachment_id } = await readBody(c, uploadCompleteRequestSchema);
    const upload = await db.getAgentUpload({ agentId: agentScope(c).agentId, attachmentId: attachment_id });
    return c.json({ attachment: await completeUpload({ db, files }, upload, upload.byte_size) });
  };
}

/** `GET agent/file?attachment_id=…` */
export function getTeamFile({ db, storage }: FileDeps): Handler<AppEnv> {
  return async (c) => {
    const files = openStorage(storage);
    const { attachment_id } = readQuery(c, fileQuerySchema);
    const { agentId } = agentScope(c);
    return c.json(
      await downloadAnswer(files, await db.getAttachmentForAgent({ agentId, attachmentId: attachment_id })),
    );
  };
}

function openStorage(storage: FileStorage | undefined): FileStorage {
  if (storage === undefined) throw new ApiError('feature_disabled', 'This server has nowhere to put files.');
  return storage;
}
