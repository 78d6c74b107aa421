import type { FileStorage } from '../../src/storage/file-storage.ts';
import { png } from '../sample-files.ts';

/** A bucket in which a small picture lies at every path. */
export function createFakeStorage(): FileStorage {
  const bytes = png();
  return {
    createUpload: (path) =>
      Promise.resolve({
        url: `https://project.example/storage/upload/${path}?token=signed`,
        method: 'PUT',
        headers: {},
        expiresInSeconds: 7_200,
      }),
    write: () => Promise.resolve(),
    read: (_path, { offset, length }) =>
      Promise.resolve({
        bytes: bytes.subarray(offset, offset + length),
        byteSize: bytes.byteLength,
        mediaType: 'image/png',
      }),
    createDownload: ({ path }) => Promise.resolve(`https://project.example/storage/sign/${path}?token=signed`),
    remove: () => Promise.resolve(),
  };
}
