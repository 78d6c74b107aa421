import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readUserAgent } from './read-user-agent.ts';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('the User-Agent', () => {
  it('tells device, browser and system', () => {
    const told: Readonly<Record<string, readonly (string | undefined)[]>> = {
      [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36`]: [
        'desktop',
        'Chrome 142',
        'Windows',
      ],
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15':
        ['desktop', 'Safari 18', 'macOS'],
      'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0': ['desktop', 'Firefox 145', 'Linux'],
      [`Mozilla/5.0 (Linux; Android 15; Pixel 8) ${WEBKIT} Chrome/142.0.0.0 Mobile Safari/537.36`]: [
        'phone',
        'Chrome 142',
        'Android 15',
      ],
      'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1':
        ['tablet', 'Safari 17', 'iOS 17'],
      [`Mozilla/5.0 (Windows NT 6.1) ${WEBKIT} Chrome/109.0 Safari/537.36 Edg/109.0`]: [
        'desktop',
        'Microsoft Edge 109',
        'Windows 7',
      ],
      'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)': ['bot', 'Googlebot 2', undefined],
    };
    for (const [header, expected] of Object.entries(told)) {
      const { device, browser, system } = readUserAgent(header);
      assert.deepEqual([device, browser, system], expected, header);
    }
  });

  it('tells nothing where there is nothing to tell', () => {
    for (const header of [undefined, '', '   ', 'x', 'constructor/1.0', '<script>alert(1)</script>/1.0']) {
      assert.deepEqual(readUserAgent(header), {}, header);
    }
  });

  it('may be anything and as long as it likes', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        'Mozilla/5.0 (',
        'Chrome/',
        'Android ',
        'CPU OS ',
        'Windows NT ',
        '__proto__',
        'Version/1\u0000',
        'MSIE ',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const [name, value] of Object.entries(readUserAgent(pieces.join('')))) {
          assert.ok(['device', 'browser', 'system'].includes(name));
          assert.ok(value.length > 0 && value.length <= 60 && !value.includes('\u0000'));
        }
      }),
      { numRuns: 300 },
    );
    assert.deepEqual(readUserAgent('('.repeat(100_000)), {});
  });
});
