/**
 * Keeps a name, an address or a number in one piece within words that run the other way (Unicode's isolates, UAX #9):
 * without them "ana@example.com." ends with its full stop in front in a right-to-left sentence.
 */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

/** The same for what always runs from left to right and may begin with a sign, such as "+972 3 000 0000". */
export function isolateLtr(text: string): string {
  return `\u2066${text}\u2069`;
}
