/** Words that stand in names of what nobody else should see, in one piece or glued to others: `accessToken`, `sid`. */
const SECRET_PART = /token|secret|passw|pwd|session|resume|signature|credential|api_?key|jwt/i;
const SECRET_WORD = /^(key|code|pass|auth|otp|pin|sid|sig|state|nonce)$/i;
/** A JSON Web Token, whatever its parameter is called. */
const TOKEN_VALUE = /^eyJ[\w-]+\.[\w-]+\./;

/**
 * An address as it may be put down: without its fragment and without a name and password in it, and with nothing behind
 * the names of query parameters that look secret (`token`, `key`, `password`, `code`, `session`, `resume` …). A relative
 * address is one of the page.
 *
 * @throws {TypeError} when it is none
 */
export function cleanAddress(address: string, base: string): string {
  const url = new URL(address, base || undefined);
  url.hash = url.username = url.password = '';
  for (const [name, value] of [...url.searchParams]) {
    if (isSecret(name) || TOKEN_VALUE.test(value)) url.searchParams.set(name, '');
  }
  return url.href;
}

function isSecret(name: string): boolean {
  // "apiKey" and "api-key" end with a word of their own, "monkey" does not.
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').split(/[^A-Za-z\d]+/);
  return SECRET_PART.test(name) || words.some((word) => SECRET_WORD.test(word));
}
