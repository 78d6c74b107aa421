/** `GET widget-config?id=KEY`: all that a page may know about a widget before the visitor does anything. */
export interface WireWidgetConfig {
  readonly protocol: number;
  /** The public widget key, without its host part. */
  readonly id: string;
  readonly name: string;
  /** Grows with every change of the widget; part of the ETag. */
  readonly version: number;
  readonly branding: WireBranding;
  readonly localization: { readonly default_locale: string };
  readonly departments: readonly WireDepartment[];
  readonly availability: WireAvailability;
  readonly limits: { readonly message_characters: number };
  readonly realtime: WireRealtimeAddress;
}

export interface WireBranding {
  readonly team_name: string;
  /** Any CSS colour; the element derives its palette from it. */
  readonly accent: string | null;
  readonly logo_url: string | null;
  readonly greeting_title: string | null;
  readonly greeting_text: string | null;
}

export interface WireDepartment {
  readonly id: string;
  readonly name: string;
}

export interface WireAvailability {
  /** `away`: working hours, but nobody is there; `offline`: outside working hours. */
  readonly status: 'online' | 'away' | 'offline';
  /** Public names only; never how to reach an agent. */
  readonly agents: readonly WireAgent[];
  /** How long the first answer usually takes, in seconds; null while nothing is known. */
  readonly reply_time_seconds: number | null;
}

export interface WireAgent {
  readonly name: string;
  readonly avatar_url: string | null;
}

export interface WireRealtimeAddress {
  /** WebSocket base as realtime-js wants it, for example `wss://abcdefgh.supabase.co/realtime/v1`. */
  readonly url: string;
  /** The project's publishable key; public by design. */
  readonly api_key: string;
}
