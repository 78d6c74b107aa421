/**
 * Small files of many kinds, built here so that tests know every byte. No Node built-ins: the suites run under Deno too.
 */
const encoder = new TextEncoder();

export const text = (value: string): Uint8Array<ArrayBuffer> => encoder.encode(value);

export function concat(...parts: readonly (Uint8Array | readonly number[] | string)[]): Uint8Array<ArrayBuffer> {
  const chunks = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : Uint8Array.from(part)));
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

const u16 = (value: number) => [value >> 8, value & 0xff];
const u16le = (value: number) => [value & 0xff, value >> 8];
const u32 = (value: number) => [value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff];
const u32le = (value: number) => u32(value).reverse();
const zeros = (count: number) => new Uint8Array(count);

/** Header, one IHDR and the beginning of the data; whoever looks only at headers takes it for a picture. */
export function png(width = 3, height = 2): Uint8Array<ArrayBuffer> {
  const header = concat([...u32(13)], 'IHDR', [...u32(width), ...u32(height), 8, 6, 0, 0, 0], zeros(4));
  return concat([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], header, [...u32(0)], 'IDAT', zeros(4));
}

export function gif(width = 3, height = 2, rest = ''): Uint8Array<ArrayBuffer> {
  return concat('GIF89a', [...u16le(width), ...u16le(height), 0, 0, 0], rest);
}

export function jpeg(width = 3, height = 2, orientation?: number): Uint8Array<ArrayBuffer> {
  const exif = (value: number) => {
    const directory = concat([...u16(1), ...u16(0x0112), ...u16(3), ...u32(1), ...u16(value), 0, 0], zeros(4));
    const body = concat('Exif', [0, 0], 'MM', [...u16(42), ...u32(8)], directory);
    return concat([0xff, 0xe1, ...u16(body.byteLength + 2)], body);
  };
  const frame = [0xff, 0xc2, ...u16(17), 8, ...u16(height), ...u16(width), 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
  const jfif = concat([0xff, 0xe0, ...u16(16)], 'JFIF', [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
  return concat([0xff, 0xd8], orientation === undefined ? jfif : exif(orientation), [0xff], frame, [0xff, 0xd9]);
}

export function webp(kind: 'VP8 ' | 'VP8L' | 'VP8X', width = 3, height = 2): Uint8Array<ArrayBuffer> {
  const riff = (chunk: Uint8Array) =>
    concat('RIFF', u32le(chunk.byteLength + 12), 'WEBP', kind, u32le(chunk.byteLength), chunk);
  if (kind === 'VP8 ') return riff(concat([0, 0, 0, 0x9d, 0x01, 0x2a, ...u16le(width), ...u16le(height)], zeros(4)));
  if (kind === 'VP8L') return riff(concat([0x2f], u32le((width - 1) | ((height - 1) << 14)), zeros(4)));
  const u24 = (value: number) => u32le(value).slice(0, 3);
  return riff(concat([0, 0, 0, 0, ...u24(width - 1), ...u24(height - 1)], zeros(4)));
}

/** A program for Windows, as far as its headers go. */
export function exe(): Uint8Array<ArrayBuffer> {
  return concat('MZ', [0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff], zeros(46), u32le(64), 'PE', zeros(64));
}

export function pdf(): Uint8Array<ArrayBuffer> {
  return text('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
}

/** A ZIP of files that are stored as they are. */
export function zip(files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const [nameBytes, body] = [text(name), text(content)];
    const sizes = [
      ...u32le(crc32(body)),
      ...u32le(body.byteLength),
      ...u32le(body.byteLength),
      ...u16le(nameBytes.byteLength),
      0,
      0,
    ];
    const local = concat('PK', [3, 4, 20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x58], sizes, nameBytes, body);
    directory.push(
      concat('PK', [1, 2, 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x58], sizes, zeros(10), u32le(offset), nameBytes),
    );
    locals.push(local);
    offset += local.byteLength;
  }
  const list = concat(...directory);
  const count = u16le(directory.length);
  return concat(
    ...locals,
    list,
    'PK',
    [5, 6, 0, 0, 0, 0, ...count, ...count],
    u32le(list.byteLength),
    u32le(offset),
    [0, 0],
  );
}

export function docx(): Uint8Array<ArrayBuffer> {
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  return zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    'word/document.xml': '<w:document/>',
  });
}

/** A compound document (old Office, installers) whose directory, with one stream, begins at this sector. */
export function compound(stream: string, sector = 0): Uint8Array<ArrayBuffer> {
  const header = concat(
    [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    zeros(16),
    [0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0],
    zeros(14),
    u32le(sector),
  );
  const entry = (name: string) => {
    const encoded = [...name].flatMap((letter) => u16le(letter.charCodeAt(0)));
    return concat(encoded, zeros(64 - encoded.length), u16le(encoded.length + 2), zeros(62));
  };
  const directory = concat(entry('Root Entry'), entry(stream), zeros(256));
  return concat(header, zeros(512 - header.byteLength + sector * 512), directory);
}

/** An MPEG-4 file of this brand (`isom`, `M4A `, `qt  `, `heic`). */
export function mpeg4(brand: string): Uint8Array<ArrayBuffer> {
  return concat(u32(24), 'ftyp', brand, u32(0), brand, 'isom', u32(8), 'mdat');
}

export function mp3(): Uint8Array<ArrayBuffer> {
  return concat(
    'ID3',
    [4, 0, 0, 0, 0, 0, 0],
    [0xff, 0xfb, 0x90, 0x64],
    zeros(413),
    [0xff, 0xfb, 0x90, 0x64],
    zeros(413),
  );
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
