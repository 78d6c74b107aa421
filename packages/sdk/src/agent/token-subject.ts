/** Whose access token it is, unverified: to keep what belongs to one account apart from the next. Empty when it does not say. */
export function subjectOf(token: string): string {
  try {
    const [, payload = ''] = token.split('.');
    const json = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const { sub } = JSON.parse(json) as { readonly sub?: unknown };
    return typeof sub === 'string' ? sub : '';
  } catch {
    return ''; // no JSON Web Token: the host has one account in this browser, as far as we can know
  }
}
