import { ATTACHMENT_BUCKET, StorageError } from '../../storage/file-storage.ts';
import { createSupabaseStorage } from '../../storage/supabase-storage.ts';
import { checkNamed, type Check } from '../../checks/check.ts';
import type { Project } from '../settings.ts';
import type { CliWorld } from '../world.ts';
import { valueOf, type ProjectClient } from './project-client.ts';

const bucket = checkNamed('storage.bucket', `Bucket ${ATTACHMENT_BUCKET}`);
const upload = checkNamed('storage.upload', 'Upload of a file');

/** One pixel: a file that every sensible list of types allows. */
const PNG = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
);

/** Uploads a picture of one pixel as a visitor would, and removes it. */
export async function checkStorage(ask: ProjectClient, project: Project, world: CliWorld): Promise<readonly Check[]> {
  const found = await ask(`/storage/v1/bucket/${ATTACHMENT_BUCKET}`, { asOperator: true });
  if (found.status !== 200) {
    return [
      bucket.failed(
        `does not exist (${String(found.status)})`,
        `Apply the migrations: supabase db push --remote. If that cannot make it, make it by hand: Dashboard → Storage → New bucket → ${ATTACHMENT_BUCKET}, private.`,
      ),
      upload.unknown('not tried', 'Make the bucket first.'),
    ];
  }
  if (valueOf(found.body, 'public') === true) {
    return [
      bucket.failed(
        'is public: everybody can read every file whose name they know',
        'Dashboard → Storage → the bucket → Edit → switch "Public bucket" off.',
      ),
      upload.unknown('not tried', 'Make the bucket private first.'),
    ];
  }
  return [bucket.ok('is private'), await checkUpload(project, world)];
}

async function checkUpload(project: Project, world: CliWorld): Promise<Check> {
  const storage = createSupabaseStorage({ ...project, fetch: world.fetch });
  const path = `doctor/${world.uuid()}.png`;
  try {
    const signed = await storage.createUpload(path);
    const response = await world.fetch(signed.url, {
      method: signed.method,
      headers: { ...signed.headers, 'content-type': 'image/png' },
      body: PNG,
      signal: AbortSignal.timeout(15_000),
    });
    await response.body?.cancel();
    const stored = await storage.read(path, { offset: 0, length: PNG.length });
    await storage.remove([path]);
    if (response.ok && stored?.byteSize === PNG.length)
      return upload.ok('a file was uploaded by a signed address, read and removed');
    return upload.failed(
      `the upload was answered with ${String(response.status)}`,
      'Does the bucket allow image/png and files of some megabytes? Dashboard → Storage → the bucket → Edit.',
    );
  } catch (error) {
    if (error instanceof StorageError) {
      return upload.failed(error.message, 'See the log of Storage: Dashboard → Logs → Storage.');
    }
    if (error instanceof Error)
      return upload.failed(`the signed address gives no answer (${error.name})`, 'Is the project running?');
    throw error;
  }
}
