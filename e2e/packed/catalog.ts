import type { Journey } from '../examples/journeys.ts';

export interface Example {
  /** The folder below `examples/`. */
  readonly name: string;
  readonly journey: Journey;
  readonly served:
    | { readonly by: 'nobody' }
    /** Any static server shows this folder; `.` is the example's own. */
    | { readonly by: 'any server'; readonly folder: string }
    /** A server of the framework's own, started with the port it shall have. */
    | { readonly by: 'command'; readonly command: (port: number) => readonly [string, ...string[]] };
}

const files = (folder: string): Example['served'] => ({ by: 'any server', folder });

/** Every folder of `examples/`; the test fails when one is missing here. */
export const EXAMPLES: readonly Example[] = [
  { name: 'html-cdn', journey: 'launcher', served: files('.') },
  { name: 'html-snippet-queue', journey: 'button', served: files('.') },
  { name: 'vanilla-headless', journey: 'own page', served: files('.') },
  { name: 'react', journey: 'button', served: files('dist') },
  {
    name: 'next',
    journey: 'button',
    served: { by: 'command', command: (port) => ['npx', 'next', 'start', '--port', String(port)] },
  },
  { name: 'vue', journey: 'button', served: files('dist') },
  {
    name: 'nuxt',
    journey: 'button',
    served: { by: 'command', command: () => ['node', '.output/server/index.mjs'] },
  },
  { name: 'svelte', journey: 'button', served: files('dist') },
  { name: 'angular', journey: 'button', served: files('dist/browser') },
  { name: 'back-office', journey: 'office', served: files('.') },
  { name: 'headless-node', journey: 'terminal', served: { by: 'nobody' } },
];
