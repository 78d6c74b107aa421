/** `POST chat/track`: what the visitor did, at most 50 events at once, all or none of them. */
export interface WireTrackRequest {
  readonly events: readonly WireTrackedEvent[];
}

export type WireTrackedEvent =
  | {
      readonly kind: 'page_view';
      /** Longer ones are cut at 2 048 characters. */
      readonly page_url: string;
      /** Longer ones are cut at 300 characters. */
      readonly page_title?: string;
    }
  | {
      readonly kind: 'custom';
      /** 1 to 100 characters: `added_to_cart`. */
      readonly name: string;
      readonly page_url?: string;
      readonly page_title?: string;
      /** At most 4 096 bytes as JSON, at most 8 levels deep. */
      readonly data?: Readonly<Record<string, unknown>>;
    };

export interface WireTrackResponse {
  /** How many were kept: all of them, or none because the visitor denied it. */
  readonly stored: number;
}
