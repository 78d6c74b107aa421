import { expect } from '@open-wc/testing';
import { accentCss } from './accent-css.ts';
import { computedAccentCss } from './accent-fallback.ts';
import { contrast, deriveAccent, formatColor, onAccent, parseColor, type Oklch } from './accent.ts';
import { resolveColor } from './resolve-color.ts';
import { tokensCss } from './tokens.ts';

const brands = [
  '#000',
  '#fff',
  '#3b5bdb',
  '#ff4b4b',
  '#ffd400',
  '#00b894',
  '#7f7f7f',
  '#0af',
  '#f0f',
  '#0f0',
  '#00f',
  '#123456',
  '#e67e22',
  '#a5d8ff',
];

/** Every hue at several lightnesses and saturations: 756 sRGB colours. */
function* sweep(): Generator<string> {
  for (let hue = 0; hue < 360; hue += 10) {
    for (const saturation of [30, 70, 100]) {
      for (const lightness of [20, 30, 40, 50, 60, 70, 85]) yield `hsl(${hue} ${saturation}% ${lightness}%)`;
    }
  }
}

describe('accent', () => {
  describe('reading colours', () => {
    it('reads short and long hex alike', () => {
      expect(parseColor('#0af')).to.deep.equal(parseColor('#00AAFF'));
    });

    it('reads oklch() with a number or a percentage', () => {
      expect(parseColor('oklch(55% 0.19 268)')).to.deep.equal([0.55, 0.19, 268]);
      expect(parseColor('oklch(.55 .19 268deg)')).to.deep.equal([0.55, 0.19, 268]);
    });

    it('knows the OKLCH of pure red', () => {
      const [l, c, h] = parseColor('#f00')!;
      expect(l).to.be.closeTo(0.628, 0.001);
      expect(c).to.be.closeTo(0.2577, 0.001);
      expect(h).to.be.closeTo(29.23, 0.05);
    });

    it('gives a colourless colour the default hue', () => {
      expect(parseColor('#777')![2]).to.equal(268);
    });

    it('refuses what is no colour', () => {
      for (const value of ['', 'banana', 'rgb(1,2)', '#12', '#12345', 'url(x)', 'oklch(a b c)'])
        expect(parseColor(value), value).to.equal(null);
    });

    it('lets the browser read named, rgb and hsl colours', () => {
      expect(resolveColor('rgb(0, 170, 255)')).to.deep.equal(parseColor('#0af'));
      expect(resolveColor('rebeccapurple')).to.deep.equal(parseColor('#663399'));
      expect(resolveColor('hsl(200 100% 50%)')).to.deep.equal(parseColor('#0af'));
      expect(resolveColor('banana')).to.equal(null);
    });
  });

  describe('contrast', () => {
    it('is 21 for black on white', () => {
      expect(contrast(parseColor('#000')!, parseColor('#fff')!)).to.be.closeTo(21, 0.01);
    });

    for (const theme of ['light', 'dark'] as const) {
      it(`reaches 4.5:1 for every sRGB colour in the ${theme} theme`, () => {
        for (const value of [...brands, ...sweep()]) {
          const accent = deriveAccent(resolveColor(value)!, theme);
          expect(contrast(accent, onAccent(accent)), value).to.be.at.least(4.5);
        }
      });
    }

    it('leaves an accent alone that can already be read', () => {
      expect(deriveAccent([0.5, 0.15, 268], 'light')).to.deep.equal([0.5, 0.15, 268]);
    });

    it('keeps a yellow yellow and puts dark text on it', () => {
      const yellow = parseColor('#ffd400')!;
      expect(deriveAccent(yellow, 'light')).to.deep.equal(yellow);
      expect(onAccent(yellow)[0]).to.be.below(0.2);
    });

    it('keeps hue and chroma while lightness moves', () => {
      const red = parseColor('#ff4b4b')!;
      const moved = deriveAccent(red, 'light');
      expect(moved[0]).to.be.below(red[0]);
      expect(moved.slice(1)).to.deep.equal(red.slice(1));
    });
  });

  describe('in CSS', () => {
    for (const theme of ['light', 'dark'] as const) {
      it(`comes to the same accent and text as the numbers do in the ${theme} theme`, () => {
        for (const value of brands) {
          const expected = deriveAccent(parseColor(value)!, theme);
          const [accent, text] = paint(accentCss(value), theme);
          expectSameColor(accent, expected, `${value} accent`);
          expectSameColor(text, onAccent(expected), `${value} text`);
        }
      });
    }

    it('has computed values that say the same', () => {
      const [accent] = paint(computedAccentCss('#e67e22'), 'light');
      expectSameColor(accent, deriveAccent(parseColor('#e67e22')!, 'light'), 'computed');
      expect(computedAccentCss('banana')).to.equal('');
    });

    it('is empty for what is no colour, also when it tries to break out', () => {
      expect(accentCss('banana')).to.equal('');
      expect(accentCss('red;} * { display: none')).to.equal('');
    });
  });

  it('is written as CSS', () => {
    expect(formatColor([0.55, 0.19, 268])).to.equal('oklch(0.550 0.190 268.0)');
  });
});

/** What a browser makes of the tokens with this style sheet over them. */
function paint(css: string, theme: string): [accent: string, text: string] {
  const host = document.createElement('div');
  host.setAttribute('theme', theme);
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `${tokensCss}${css}p{color:var(--support-chat-on-accent);background-color:var(--support-chat-accent)}`,
  );
  // As the element does it: the accent's sheet comes after the tokens.
  root.adoptedStyleSheets = [sheet];
  const paragraph = root.appendChild(document.createElement('p'));
  document.body.append(host);
  const { color, backgroundColor } = getComputedStyle(paragraph);
  host.remove();
  return [backgroundColor, color];
}

function expectSameColor(css: string, [lightness, chroma, hue]: Oklch, name: string): void {
  const parts = css.match(/^oklch\(([\d.]+) ([\d.e-]+) ([\d.]+|none)/);
  if (parts === null) throw new Error(`${name}: ${css} is not oklch()`);
  expect(Number(parts[1]), `${name} lightness`).to.be.closeTo(lightness, 0.005);
  expect(Number(parts[2]), `${name} chroma`).to.be.closeTo(chroma, 0.003);
  if (chroma > 0.02) expect(Number(parts[3]), `${name} hue`).to.be.closeTo(hue, 0.5);
}
