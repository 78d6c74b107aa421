import type { WireTeamVisitor } from './conversation.ts';

/** `PATCH agent/visitor`: what is left out stays, null forgets. What the site says at the next sign-in replaces it. */
export interface WireVisitorChange {
  readonly visitor_id: string;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly locale?: string | null;
  readonly traits?: Readonly<Record<string, unknown>>;
}

/** `POST agent/ban` */
export interface WireBanRequest {
  readonly visitor_id: string;
  /** At most 500 characters; only the team reads it. */
  readonly reason?: string;
  /** ISO 8601; left out: for good. */
  readonly until?: string;
}

/** `POST agent/unban` */
export interface WireUnbanRequest {
  readonly visitor_id: string;
}

/** The visitor as they are known from now on. */
export interface WireVisitorChangeResponse {
  readonly visitor: WireTeamVisitor;
}

export interface WireBanResult {
  readonly outcome: 'banned' | 'unbanned' | 'already';
  readonly visitor: WireTeamVisitor;
}

/** `GET agent/events?visitor_id=…&cursor=…&limit=…`: a visitor's trail, newest first. */
export interface WireVisitorTrail {
  readonly events: readonly WireVisitorEvent[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

export interface WireVisitorEvent {
  readonly id: string;
  readonly kind: 'page_view' | 'custom';
  readonly name: string | null;
  readonly page_url: string | null;
  readonly page_title: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly widget_id: string;
  readonly created_at: string;
}
