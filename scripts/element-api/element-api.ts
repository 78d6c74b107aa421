/** What a page can use of an element, with nothing left open: what the generators write from. */
export interface ElementApi {
  readonly tagName: string;
  readonly className: string;
  readonly description: string;
  readonly properties: readonly ApiProperty[];
  readonly methods: readonly ApiMethod[];
  readonly events: readonly ApiEvent[];
  readonly slots: readonly ApiName[];
  readonly parts: readonly ApiName[];
  readonly customProperties: readonly (ApiName & { readonly default: string | null })[];
  readonly states: readonly ApiName[];
}

export interface ApiName {
  readonly name: string;
  readonly description: string;
}

export interface ApiProperty extends ApiName {
  /** Name of the attribute; null where there is none. */
  readonly attribute: string | null;
  readonly type: string;
  /** Its values, where it takes one of several words. */
  readonly values: readonly string[];
  readonly isBoolean: boolean;
  readonly isReadonly: boolean;
  readonly reflects: boolean;
  /** Null where it is nothing, or not the same everywhere. */
  readonly default: string | null;
}

export interface ApiMethod extends ApiName {
  readonly signature: string;
}

export interface ApiEvent extends ApiName {
  readonly type: string;
  /** Where its class is: a path within the package. */
  readonly module: string;
  /** What its `detail` has, by name. */
  readonly detail: readonly (readonly [name: string, type: string])[];
  readonly isCancelable: boolean;
}
