import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const SCRIPT = /(?:^|\/)pgtap--\d+(?:\.\d+)+\.sql$/;
const BLOCK = 512;

/** pgTAP as plain SQL, out of the archive that `@electric-sql/pglite-pgtap` installs into PGlite. */
export async function readPgtapScript(): Promise<string> {
  const archive = new URL('pgtap.tar.gz', import.meta.resolve('@electric-sql/pglite-pgtap'));
  const tar = await promisify(gunzip)(await readFile(fileURLToPath(archive)));
  // A tar file is a chain of 512-byte headers, each followed by its file, padded to whole blocks.
  for (let at = 0; at + BLOCK <= tar.length;) {
    const field = (from: number, to: number) => tar.toString('latin1', at + from, at + to).replace(/\0[^]*$/, '');
    const size = Number.parseInt(field(124, 136).trim() || '0', 8);
    if (SCRIPT.test(field(0, 100))) return tar.toString('utf8', at + BLOCK, at + BLOCK + size);
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
  throw new Error(`There is no pgTAP script in ${archive.href}; has the package changed its layout?`);
}
