import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError, type Command } from '../command.ts';
import { PROJECT_HELP, PROJECT_OPTIONS, readProject } from '../settings.ts';
import { findCdnFolder, listCdnFiles, type CdnFile } from './cdn-files.ts';
import { PublicBucket } from './public-bucket.ts';

const DEFAULT_BUCKET = 'support-chat-cdn';

export const uploadCdn: Command = {
  words: ['cdn', 'upload'],
  summary: 'Put the widget into a public bucket of your project.',
  help: `
  --bucket NAME   where to; made when there is none (default: ${DEFAULT_BUCKET})
  --folder DIR    the files (default: dist/cdn of the installed @support-chat/element)
${PROJECT_HELP}

Files whose name holds their hash may be kept for a year and are never removed, so pages with an older widget.js stay whole;
what is there already is not sent again. The others may be kept for an hour and come last.`,
  options: { ...PROJECT_OPTIONS, bucket: { type: 'string' }, folder: { type: 'string' } },
  async run(flags, world) {
    const project = await readProject(flags, world);
    const name = flags.text('bucket') ?? DEFAULT_BUCKET;
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
      throw new UsageError(`--bucket is "${name}"; it must be small letters, digits and hyphens.`);
    }
    const given = flags.text('folder');
    const folder = given === undefined ? findCdnFolder(world.cwd) : resolve(world.cwd, given);
    const files = await listCdnFiles(folder);
    const bucket = await PublicBucket.open(project, name, world);
    const sent: CdnFile[] = [];
    for (const file of files) {
      if (file.isImmutable && (await bucket.has(file.path))) continue;
      await bucket.put(file, new Uint8Array(await readFile(join(folder, file.path))));
      sent.push(file);
    }
    const script = bucket.addressOf('widget.js');
    return {
      exitCode: 0,
      text: [
        `${String(sent.length)} of ${String(files.length)} files sent to the bucket ${name}; the others were there.`,
        '',
        `  ${script}`,
        '',
        `npx support-chat widget snippet --cdn ${script.replace(/\/widget\.js$/, '')} prints the tags for a page.`,
      ].join('\n'),
      json: { bucket: name, script, files: files.length, sent: sent.map(({ path }) => path) },
    };
  },
};
