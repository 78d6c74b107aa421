import { servePageFolder } from '../../page-folder.ts';

/** From `src/telegram/simulator` and from `dist/telegram/simulator` this is the same folder. */
const PAGE_FOLDER = new URL('../../../public/telegram/', import.meta.url);

export async function servePage(name: string): Promise<Response | undefined> {
  return servePageFolder(PAGE_FOLDER, name);
}
