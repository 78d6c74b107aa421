import { DEFAULT_CONFIG } from '@support-chat/sdk';
import { expect } from '@open-wc/testing';
import { waitUntil } from '../../testing/wait-until.ts';
import { BrandingController } from './branding-controller.ts';

describe('what a tenant has chosen', () => {
  it('is asked for again by the next drawing when it did not arrive', async () => {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    document.body.append(host);
    let requests = 0;
    const branding = new BrandingController(host, async () => {
      requests += 1;
      if (requests === 1) throw new TypeError('No network.');
      return import('../branding/branding.ts');
    });
    branding.attach(root);
    const config = { ...DEFAULT_CONFIG, radius: 11 };
    const radius = (): string => getComputedStyle(host).getPropertyValue('--support-chat-radius');

    await waitUntil(() => {
      branding.update('', config);
      return radius() === '11px';
    }, 'its corners are not there');
    expect(requests).to.equal(2);
    branding.update('', config);
    expect(requests, 'it is there').to.equal(2);
    host.remove();
  });
});
