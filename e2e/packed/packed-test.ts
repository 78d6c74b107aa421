import { test as base } from '../support/test.ts';
import { Outside } from './outside.ts';

/** The packages as tarballs, once per worker, beside the running system. */
export const test = base.extend<object, { readonly outside: Outside }>({
  outside: [
    async ({}, use) => {
      const outside = await Outside.create();
      await use(outside);
      outside.remove();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

export { expect } from '@playwright/test';
