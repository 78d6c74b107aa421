import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { FileRow } from '../../db/files-db.ts';
import { MAX_UPLOAD_BYTES, planFiles, type FilePiece } from './plan-files.ts';

let nextId = 1;
const file = (media_type: string, more: Partial<FileRow> = {}): FileRow => {
  const id = String(nextId++);
  return {
    attachment_id: id,
    path: `o/${id}`,
    name: `file-${id}`,
    media_type,
    byte_size: 100,
    state: 'stored',
    ...more,
  };
};
const show = (piece: FilePiece) =>
  piece.kind === 'album' ? piece.items.map(({ as }) => as) : piece.kind === 'single' ? piece.as : piece.kind;
const plan = (...files: readonly FileRow[]) => planFiles(files).map(show);
const filesOf = (piece: FilePiece) => (piece.kind === 'album' ? piece.items.map((item) => item.file) : [piece.file]);

describe('planning how files go to Telegram', () => {
  it('33: sends each type as what Telegram shows best', () => {
    const types = [
      'image/png',
      'image/gif',
      'audio/ogg',
      'audio/mpeg',
      'video/mp4',
      'video/webm',
      'image/heic',
      'text/csv',
    ];
    assert.deepEqual(
      types.map((type) => plan(file(type))[0]),
      ['photo', 'animation', 'voice', 'audio', 'video', 'document', 'document', 'document'],
    );
  });

  it('34: sends what is no photo for Telegram as a document, and what is too much for a bot not at all', () => {
    assert.deepEqual(plan(file('image/png', { byte_size: 10 * 1024 * 1024 + 1 })), ['document']);
    assert.deepEqual(plan(file('image/png', { width: 9_000, height: 1_001 })), ['document']);
    assert.deepEqual(plan(file('image/png', { width: 10, height: 201 })), ['document']);
    assert.deepEqual(plan(file('image/png', { width: 9_000, height: 1_000 })), ['photo']);
    assert.deepEqual(plan(file('video/mp4', { byte_size: MAX_UPLOAD_BYTES + 1 })), ['too large']);
    assert.deepEqual(plan(file('video/mp4', { byte_size: MAX_UPLOAD_BYTES })), ['video']);
  });

  it('36: makes albums of neighbours that Telegram lets be together', () => {
    const [photo, film, paper, song, voice] = ['image/png', 'video/mp4', 'application/pdf', 'audio/mpeg', 'audio/ogg'];
    assert.deepEqual(
      plan(file(photo), file(film), file(paper), file(paper), file(song), file(song), file(voice), file(voice)),
      [['photo', 'video'], ['document', 'document'], ['audio', 'audio'], 'voice', 'voice'],
    );
    assert.deepEqual(plan(file(photo), file(paper), file(photo)), ['photo', 'document', 'photo']);
    assert.deepEqual(
      plan(...Array.from({ length: 12 }, () => file(photo))).map((piece) => piece.length),
      [10, 2],
    );
  });

  it('36: keeps every file, in order, in albums of at most ten files and one upload', () => {
    const type = fc.constantFrom('image/png', 'image/gif', 'video/mp4', 'audio/mpeg', 'audio/ogg', 'text/plain');
    const any = fc.tuple(type, fc.integer({ min: 1, max: 60 * 1024 * 1024 }));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 25 }), (given) => {
        const files = given.map(([mediaType, byte_size]) => file(mediaType, { byte_size }));
        const pieces = planFiles(files);
        assert.deepEqual(pieces.flatMap(filesOf), files);
        for (const piece of pieces) {
          if (piece.kind !== 'album') continue;
          assert.ok(piece.items.length >= 2 && piece.items.length <= 10);
          assert.ok(piece.items.reduce((sum, item) => sum + item.file.byte_size, 0) <= MAX_UPLOAD_BYTES);
          assert.equal(new Set(piece.items.map(({ as }) => (as === 'video' ? 'photo' : as))).size, 1);
        }
      }),
    );
  });
});
