/**
 * What engines cannot do for tests, and why. What stands here is a limit of a browser or of what drives it, and whoever
 * asks has another way to look at the same thing; what the chat does wrong in an engine is mended instead.
 */
const KNOWN_DIFFERENCES = {
  /** Playwright's Firefox does not hear of changed media features, and WebDriver, by which WebKit is driven, has no command. */
  emulatedMedia: ['firefox', 'webkit'],
  /** The window of WebKitGTK's MiniBrowser is never the active one of a display without a window manager: nothing is `:focus`. */
  activeWindow: ['webkit'],
} as const;

const engine = /Chrom/.test(navigator.userAgent)
  ? 'chromium'
  : navigator.userAgent.includes('Firefox')
    ? 'firefox'
    : 'webkit';

/** Whether the engine that runs the test can do something that not every one can. */
export function canDo(need: keyof typeof KNOWN_DIFFERENCES): boolean {
  return !KNOWN_DIFFERENCES[need].some((name) => name === engine);
}
