/**
 * What a file says it is by its first bytes. Written down here because the libraries that know every format weigh a sixth of
 * what the functions may; magic-bytes.test.ts holds it to one of them. Formats: the pages of each; most are in the tables of
 * mimesniff.spec.whatwg.org §6 and in the `magic` files of the Unix command `file`.
 */

type Signature = readonly [offset: number, bytes: string, mediaType: string];

/** One character per byte. The first that fits counts. */
const SIGNATURES: readonly Signature[] = [
  [0, '\x89PNG\r\n\x1a\n', 'image/png'],
  [0, '\xff\xd8\xff', 'image/jpeg'],
  [0, 'GIF87a', 'image/gif'],
  [0, 'GIF89a', 'image/gif'],
  [8, 'WEBPVP8', 'image/webp'],
  [8, 'WAVE', 'audio/wav'],
  [8, 'AVI LIST', 'video/x-msvideo'],
  [0, 'II*\0', 'image/tiff'],
  [0, 'MM\0*', 'image/tiff'],
  [0, '8BPS\0\x01', 'image/vnd.adobe.photoshop'],
  [0, '\0\0\x01\0', 'image/x-icon'],
  [0, '%PDF-', 'application/pdf'],
  [0, '%!PS', 'application/postscript'],
  [0, '{\\rtf', 'application/rtf'],
  [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'application/x-cfb'],
  [0, 'PK\x03\x04', 'application/zip'],
  [0, 'PK\x05\x06', 'application/zip'],
  [0, 'PK\x07\x08PK', 'application/zip'],
  [0, '\x1f\x8b\x08', 'application/gzip'],
  [0, 'BZh', 'application/x-bzip2'],
  [0, '\xfd7zXZ\0', 'application/x-xz'],
  [0, '7z\xbc\xaf\x27\x1c', 'application/x-7z-compressed'],
  [0, 'Rar!\x1a\x07', 'application/x-rar-compressed'],
  [0, '(\xb5/\xfd', 'application/zstd'],
  [257, 'ustar', 'application/x-tar'],
  [0, 'ID3', 'audio/mpeg'],
  [0, 'fLaC', 'audio/flac'],
  [0, 'MThd', 'audio/midi'],
  [0, '#!AMR', 'audio/amr'],
  [8, 'AIFF', 'audio/aiff'],
  [28, '\x01video\0', 'video/ogg'],
  [28, '\x80theora', 'video/ogg'],
  [0, 'OggS', 'audio/ogg'],
  [0, 'FLV\x01', 'video/x-flv'],
  [0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'application/vnd.ms-asf'],
  [0, 'wOFF', 'font/woff'],
  [0, 'wOF2', 'font/woff2'],
  [0, 'OTTO\0', 'font/otf'],
  [0, '\0\x01\0\0\0', 'font/ttf'],
  [0, 'SQLite format 3\0', 'application/x-sqlite3'],
  [0, '\0asm', 'application/wasm'],
  [0, 'MZ', 'application/x-msdownload'],
  [0, '\x7fELF', 'application/x-elf'],
  [0, '\xca\xfe\xba\xbe', 'application/java-vm'],
  [0, '\xcf\xfa\xed\xfe', 'application/x-mach-binary'],
  [0, '\xce\xfa\xed\xfe', 'application/x-mach-binary'],
  [0, '\xfe\xed\xfa\xcf', 'application/x-mach-binary'],
  [0, 'L\0\0\0\x01\x14\x02\0', 'application/x-ms-shortcut'],
  [0, '!<arch>', 'application/x-unix-archive'],
  [0, '\xed\xab\xee\xdb', 'application/x-rpm'],
  [0, 'MSCF\0\0\0\0', 'application/vnd.ms-cab-compressed'],
  [0, 'FWS', 'application/x-shockwave-flash'],
  [0, 'CWS', 'application/x-shockwave-flash'],
  [0, 'BM', 'image/bmp'],
];

/** Longest that a signature reaches. */
const REACH = 272;

/** Undefined when nothing fits. What is in a container that many types share, others have to find out. */
export function detectMagic(start: Uint8Array): string | undefined {
  const head = latin1(start.subarray(0, REACH));
  if (head.startsWith('ftyp', 4)) return typeOfBrand(head.slice(8, 12));
  if (/^(?:moov|mdat|free|wide|skip)/.test(head.slice(4)) && start[0] === 0) return 'video/quicktime';
  if (head.startsWith('\x1a\x45\xdf\xa3')) return head.includes('webm') ? 'video/webm' : 'video/x-matroska';
  return SIGNATURES.find(([offset, bytes]) => head.startsWith(bytes, offset))?.[2] ?? typeOfAudioFrame(start);
}

const TYPE_OF_BRAND: Readonly<Record<string, string>> = {
  heic: 'image/heic',
  heix: 'image/heic',
  hevc: 'image/heic-sequence',
  hevx: 'image/heic-sequence',
  mif1: 'image/heif',
  msf1: 'image/heif-sequence',
  avif: 'image/avif',
  avis: 'image/avif',
  'qt  ': 'video/quicktime',
  'M4A ': 'audio/mp4',
  'M4B ': 'audio/mp4',
  'F4A ': 'audio/mp4',
};

/** ISO base media (ISO/IEC 14496-12 §4.3): every brand that is not known for something else is film. */
function typeOfBrand(brand: string): string {
  return TYPE_OF_BRAND[brand] ?? (brand.startsWith('3g') ? 'video/3gpp' : 'video/mp4');
}

/** MPEG audio without a header: eleven set bits, then version, layer, bit rate and sampling rate that exist. */
function typeOfAudioFrame([first = 0, second = 0, third = 0]: Uint8Array): string | undefined {
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  if ((second & 0xf6) === 0xf0) return 'audio/aac';
  const isLayer3 = (second & 0x06) === 0x02 && (second & 0x18) !== 0x08;
  const hasRates = third >> 4 !== 0 && third >> 4 !== 0x0f && (third & 0x0c) !== 0x0c;
  return isLayer3 && hasRates ? 'audio/mpeg' : undefined;
}

export function latin1(bytes: Uint8Array): string {
  let text = '';
  // In pieces, because every byte becomes an argument.
  for (let at = 0; at < bytes.byteLength; at += 4_096) text += String.fromCharCode(...bytes.subarray(at, at + 4_096));
  return text;
}
