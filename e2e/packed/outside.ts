import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const PACKAGES = ['sdk', 'element', 'server-edge', 'local'];

/** Where nothing of the repository can be found by chance: a temporary folder with the packages as npm would publish them. */
export class Outside {
  readonly folder = mkdtempSync(join(tmpdir(), 'support-chat-outside-'));
  /** Tarballs by the names of their packages. */
  readonly tarballs = new Map<string, string>();

  static async create(): Promise<Outside> {
    const outside = new Outside();
    for (const name of PACKAGES) {
      const { stdout } = await outside.run(join(ROOT, 'packages', name), 'npm', [
        'pack',
        '--json',
        '--pack-destination',
        outside.folder,
      ]);
      outside.tarballs.set(`@support-chat/${name}`, join(outside.folder, packedName(stdout)));
    }
    return outside;
  }

  /** A project with the packages in it, and what else it needs from the registry. */
  async project(name: string, dependencies: Readonly<Record<string, string>>): Promise<string> {
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, private: true, type: 'module' }));
    await this.install(folder, dependencies);
    return folder;
  }

  /** A copy of an example that speaks to the server at `host`, installed and built as its README says. */
  async example(name: string, host: string): Promise<string> {
    const folder = join(this.folder, name);
    cpSync(join(ROOT, 'examples', name), folder, {
      recursive: true,
      filter: (path) => !['node_modules', 'dist', 'build', '.next', '.nuxt', '.output'].includes(basename(path)),
    });
    for (const file of globSync('**/*.{html,js,jsx,ts,tsx,vue,svelte}', { cwd: folder })) {
      const text = readFileSync(join(folder, file), 'utf8');
      writeFileSync(join(folder, file), text.replaceAll('localhost:4100', host));
    }
    const manifest = readManifest(folder);
    if (manifest === undefined) return folder;
    await this.install(folder, {});
    if (manifest.scripts?.['build'] !== undefined) await this.run(folder, 'npm', ['run', 'build']);
    return folder;
  }

  async install(folder: string, more: Readonly<Record<string, string>>): Promise<void> {
    const manifest = readManifest(folder) ?? {};
    const dependencies: Record<string, string> = { ...manifest.dependencies, ...more };
    for (const [name, version] of Object.entries(dependencies)) {
      const tarball = this.tarballs.get(name);
      if (tarball !== undefined) dependencies[name] = `file:${tarball}`;
      else if (version.startsWith('file:')) throw new Error(`${name} is not one of our packages`);
    }
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, dependencies }, null, 2));
    await this.run(folder, 'npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']);
  }

  /** Fails with everything that was printed. */
  async run(folder: string, command: string, args: readonly string[]): Promise<{ readonly stdout: string }> {
    try {
      return await run(command, [...args], { cwd: folder, env: plainEnvironment(), maxBuffer: 64 * 1024 * 1024 });
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      throw new Error(`${command} ${args.join(' ')} failed in ${basename(folder)}:\n${stdout ?? ''}${stderr ?? ''}`, {
        cause: error,
      });
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A npm that runs inside an npm script takes the outer one's folder for its own, unless it is not told. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|NODE_OPTIONS$)/i.test(name));
  return { ...Object.fromEntries(inherited), NEXT_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1' };
}

interface ProjectManifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function readManifest(folder: string): ProjectManifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as ProjectManifest;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Of `npm pack --json`, which answers with a list, and from npm 11 on with an object by package name. */
function packedName(json: string): string {
  const [packed] = Object.values(JSON.parse(json) as Record<string, { filename: string }>);
  if (packed === undefined) throw new Error(`npm pack named no file: ${json}`);
  return packed.filename;
}
