/**
 * `GET widget-config?id=KEY`: all that a page may know about a widget before the visitor does anything.
 *
 * What is optional here an older server does not send. A setting that was not made is sent with its default, so that no
 * client needs to know one; where absence means something, the field says so.
 */
export interface WireWidgetConfig {
  readonly protocol: number;
  /** The public widget key, without its host part. */
  readonly id: string;
  /** A UUID. A page that names it too (`?widget_id=`) is answered only for this widget, whatever becomes of the key. */
  readonly widget_id?: string;
  readonly name: string;
  /** Grows with every change of the widget; part of the ETag. */
  readonly version: number;
  /** Two answers with the same key say the same. */
  readonly cache_key?: string;
  readonly branding: WireBranding;
  readonly behavior?: WireBehavior;
  readonly localization: WireLocalization;
  readonly features?: WireFeatures;
  /** Absent: nothing is asked before the chat. */
  readonly prechat?: WirePrechatForm;
  /** Only those that are switched on. */
  readonly triggers?: readonly WireTrigger[];
  readonly departments: readonly WireDepartment[];
  readonly hours?: WireHours;
  readonly availability: WireAvailability;
  readonly limits: WireLimits;
  readonly realtime: WireRealtimeAddress;
}

export interface WireBranding {
  readonly team_name: string;
  /** Any CSS colour; the element derives its palette from it. */
  readonly accent: string | null;
  readonly logo_url: string | null;
  readonly greeting_title: string | null;
  readonly greeting_text: string | null;
  /** A CSS `font-family`. Absent: the element's own. */
  readonly font?: string;
  /** Of corners, in CSS pixels, 0 to 48. Absent: the element's own. */
  readonly radius?: number;
  /** Absent: as the page's tag says, else `auto`. */
  readonly theme?: 'auto' | 'light' | 'dark';
  /** Absent, like each of its fields: the element's own. */
  readonly launcher?: WireLauncher;
}

export interface WireLauncher {
  readonly position?: 'bottom-end' | 'bottom-start' | 'top-end' | 'top-start';
  readonly label?: string;
  /** An `https:` address. */
  readonly icon_url?: string;
  /** CSS pixels, as the offsets from the two edges of the window. */
  readonly size?: number;
  readonly offset_inline?: number;
  readonly offset_block?: number;
  readonly is_hidden?: boolean;
}

export interface WireBehavior {
  /** For how long after its end a conversation goes on with the next message. 0: never. */
  readonly reopen_hours: number;
  /** For how long a visitor may change or take back a message. 0: never. */
  readonly edit_window_minutes: number;
  readonly sound: boolean;
  /** What the team promises, in its own words, such as `We answer within a day`. Null: nothing. */
  readonly response_promise: string | null;
  readonly loading: 'lazy' | 'eager' | 'manual';
  readonly is_hidden_when_offline: boolean;
  /** While false, `availability.agents` is empty. */
  readonly shows_agents: boolean;
  readonly shows_queue_position: boolean;
}

