import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { accentCss } from './accent-css.ts';
import { tokensCss } from './tokens.ts';

/**
 * What stands on what, and how much contrast it has to have: 4.5 for text (WCAG 2.2, 1.4.3), 3 for large text and for
 * what shows a state (1.4.3, 1.4.11).
 */
const PAIRS = [
  ['text', 'surface', 4.5],
  ['text', 'surface-2', 4.5],
  ['text', 'surface-3', 4.5],
  ['text-muted', 'surface', 4.5],
  ['text-muted', 'surface-2', 4.5],
  ['on-accent', 'accent', 4.5],
  ['on-visitor-bubble', 'visitor-bubble', 4.5],
  ['on-agent-bubble', 'agent-bubble', 4.5],
  ['on-notice', 'notice', 4.5],
  ['danger', 'surface', 4.5],
  ['danger', 'surface-2', 4.5],
  ['_accent-text', 'surface', 4.5],
  ['_accent-text', 'surface-2', 4.5],
  ['_on-hero', '_hero', 4.5],
  // The far corner of the greeting, where nothing but the button that closes it stands.
  ['_on-hero', '_hero-2', 3],
] as const;

describe('palette', () => {
  for (const theme of ['light', 'dark'] as const) {
    it(`can be read whatever accent a site has chosen: ${theme}`, () => {
      const channel = fc.integer({ min: 0, max: 255 });
      const accents = fc.tuple(channel, channel, channel).map((rgb) => `rgb(${rgb.join(' ')})`);
      const measure = openPalette(theme);
      fc.assert(
        fc.property(accents, (accent) => {
          const ratios = measure(accent);
          const tooLow = PAIRS.flatMap(([over, under, least], index) => {
            const ratio = ratios[index] ?? 0;
            return ratio < least ? [`${over} on ${under}: ${ratio.toFixed(2)}`] : [];
          });
          expect(tooLow.join(', '), accent).to.equal('');
        }),
        // The same colours each time; the corners of the cube, where hues are at their purest, before all others.
        { seed: 268, numRuns: 300, examples: corners().map((accent) => [accent]) },
      );
    });
  }
});

function corners(): string[] {
  const values = [0, 128, 255];
  return values.flatMap((r) => values.flatMap((g) => values.map((b) => `rgb(${r} ${g} ${b})`)));
}

/** Paints the tokens as the element does it; the answer are the contrasts of all pairs, in pixels as a screen has them. */
function openPalette(theme: string): (accent: string) => readonly number[] {
  const host = document.body.appendChild(document.createElement('div'));
  host.setAttribute('theme', theme);
  const root = host.attachShadow({ mode: 'open' });
  const name = (token: string): string => (token.startsWith('_') ? `--${token}` : `--support-chat-${token}`);
  const probes = PAIRS.map(([over, under]) => {
    const probe = root.appendChild(document.createElement('p'));
    probe.style.color = `var(${name(over)})`;
    probe.style.backgroundColor = `var(${name(under)})`;
    return probe;
  });
  const accentSheet = new CSSStyleSheet();
  const tokens = new CSSStyleSheet();
  tokens.replaceSync(tokensCss);
  root.adoptedStyleSheets = [tokens, accentSheet];
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser paints nothing.');
  const luminance = (color: string): number => {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = Array.from(context.getImageData(0, 0, 1, 1).data, linear);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return (accent) => {
    accentSheet.replaceSync(accentCss(accent));
    return probes.map((probe) => {
      const { color, backgroundColor } = getComputedStyle(probe);
      const [low = 0, high = 0] = [luminance(color), luminance(backgroundColor)].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    });
  };
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
