import type { WirePrechatFieldKind, WireTriggerConditions } from '../widget-config.ts';

/**
 * Everything about a widget that its admins decide, as they saved it: what is absent was never set, and visitors get the
 * default. Texts are counted in characters, as the database counts them; a whole setting (`branding`, `triggers`, …) has
 * at most 16 KB, `localization` 64, `prechat` and `triggers` 32.
 */
export interface WireWidgetSettings {
  /** What the team calls it, 1 to 100 characters. */
  readonly name: string;
  /** False: its tag shows nothing and nobody can write. */
  readonly is_enabled: boolean;
  /** Hosts whose pages may show it: `example.com`, `*.example.com`, with or without a port. Empty: every host. */
  readonly allowed_domains: readonly string[];
  /** Hosts whose pages may not, even if allowed. */
  readonly blocked_domains: readonly string[];
  readonly branding: WireBrandingSettings;
  readonly behavior: WireBehaviorSettings;
  readonly localization: WireLocalizationSettings;
  readonly features: WireFeatureSettings;
  readonly working_hours: WireWorkingHours;
  readonly routing_rules: WireRoutingRules;
  readonly prechat: WirePrechatSettings;
  /** At most 50; the first that may show does. */
  readonly triggers: readonly WireTriggerSettings[];
}

export interface WireBrandingSettings {
  /** Whom visitors talk to. Absent: the name of the widget. */
  readonly team_name?: string;
  /** `#rgb` or `#rrggbb` */
  readonly accent?: string;
  /** An `https:` address. */
  readonly logo_url?: string;
  /** At most 100 characters. */
  readonly greeting_title?: string;
  /** At most 500 characters. */
  readonly greeting_text?: string;
  /** A CSS `font-family`. */
  readonly font?: string;
  /** CSS pixels, 0 to 48. */
  readonly radius?: number;
  readonly theme?: 'auto' | 'light' | 'dark';
  readonly launcher?: WireLauncherSettings;
}

export interface WireLauncherSettings {
  readonly position?: 'bottom-end' | 'bottom-start' | 'top-end' | 'top-start';
  /** At most 60 characters. */
  readonly label?: string;
  /** An `https:` address. */
  readonly icon_url?: string;
  /** CSS pixels, 40 to 96. */
  readonly size?: number;
  /** CSS pixels from the edge of the window, 0 to 500. */
  readonly offset_inline?: number;
  readonly offset_block?: number;
  readonly is_hidden?: boolean;
}

export interface WireBehaviorSettings {
  /** 0 to 8 760; default 168. */
  readonly reopen_hours?: number;
  /** 0 to 1 440; default 15. */
  readonly edit_window_minutes?: number;
  /** Answers that nobody has read by then go out by e-mail; 0: never. 0 to 1 440; default 5. */
  readonly email_answers_after_minutes?: number;
  /** 1 to 10 080 */
  readonly visitor_idle_minutes?: number;
  readonly sound?: boolean;
  /** At most 200 characters. */
  readonly response_promise?: string;
  readonly loading?: 'lazy' | 'eager' | 'manual';
  readonly is_hidden_when_offline?: boolean;
  readonly shows_agents?: boolean;
  readonly shows_queue_position?: boolean;
}

export interface WireLocalizationSettings {
  readonly default_locale?: string;
  /** At most 100; the default is among them. Empty: every language there is. */
  readonly locales?: readonly string[];
  /** The team's own words: locale → name of the text → text of at most 1 000 characters. */
  readonly texts?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface WireFeatureSettings {
  readonly attachments?: WireAttachmentSettings;
  readonly feedback?: boolean;
  readonly nps?: boolean;
  readonly transcript?: boolean;
  readonly typing?: boolean;
  readonly receipts?: boolean;
  readonly emoji?: boolean;
  readonly voice?: boolean;
  readonly history?: boolean;
  readonly tracking?: boolean;
}

export interface WireAttachmentSettings {
  readonly enabled?: boolean;
  /** 1 to 52 428 800 */
  readonly max_bytes?: number;
  /** In one message, 1 to 20. */
  readonly max_files?: number;
  /** `image/png`, `image/*` */
  readonly types?: readonly string[];
}

export type WireWeekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** From and until, `HH:MM`; one that ends earlier than it begins goes past midnight. `24:00` ends a day. */
export type WireShift = readonly [from: string, until: string];

/** Without `days` the widget is always open. */
export interface WireWorkingHours {
  /** IANA name. Absent: the organization's. */
  readonly time_zone?: string;
  /** A day that is absent is closed. At most 12 shifts a day. */
  readonly days?: Readonly<Partial<Record<WireWeekday, readonly WireShift[]>>>;
  /** At most 200. */
  readonly holidays?: readonly WireHoliday[];
}

export interface WireHoliday {
  /** `YYYY-MM-DD`, each once. */
  readonly date: string;
  readonly name?: string;
  /** In place of the weekday's. Absent or empty: closed. */
  readonly hours?: readonly WireShift[];
}

export interface WireRoutingRules {
  /** `manual`: agents take conversations; `least_busy`: they are given them. */
  readonly strategy?: 'manual' | 'least_busy';
  /** Whom conversations are for that name no department. */
  readonly department_id?: string;
  /** 0: never. 0 to 10 080; default 5. */
  readonly escalate_after_minutes?: number;
  /** What else is asked of agents, by the id of a department. */
  readonly skills?: Readonly<Record<string, readonly string[]>>;
}

export interface WirePrechatSettings {
  readonly is_required?: boolean;
  /** At most 200 characters. */
  readonly title?: string;
  /** At most 30, in the order in which they are shown. */
  readonly fields?: readonly WirePrechatFieldSettings[];
  readonly consent?: WirePrechatConsentSettings;
}

export interface WirePrechatFieldSettings {
  /** Small letters, digits and `_`; each once. `name`, `email` and `phone` fill in the visitor's profile. */
  readonly name: string;
  /** 1 to 200 characters. */
  readonly label: string;
  /** By locale. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly kind: WirePrechatFieldKind;
  readonly is_required?: boolean;
  readonly placeholder?: string;
  /** 1 to 2 000 */
  readonly max_characters?: number;
  /** A regular expression that takes time in proportion to the answer; others are refused. At most 200 characters. */
  readonly pattern?: string;
  /** A `select` needs some; at most 50 of 100 characters. */
  readonly options?: readonly string[];
}

export interface WirePrechatConsentSettings {
  readonly is_required?: boolean;
  /** 1 to 1 000 characters. */
  readonly text?: string;
  /** By locale. */
  readonly texts?: Readonly<Record<string, string>>;
  /** An `https:` address. */
  readonly link?: string;
  readonly text_version?: string;
}

export interface WireTriggerSettings {
  /** Small letters, digits and `_`; each once. What visitors have seen is remembered by it. */
  readonly id: string;
  /** What the team calls it. */
  readonly name?: string;
  /** Default true. */
  readonly is_enabled?: boolean;
  /** 1 to 1 000 characters. */
  readonly text: string;
  /** By locale. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Default false: a teaser beside the launcher. */
  readonly opens?: boolean;
  /** Default `session`. */
  readonly frequency?: 'once' | 'session' | 'day' | 'always';
  readonly conditions?: WireTriggerConditions;
}
