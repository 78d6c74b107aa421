import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { processorTime } from '../../testing/processor-time.ts';
import * as sample from '../../testing/sample-files.ts';
import { identifyFile, START_BYTES } from './identify-file.ts';

async function typeOf(bytes: Uint8Array, announcedType = 'application/octet-stream'): Promise<string> {
  return identifyFile({
    announcedType,
    start: bytes.subarray(0, START_BYTES),
    byteSize: bytes.byteLength,
    read: async ({ offset, length }) => bytes.subarray(offset, offset + length),
  });
}

const textType = (value: string, announced?: string) => typeOf(sample.text(value), announced);

describe('identifyFile', () => {
  it('knows every type that widgets take by default', async () => {
    const samples: readonly (readonly [string, Uint8Array, string?])[] = [
      ['image/png', sample.png()],
      ['image/jpeg', sample.jpeg()],
      ['image/gif', sample.gif()],
      ['image/webp', sample.webp('VP8 ')],
      ['image/heic', sample.mpeg4('heic')],
      ['application/pdf', sample.pdf()],
      ['application/zip', sample.zip({ 'a.txt': 'a' })],
      ['text/plain', sample.text('Hello\n')],
      ['text/csv', sample.text('a;b\n1;2\n'), 'text/csv'],
      ['audio/mpeg', sample.mp3()],
      ['audio/ogg', sample.concat('OggS', new Uint8Array(24), 'OpusHead')],
      ['audio/mp4', sample.mpeg4('M4A ')],
      ['video/mp4', sample.mpeg4('isom')],
      ['video/quicktime', sample.mpeg4('qt  ')],
      ['video/webm', sample.concat([0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84], 'webm')],
      ['application/msword', sample.compound('WordDocument')],
      ['application/vnd.ms-excel', sample.compound('Workbook')],
      ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', sample.docx()],
    ];
    for (const [expected, bytes, announced] of samples) assert.equal(await typeOf(bytes, announced), expected);
  });

  it('believes the bytes, not what was announced', async () => {
    assert.equal(await typeOf(sample.exe(), 'image/png'), 'application/x-msdownload');
    assert.equal(await typeOf(sample.pdf(), 'image/png'), 'application/pdf');
    assert.equal(await textType('<!doctype html><p>Hello', 'image/png'), 'text/html');
    assert.equal(await textType('just words', 'image/png'), 'text/plain');
    assert.equal(
      await typeOf(sample.concat([0x7f], 'ELF', [2, 1, 1], new Uint8Array(60)), 'text/plain'),
      'application/x-elf',
    );
    assert.equal(await typeOf(Uint8Array.of(1, 2, 3, 0, 5), 'image/png'), 'application/octet-stream');
  });

  it('believes what was announced where the bytes leave it open', async () => {
    assert.equal(await typeOf(sample.mpeg4('isom'), 'audio/mp4'), 'audio/mp4');
    assert.equal(await textType('# Title', 'text/markdown'), 'text/markdown');
    assert.equal(await textType('{"a":1}', 'application/json'), 'application/json');
    assert.equal(await textType('alert(1)', 'text/javascript'), 'text/plain');
    assert.equal(await textType('plain words', 'text/html'), 'text/plain');
    assert.equal(await textType('a,b', 'application/vnd.ms-excel'), 'text/plain');
  });

  it('finds markup and scripts however they are dressed', async () => {
    const pages = [
      '<html><body>',
      '<!DOCTYPE HTML>\n<title>x</title>',
      '\ufeff  \n<script>alert(1)</script>',
      '<!-- a --><!-- b -->\n<iframe src=x>',
      '<IMG src=x onerror=alert(1)>',
      '<a href="javascript:alert(1)">',
      '<style>@import url(x)</style>',
    ];
    for (const page of pages) assert.equal(await textType(page, 'text/plain'), 'text/html', page);
    const pictures = [
      '<svg onload="alert(1)">',
      '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x" [<!ENTITY a "b">]>\n<svg xmlns="x">',
      '<!-- a drawing --><svg>',
      '  <svg:svg xmlns:svg="http://www.w3.org/2000/svg">',
    ];
    for (const picture of pictures) assert.equal(await textType(picture, 'image/png'), 'image/svg+xml', picture);
    assert.equal(await textType('<html xmlns="http://www.w3.org/1999/xhtml">'), 'application/xhtml+xml');
    for (const xml of [
      '<?xml version="1.0"?><rss/>',
      '<feed xmlns="x">',
      '<!-- without an end',
      '<?pi without an end',
    ]) {
      assert.equal(await textType(xml), 'text/xml', xml);
    }
    for (const script of ['#!/bin/sh\nrm -rf /', '<?php system("x");', '\n<?= 1 ?>']) {
      assert.equal(await textType(script), 'text/x-script', script);
    }
    const utf16 = Uint8Array.from([
      0xff,
      0xfe,
      ...[...'<svg onload=x>'].flatMap((letter) => [letter.charCodeAt(0), 0]),
    ]);
    assert.equal(await typeOf(utf16, 'text/plain'), 'image/svg+xml');
  });

  it('takes words about markup for words', async () => {
    for (const words of [
      'Use <b>bold</b> there.',
      'x < y and y > z',
      'the <script> tag',
      '<3 you',
      '<john@shop.example>',
    ]) {
      assert.equal(await textType(words), 'text/plain', words);
    }
  });

  it('takes text in older encodings for text, and text that begins like a magic', async () => {
    assert.equal(await typeOf(Uint8Array.from([0x47, 0x72, 0xf6, 0xdf, 0x65]), 'text/csv'), 'text/csv');
    assert.equal(await typeOf(Uint8Array.from([0xff, 0xfe, 0x61, 0, 0x3b, 0]), 'text/csv'), 'text/csv');
    assert.equal(await textType('BMI;age\n21;44\n', 'text/csv'), 'text/csv');
    assert.equal(await textType('MZ is a postal code'), 'text/plain');
  });

  it('is not led astray by what hides in a real picture', async () => {
    assert.equal(await typeOf(sample.gif(3, 2, '<script>alert(1)</script>')), 'image/gif');
    assert.equal(await typeOf(sample.concat(sample.png(), '<svg onload=alert(1)>')), 'image/png');
    assert.equal(await typeOf(sample.concat(sample.jpeg(), sample.zip({ a: 'b' }))), 'image/jpeg');
  });

  it('tells old Office files from the other compound documents, also when the list of streams lies far behind', async () => {
    assert.equal(await typeOf(sample.compound('WordDocument', 500), 'application/msword'), 'application/msword');
    assert.equal(await typeOf(sample.compound('\u4840\u3b3f', 0), 'application/msword'), 'application/x-cfb');
    assert.equal(await typeOf(sample.compound('WordDocument').subarray(0, 500)), 'application/x-cfb');
    assert.equal(await typeOf(sample.compound('WordDocument').subarray(0, 512)), 'application/x-cfb');
  });

  it('never throws and never hangs, whatever the bytes are', async () => {
    const starts = [
      sample.png(),
      sample.docx(),
      sample.compound('Workbook'),
      sample.mpeg4('isom'),
      sample.jpeg(1, 1, 6),
      sample.pdf(),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts),
        fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 20 }),
        fc.nat(200),
        async (start, changes, cut) => {
          const bytes = Uint8Array.from(start.subarray(0, start.byteLength - cut));
          for (const [at, value] of changes) if (at < bytes.byteLength) bytes[at] = value;
          assert.match(await typeOf(bytes), /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/);
        },
      ),
      { numRuns: 200 },
    );
    const evil = [
      '<'.repeat(START_BYTES),
      `<${'a'.repeat(START_BYTES)}`,
      '<?>'.repeat(20_000),
      '<!---->'.repeat(9_000),
      `<!doctype svg ${'['.repeat(60_000)}`,
      `<a ${' xmln'.repeat(12_000)}`,
    ];
    for (const value of evil) {
      const took = await processorTime(() => textType(value));
      assert.ok(took < 500, `${value.slice(0, 20)}… took ${String(took)} ms`);
    }
  });
});