export interface WireLocalization {
  readonly default_locale: string;
  /** The languages that visitors may get. Absent or empty: every language the client has. */
  readonly locales?: readonly string[];
  /** The team's own words in place of the client's: locale → name of the text → text. */
  readonly texts?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What is offered here: switched on, and possible on this server. */
export interface WireFeatures {
  readonly attachments: WireAttachmentRules;
  /** Rating a conversation after its end. */
  readonly feedback: boolean;
  /** Asking there how likely a recommendation is, 0 to 10. */
  readonly nps: boolean;
  /** Having the conversation sent by e-mail. */
  readonly transcript: boolean;
  readonly typing: boolean;
  readonly receipts: boolean;
  readonly emoji: boolean;
  /** Recording voice messages. Needs attachments. */
  readonly voice: boolean;
  /** Earlier conversations. */
  readonly history: boolean;
  /** Page views and events of the page; after consent only. */
  readonly tracking: boolean;
}

export interface WireAttachmentRules {
  readonly enabled: boolean;
  readonly max_bytes: number;
  /** In one message. */
  readonly max_files: number;
  /** Media types, such as `image/png` or `image/*`. */
  readonly types: readonly string[];
}

/** Its answers go into `prechat` of `chat/start` or of the first `chat/message`. */
export interface WirePrechatForm {
  /** Whether a conversation can be begun without it. */
  readonly is_required: boolean;
  readonly title: string | null;
  /** In the order in which they are to be shown. */
  readonly fields: readonly WirePrechatField[];
  /** Answered under the name `consent`. */
  readonly consent?: WirePrechatConsent;
}

/**
 * Answers are texts, of a checkbox true or false. `department` is answered with the id of a department, `category` with
 * an option if there are any. Fields of kind `email` and `phone`, and the one named `name`, fill in the visitor's profile.
 */
export interface WirePrechatField {
  /** The key of the answer: small letters, digits and `_`. */
  readonly name: string;
  readonly label: string;
  /** The label by locale, where there is another than {@link label}. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly kind: WirePrechatFieldKind;
  /** Of a checkbox: whether it must be checked. */
  readonly is_required: boolean;
  readonly placeholder?: string;
  readonly max_characters: number;
  /** An ECMAScript regular expression (flag `u`) that the whole answer matches, as with `pattern` of an `<input>`. */
  readonly pattern?: string;
  /** What `select` lets choose from; for `category` too, where it is not empty. */
  readonly options?: readonly string[];
}

/** What a field of the form before the chat looks like, and what is checked of its answer. */
export type WirePrechatFieldKind =
  'text' | 'textarea' | 'email' | 'phone' | 'number' | 'select' | 'checkbox' | 'department' | 'category' | 'subject';

export interface WirePrechatConsent {
  readonly is_required: boolean;
  readonly text: string;
  readonly texts?: Readonly<Record<string, string>>;
  /** An `https:` address. */
  readonly link?: string;
  /** Goes into `chat/consent`, to tell later what was agreed to. */
  readonly text_version?: string;
}

/**
 * What is wrong with an answer: `details.fields` of `prechat_invalid` says it by the name of the field. `unknown`: the form
 * has no such field. `type`: a text where true or false belongs, or the other way round. `option`: not one of those that
 * can be chosen.
 */
export type WirePrechatFault =
  'required' | 'unknown' | 'type' | 'too_long' | 'pattern' | 'email' | 'phone' | 'number' | 'option';

/** A message that the page shows by itself when all of its conditions hold. */
export interface WireTrigger {
  readonly id: string;
  readonly text: string;
  readonly texts?: Readonly<Record<string, string>>;
  /** Whether the panel opens, rather than a teaser beside the launcher. */
  readonly opens: boolean;
  /** How often the same visitor may see it: once ever, once per tab session, once a day, at every page. */
  readonly frequency: 'once' | 'session' | 'day' | 'always';
  readonly conditions: WireTriggerConditions;
}

/** Of a list one entry must hold. What is absent is not asked. */
export interface WireTriggerConditions {
  /** Parts of the page's address; `*` stands for anything. */
  readonly pages?: readonly string[];
  readonly not_pages?: readonly string[];
  readonly referrers?: readonly string[];
  readonly locales?: readonly string[];
  readonly devices?: readonly ('desktop' | 'tablet' | 'phone')[];
  readonly seconds_on_page?: number;
  readonly seconds_idle?: number;
  readonly pages_seen?: number;
  readonly visits?: number;
  readonly scroll_percent?: number;
  readonly exit_intent?: boolean;
  /** The name of an event that the page tracks. */
  readonly event?: string;
  readonly availability?: 'online' | 'away' | 'offline';
  readonly is_identified?: boolean;
}

export interface WireDepartment {
  readonly id: string;
  readonly name: string;
  readonly description?: string | null;
  /** Whether somebody is there for it now. */
  readonly is_online?: boolean;
}

/** `GET chat/departments`: who can be asked, and whether somebody is there, as of a minute ago at most. */
export interface WireDepartmentsResponse {
  readonly departments: readonly WireDepartment[];
  readonly hours?: WireHours;
  readonly availability: WireAvailability;
}

/** Working hours. Without any, a widget is always open. */
export interface WireHours {
  readonly is_open: boolean;
  /** The next opening while closed; null while open, and when there is none within 14 days. */
  readonly opens_at: string | null;
  /** When it closes while open; null while closed, and when it does not within 14 days. */
  readonly closes_at: string | null;
  /** An IANA name. Null where the one that was set is none that anybody knows. */
  readonly time_zone: string | null;
}

export interface WireLimits {
  readonly message_characters: number;
  readonly attachment_bytes?: number;
  readonly attachments_per_message?: number;
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

/** Where Realtime is, and what opens its door. */
export interface WireRealtimeAddress {
  /** WebSocket base as realtime-js wants it, for example `wss://abcdefgh.supabase.co/realtime/v1`. */
  readonly url: string;
  /** The project's publishable key; public by design. */
  readonly api_key: string;
}
