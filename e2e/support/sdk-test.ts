import { test as base } from './test.ts';
import { SdkPage, type SdkSite, startSdkSite } from './sdk-page.ts';

/** The bare page in any number of tabs, beside the running system. */
export const test = base.extend<{ readonly openTab: () => Promise<SdkPage> }, { readonly site: SdkSite }>({
  site: [
    async ({ stack }, use) => {
      const site = await startSdkSite(`${stack.url}/functions/v1/support-chat`);
      await use(site);
      site.close();
    },
    { scope: 'worker' },
  ],
  openTab: async ({ context, site }, use) => {
    await use(() => SdkPage.open(context, site));
  },
});

export { expect } from '@playwright/test';
