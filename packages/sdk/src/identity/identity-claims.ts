import type { ChatVisitor } from '../store/chat-state.ts';

interface Claims {
  readonly sub: string | null;
  readonly described: Pick<ChatVisitor, 'name' | 'email' | 'phone' | 'avatarUrl'> & { readonly traits: object | null };
}

/**
 * What an identity token says, without checking it: that is the server's business, and until the server has accepted
 * it nothing follows from this. Null for what is no JWT.
 */
export function readClaims(token: string): Claims | null {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, unknown>>;
    const text = (name: string): string | null => {
      const value = claims[name];
      return typeof value === 'string' && value !== '' ? value : null;
    };
    const { traits } = claims;
    return {
      sub: text('sub'),
      described: {
        name: text('name'),
        email: text('email'),
        phone: text('phone'),
        avatarUrl: text('avatar_url'),
        traits: typeof traits === 'object' ? traits : null,
      },
    };
  } catch {
    return null; // the server will say so
  }
}
