import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fileTypeFromBuffer } from 'file-type/core';
import * as sample from '../../testing/sample-files.ts';
import { detectMagic } from './magic-bytes.ts';
import { commonMediaType } from './media-type.ts';

/** What file-type calls by another name. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'audio/x-flac': 'audio/flac',
  'image/vnd.microsoft.icon': 'image/x-icon',
  'video/matroska': 'video/x-matroska',
  'video/vnd.avi': 'video/x-msvideo',
};

const rest = new Uint8Array(600);
const SAMPLES: Readonly<Record<string, Uint8Array>> = {
  png: sample.png(),
  jpeg: sample.jpeg(),
  gif: sample.gif(),
  'webp, lossy': sample.webp('VP8 '),
  'webp, lossless': sample.webp('VP8L'),
  heic: sample.mpeg4('heic'),
  heif: sample.mpeg4('mif1'),
  avif: sample.mpeg4('avif'),
  mp4: sample.mpeg4('isom'),
  m4a: sample.mpeg4('M4A '),
  '3gp': sample.mpeg4('3gp5'),
  mov: sample.mpeg4('qt  '),
  pdf: sample.pdf(),
  zip: sample.zip({ 'a.txt': 'a' }),
  mp3: sample.mp3(),
  'mp3, no tag': sample.concat([0xff, 0xfb, 0x90, 0x64], rest),
  aac: sample.concat([0xff, 0xf1, 0x50, 0x80], rest),
  opus: sample.concat('OggS', new Uint8Array(24), 'OpusHead', rest),
  theora: sample.concat('OggS', new Uint8Array(24), [0x80], 'theora', rest),
  wav: sample.concat('RIFF', [36, 0, 0, 0], 'WAVEfmt ', rest),
  avi: sample.concat('RIFF', [36, 0, 0, 0], 'AVI LIST', rest),
  webm: sample.concat([0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84], 'webm'),
  mkv: sample.concat([0x1a, 0x45, 0xdf, 0xa3, 0x8b, 0x42, 0x82, 0x88], 'matroska'),
  flac: sample.concat('fLaC', rest),
  rtf: sample.text('{\\rtf1\\ansi hello}'),
  gzip: sample.concat([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], rest),
  '7z': sample.concat([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4], rest),
  rar: sample.concat('Rar!', [0x1a, 7, 1, 0], rest),
  xz: sample.concat([0xfd], '7zXZ', [0], rest),
  bmp: sample.concat('BM', rest),
  cfb: sample.compound('WordDocument'),
  exe: sample.exe(),
  elf: sample.concat([0x7f], 'ELF', [2, 1, 1], rest),
  'mach-o': sample.concat([0xcf, 0xfa, 0xed, 0xfe], rest),
  wasm: sample.concat([0], 'asm', [1, 0, 0, 0], rest),
  sqlite: sample.concat('SQLite format 3', [0], rest),
};

describe('detectMagic', () => {
  for (const [kind, bytes] of Object.entries(SAMPLES)) {
    it(`calls ${kind} what file-type calls it`, async () => {
      const theirs = commonMediaType((await fileTypeFromBuffer(bytes))?.mime ?? '');
      assert.equal(commonMediaType(detectMagic(bytes) ?? ''), OTHER_NAMES[theirs] ?? theirs);
    });
  }

  it('finds nothing in text, and never throws', () => {
    for (const text of ['', 'a', 'Hello', '<svg>', 'PK', '\ufeffwords', 'GIF8']) {
      assert.equal(detectMagic(sample.text(text)), undefined, text);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        assert.match(detectMagic(bytes) ?? 'a/b', /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/);
      }),
    );
  });
});
