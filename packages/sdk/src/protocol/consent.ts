/** `POST chat/consent`. `denied` also deletes the trail that was kept until then. */
export interface WireConsentRequest {
  readonly decision: 'granted' | 'denied';
  /** Which text the visitor was shown, for the record. At most 100 characters. */
  readonly text_version?: string;
}

export interface WireConsentResponse {
  readonly consent: 'granted' | 'denied';
}
