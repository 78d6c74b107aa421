import { existsSync } from 'node:fs';

export interface WebKitPaths {
  readonly driver: string;
  /** The small browser that comes with WebKitGTK. */
  readonly browser: string;
}

/** WebKitGTK's driver and browser: what MINIBROWSER and WEBKIT_DRIVER name, else Debian's. Undefined when one is missing. */
export function findWebKit(): WebKitPaths | undefined {
  const driver = firstOf([process.env['WEBKIT_DRIVER'], '/usr/bin/WebKitWebDriver']);
  const browser = firstOf([
    process.env['MINIBROWSER'],
    ...['x86_64', 'aarch64'].flatMap((machine) =>
      ['4.1', '4.0', '6.0'].map((version) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-${version}/MiniBrowser`),
    ),
  ]);
  return driver === undefined || browser === undefined ? undefined : { driver, browser };
}

function firstOf(candidates: readonly (string | undefined)[]): string | undefined {
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path));
}
