/**
 * `POST chat/profile`: what the visitor, or a page without an identity token, says of them. Null forgets a field. Nobody
 * vouches for this, so of a visitor whom the site has identified it only fills fields that are empty.
 */
export interface WireProfileRequest {
  readonly name?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  /** BCP 47: `pt-BR`. */
  readonly locale?: string | null;
  /** Joined with those that are known; null forgets one. At most 16 384 bytes as JSON, at most 8 levels deep. */
  readonly traits?: Readonly<Record<string, unknown>> | null;
}

export interface WireProfileResponse {
  readonly visitor: WireVisitor;
}

/** What a visitor may know of themselves. */
export interface WireVisitor {
  readonly id: string;
  /** The site's own id of an identified visitor. */
  readonly external_id: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly avatar_url: string | null;
  readonly locale: string | null;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly consent: 'unknown' | 'granted' | 'denied';
  readonly identified_at: string | null;
}
