import type { WebDriverSession } from './start-webkit.ts';

/** What the commands of Web Test Runner use of a page of Playwright's. */
export interface WebDriverPage {
  goto(url: string): Promise<void>;
  url(): Promise<string>;
  setViewportSize(size: { readonly width: number; readonly height: number }): Promise<void>;
  /** Does nothing, as in Firefox: WebDriver cannot change what media queries see. */
  emulateMedia(): Promise<void>;
  /** Empties what the page's origin keeps, as a new window of the other engines would be. */
  clearStorage(): Promise<void>;
  readonly keyboard: {
    type(text: string): Promise<void>;
    /** A key or several that are held together: `Enter`, `Shift+Tab`. */
    press(keys: string): Promise<void>;
    down(key: string): Promise<void>;
    up(key: string): Promise<void>;
  };
  readonly mouse: {
    move(x: number, y: number): Promise<void>;
    click(x: number, y: number, options?: { readonly button?: MouseButton }): Promise<void>;
    down(options?: { readonly button?: MouseButton }): Promise<void>;
    up(options?: { readonly button?: MouseButton }): Promise<void>;
  };
}

type MouseButton = 'left' | 'middle' | 'right';

/** Keys without a character of their own, as https://www.w3.org/TR/webdriver2/#keyboard-actions encodes them. */
const KEYS: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE006',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
};
const BUTTONS = ['left', 'middle', 'right'];

export function webDriverPage({ send }: WebDriverSession): WebDriverPage {
  const act = async (type: 'key' | 'pointer', actions: readonly object[]): Promise<void> => {
    await send('POST', '/actions', { actions: [{ type, id: type, actions }] });
  };
  const key = (type: 'keyDown' | 'keyUp', name: string): object => ({ type, value: KEYS[name] ?? name });
  const move = (x: number, y: number): object => ({ type: 'pointerMove', duration: 0, x, y });
  const button = (type: 'pointerDown' | 'pointerUp', name: MouseButton = 'left'): object => ({
    type,
    button: BUTTONS.indexOf(name),
  });
  const innerSize = async (): Promise<readonly [width: number, height: number]> =>
    (await send('POST', '/execute/sync', { script: 'return [innerWidth, innerHeight]', args: [] })) as [number, number];
  return {
    goto: async (url) => void (await send('POST', '/url', { url })),
    url: async () => (await send('GET', '/url')) as string,
    async setViewportSize({ width, height }) {
      // The window has a toolbar of a height that only the window knows.
      const rect = (await send('GET', '/window/rect')) as { width: number; height: number };
      const [innerWidth, innerHeight] = await innerSize();
      if (innerWidth === width && innerHeight === height) return;
      await send('POST', '/window/rect', {
        width: rect.width - innerWidth + width,
        height: rect.height - innerHeight + height,
      });
    },
    emulateMedia: () => Promise.resolve(),
    async clearStorage() {
      const script = 'localStorage.clear(); sessionStorage.clear()';
      await send('POST', '/execute/sync', { script, args: [] });
    },
    keyboard: {
      type: (text) =>
        act(
          'key',
          [...text].flatMap((character) => [key('keyDown', character), key('keyUp', character)]),
        ),
      press(keys) {
        const names = keys.split(/(?<=.)\+/);
        return act('key', [
          ...names.map((name) => key('keyDown', name)),
          ...names.reverse().map((name) => key('keyUp', name)),
        ]);
      },
      down: (name) => act('key', [key('keyDown', name)]),
      up: (name) => act('key', [key('keyUp', name)]),
    },
    mouse: {
      move: (x, y) => act('pointer', [move(x, y)]),
      click: (x, y, options) =>
        act('pointer', [move(x, y), button('pointerDown', options?.button), button('pointerUp', options?.button)]),
      down: (options) => act('pointer', [button('pointerDown', options?.button)]),
      up: (options) => act('pointer', [button('pointerUp', options?.button)]),
    },
  };
}
