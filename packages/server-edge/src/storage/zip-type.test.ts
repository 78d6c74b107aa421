import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { processorTime } from '../../testing/processor-time.ts';
import * as sample from '../../testing/sample-files.ts';
import type { ByteRange } from './file-storage.ts';
import { START_BYTES } from './identify-file.ts';
import { zipType } from './zip-type.ts';

async function typeOf(bytes: Uint8Array): Promise<{ readonly type: string; readonly reads: readonly ByteRange[] }> {
  const reads: ByteRange[] = [];
  const type = await zipType({
    start: bytes.subarray(0, START_BYTES),
    byteSize: bytes.byteLength,
    read: async (range) => {
      reads.push(range);
      return bytes.subarray(range.offset, range.offset + range.length);
    },
  });
  return { type, reads };
}

const office = (names: readonly string[]) =>
  sample.zip(Object.fromEntries(['[Content_Types].xml', ...names].map((name) => [name, 'x'])));

describe('zipType', () => {
  it('tells documents and programs by the names in them', async () => {
    const samples: readonly (readonly [string, Uint8Array])[] = [
      ['application/zip', sample.zip({ 'photos/a.png': 'x', 'word/notes.txt': 'x' })],
      ['application/zip', office(['other/a'])],
      ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', office(['word/document.xml'])],
      ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', office(['xl/workbook.xml'])],
      ['application/vnd.openxmlformats-officedocument.presentationml.presentation', office(['ppt/presentation.xml'])],
      ['application/vnd.ms-word.document.macroenabled.12', office(['word/document.xml', 'word/vbaProject.bin'])],
      ['application/java-archive', sample.zip({ 'META-INF/MANIFEST.MF': 'x', 'A.class': 'x' })],
      ['application/vnd.android.package-archive', sample.zip({ 'AndroidManifest.xml': 'x' })],
      [
        'application/vnd.oasis.opendocument.text',
        sample.zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': 'x' }),
      ],
    ];
    for (const [expected, bytes] of samples) assert.equal((await typeOf(bytes)).type, expected);
  });

  it('finds the names of a large file at its end, with one more read', async () => {
    const names = ['word/media/photo.png', 'word/document.xml', '[Content_Types].xml', 'word/vbaProject.bin'];
    const bytes = sample.zip(Object.fromEntries(names.map((name) => [name, 'x'.repeat(START_BYTES)])));
    const { type, reads } = await typeOf(bytes);
    assert.equal(type, 'application/vnd.ms-word.document.macroenabled.12');
    assert.deepEqual(reads, [{ offset: bytes.byteLength - 65_536, length: 65_536 }]);
  });

  it('has something to say about a ZIP that is cut off, empty, or built to confuse', async () => {
    const whole = office(['word/document.xml']);
    for (let length = 4; length <= whole.byteLength; length += 1) {
      assert.match((await typeOf(whole.subarray(0, length))).type, /^application\//);
    }
    const marks = sample.text('PK\u0003\u0004'.repeat(START_BYTES / 4));
    const took = await processorTime(async () => assert.equal((await typeOf(marks)).type, 'application/zip'));
    assert.ok(took < 500, `${String(took)} ms`);
  });
});
