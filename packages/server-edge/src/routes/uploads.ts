import type { Context, Handler } from 'hono';
import type { WireAttachmentRules } from '@support-chat/sdk/protocol';
import type { AppEnv } from '../app-env.ts';
import type { SupportDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { fileQuerySchema, uploadCompleteRequestSchema, uploadRequestSchema } from '../schemas/attachments.ts';
import type { FileStorage } from '../storage/file-storage.ts';
import { readFeatures } from '../widget-settings/features.ts';
import { announcedAs, completeUpload, downloadAnswer, uploadAnswer } from './file-answers.ts';
import { readBody, readQuery } from './read-input.ts';
import { visitorScope } from './visitor-scope.ts';

type FileDeps = Pick<SupportDeps, 'db' | 'storage' | 'mail'>;

/** `POST chat/upload`: a place for one file. */
export function postUpload(deps: FileDeps): Handler<AppEnv> {
  return async (c) => {
    const files = openStorage(c, deps);
    const body = await readBody(c, uploadRequestSchema);
    const announced = { ...visitorScope(c), ...announcedAs(body), byteSize: body.byte_size };
    return c.json(await uploadAnswer(files, await deps.db.createAttachment(announced)));
  };
}

/** `POST chat/upload/complete` */
export function postUploadComplete(deps: FileDeps): Handler<AppEnv> {
  const { db } = deps;
  return async (c) => {
    const files = openStorage(c, deps);
    const { attachment_id } = await readBody(c, uploadCompleteRequestSchema);
    const upload = await db.getUpload({ ...visitorScope(c), attachmentId: attachment_id });
    const { max_bytes } = attachmentRules(c, deps);
    return c.json({ attachment: await completeUpload({ db, files }, upload, max_bytes) });
  };
}

/** `GET chat/file?attachment_id=…` */
export function getFile({ db, storage }: FileDeps): Handler<AppEnv> {
  return async (c) => {
    if (storage === undefined) throw noFiles();
    const { attachment_id } = readQuery(c, fileQuerySchema);
    return c.json(
      await downloadAnswer(storage, await db.getAttachment({ ...visitorScope(c), attachmentId: attachment_id })),
    );
  };
}

function openStorage(c: Context<AppEnv>, deps: FileDeps): FileStorage {
  if (deps.storage === undefined || !attachmentRules(c, deps).enabled) throw noFiles();
  return deps.storage;
}

function attachmentRules(c: Context<AppEnv>, deps: FileDeps): WireAttachmentRules {
  return readFeatures(c.get('widget').features, deps).attachments;
}

function noFiles(): ApiError {
  return new ApiError('feature_disabled', 'This widget takes no files.');
}
