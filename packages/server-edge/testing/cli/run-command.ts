import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDoctor } from '../../src/cli/doctor.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { createInit } from '../../src/cli/init.ts';
import { createNodeWorld } from '../../src/cli/node-world.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import type { CliWorld } from '../../src/cli/world.ts';
import { shipSupabase } from '../../../../scripts/ship-supabase.ts';

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly aside: string;
  /** Standard output, parsed. */
  json<Shape>(): Shape;
}

/** A folder as the working directory, and what the package ships in another one, as `npm run build` makes it. */
export class CommandLine {
  readonly folder: string;
  readonly release: string;
  /** Of the real one, changed. */
  world: Partial<CliWorld> = {};
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
    this.folder = join(root, 'work');
    this.release = join(root, 'release');
  }

  static async create(): Promise<CommandLine> {
    const line = new CommandLine(await mkdtemp(join(tmpdir(), 'support-chat-cli-')));
    shipSupabase(line.release);
    return line;
  }

  /** `await line.run('widget list --json')`; words with spaces are given as an array. */
  async run(words: string | readonly string[]): Promise<Ran> {
    const out: string[] = [];
    const aside: string[] = [];
    const world: CliWorld = {
      ...createNodeWorld(),
      env: {},
      cwd: this.folder,
      ...this.world,
      print: (text) => out.push(text),
      printAside: (text) => aside.push(text),
    };
    const shipped = [createInit(this.release), createDoctor(this.release)];
    const names = shipped.map((command) => command.words.join(' '));
    const others = COMMANDS.filter((command) => !names.includes(command.words.join(' ')));
    const argv = typeof words === 'string' ? words.split(' ').filter((word) => word !== '') : words;
    const exitCode = await runCli(argv, world, [...shipped, ...others]);
    return {
      exitCode,
      out: out.join('\n'),
      aside: aside.join('\n'),
      json: <Shape>() => JSON.parse(out.join('\n')) as Shape,
    };
  }

  remove(): Promise<void> {
    return rm(this.#root, { recursive: true, force: true });
  }
}
