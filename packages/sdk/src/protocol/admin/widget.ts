import type { WireWidgetSettings } from './widget-settings.ts';

/** A widget as its admins see it. */
export interface WireAdminWidget extends WireWidgetSettings {
  readonly id: string;
  /** `wk_…`; public, never a secret. */
  readonly key: string;
  /** Grows with every change; a change names the one that it was made on. */
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
  /** Former keys that still work, the newest in front. */
  readonly retired_keys: readonly WireRetiredKey[];
}

export interface WireRetiredKey {
  readonly key: string;
  readonly retired_at: string;
  readonly works_until: string;
}

/** `GET admin-config/widgets`: all of the organization, the oldest in front. */
export interface WireAdminWidgets {
  readonly widgets: readonly WireAdminWidget[];
}

/** `GET admin-config/widget?widget_id=…`, and what `POST` and `PUT` answer. */
export interface WireAdminWidgetResponse {
  readonly widget: WireAdminWidget;
}

/** `POST admin-config/widget`: what is left out takes its default. */
export interface WireNewWidget extends Partial<WireWidgetSettings> {
  readonly name: string;
}

/**
 * `PUT admin-config/widget`: each setting that is named is replaced as a whole, what is left out stays. On another version
 * than the current one nothing changes: `version_conflict`, with the current one in `details.version`.
 */
export interface WireWidgetChange extends Partial<WireWidgetSettings> {
  readonly widget_id: string;
  readonly version: number;
}

/** `DELETE admin-config/widget?widget_id=…`: gone for visitors at once; erased with its conversations 30 days later. */
export interface WireWidgetDeletion {
  readonly outcome: 'deleted';
  readonly deleted_at: string;
}

/** `POST admin-config/refresh-key`: a new key; the old one goes on working for the grace period. */
export interface WireRefreshKeyRequest {
  readonly widget_id: string;
  /** 0 (ends at once) to 8 760; default 168. */
  readonly grace_hours?: number;
}

export interface WireRefreshedKey {
  readonly widget: WireAdminWidget;
  readonly retired_key: string;
  readonly works_until: string;
}

export type WireSnippetTarget =
  'cdn' | 'queue' | 'html' | 'react' | 'next' | 'vue' | 'nuxt' | 'svelte' | 'angular' | 'headless';

/**
 * `GET admin-config/snippet?widget_id=…&target=…&cdn_url=…`: code that puts the widget onto a site. Without a target all
 * of them. `cdn_url` is where the site serves `dist/cdn` of the element; left out, a placeholder stands there.
 */
export interface WireSnippets {
  /** With its host part, `wk_…@abcdefgh`. */
  readonly widget_key: string;
  readonly snippets: readonly WireSnippet[];
}

export interface WireSnippet {
  readonly target: WireSnippetTarget;
  /** What a person calls it: `Next.js`. */
  readonly title: string;
  /** The command that installs what the code imports; null where nothing is needed. */
  readonly install: string | null;
  readonly files: readonly WireSnippetFile[];
}

export interface WireSnippetFile {
  /** Where it usually goes. */
  readonly name: string;
  readonly language: 'html' | 'ts' | 'tsx' | 'vue' | 'svelte';
  readonly code: string;
}
