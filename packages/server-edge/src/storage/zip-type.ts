/**
 * What kind of ZIP a file is, by the names in it: documents and programs are ZIPs too. The list of all names is at the end
 * of the file (APPNOTE.TXT §4.3.12); names before their contents (§4.3.7) are what is left of a file that was cut off.
 */
import type { FileToIdentify } from './identify-file.ts';
import { latin1 } from './magic-bytes.ts';

const ZIP = 'application/zip';
const OPEN_XML = 'application/vnd.openxmlformats-officedocument';
const TAIL_BYTES = 65_536;

interface OfficeKind {
  readonly folder: string;
  readonly plain: string;
  readonly withMacros: string;
}

const OFFICE: readonly OfficeKind[] = [
  {
    folder: 'word/',
    plain: `${OPEN_XML}.wordprocessingml.document`,
    withMacros: 'application/vnd.ms-word.document.macroenabled.12',
  },
  {
    folder: 'xl/',
    plain: `${OPEN_XML}.spreadsheetml.sheet`,
    withMacros: 'application/vnd.ms-excel.sheet.macroenabled.12',
  },
  {
    folder: 'ppt/',
    plain: `${OPEN_XML}.presentationml.presentation`,
    withMacros: 'application/vnd.ms-powerpoint.presentation.macroenabled.12',
  },
];

/** Never undefined: a ZIP of unknown contents is a ZIP. Reads the end of the file where it is not at hand. */
export async function zipType({ start, byteSize, read }: Omit<FileToIdentify, 'announcedType'>): Promise<string> {
  const head = latin1(start);
  // OpenDocument and EPUB say what they are in a first file that is stored as it is.
  const said = /^PK\x03\x04[^]{22}\x08\x00[^]{2}mimetype(application\/[a-z0-9.+-]+)(?=PK)/.exec(head)?.[1];
  if (said !== undefined) return said;
  const offset = Math.max(byteSize - TAIL_BYTES, 0);
  const tail = byteSize <= start.byteLength ? head : latin1(await read({ offset, length: TAIL_BYTES }));
  return typeOfNames([...namesIn(head, 'PK\x03\x04', 26, 30), ...namesIn(tail, 'PK\x01\x02', 28, 46)]);
}

function typeOfNames(names: readonly string[]): string {
  if (names.includes('AndroidManifest.xml')) return 'application/vnd.android.package-archive';
  if (names.includes('META-INF/MANIFEST.MF')) return 'application/java-archive';
  if (!names.includes('[Content_Types].xml')) return ZIP;
  const kind = OFFICE.find(({ folder }) => names.some((name) => name.startsWith(folder)));
  if (kind === undefined) return ZIP;
  return names.some((name) => name.endsWith('vbaProject.bin')) ? kind.withMacros : kind.plain;
}

/** The names of the entries that begin with this mark. A mark by chance inside of a file adds nonsense, which is no name. */
function namesIn(bytes: string, mark: string, lengthAt: number, nameAt: number): readonly string[] {
  const names: string[] = [];
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + mark.length)) {
    const length = bytes.charCodeAt(at + lengthAt) + bytes.charCodeAt(at + lengthAt + 1) * 256;
    names.push(bytes.slice(at + nameAt, at + nameAt + (length || 0)));
  }
  return names;
}
