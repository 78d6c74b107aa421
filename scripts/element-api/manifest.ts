/**
 * The part of a custom-elements manifest that this repository reads and writes: schema 1.0.0 of
 * https://github.com/webcomponents/custom-elements-manifest.
 */
export interface Manifest {
  schemaVersion: string;
  readme: string;
  modules: ManifestModule[];
}

export interface ManifestModule {
  kind: 'javascript-module';
  path: string;
  declarations: Declaration[];
  exports: ManifestExport[];
}

export interface ManifestExport {
  kind: 'js' | 'custom-element-definition';
  name: string;
  declaration: { name: string; module: string };
}

export interface Declaration {
  kind: string;
  name: string;
  description?: string;
  tagName?: string;
  members?: Member[];
  attributes?: Attribute[];
  events?: Described[];
  slots?: Described[];
  cssParts?: Described[];
  cssProperties?: Described[];
  cssStates?: Described[];
}

export interface Described {
  name: string;
  description?: string | undefined;
  type?: { text: string } | undefined;
  default?: string | undefined;
  inheritedFrom?: { name: string; module: string };
}

export interface Attribute extends Described {
  fieldName: string;
}

export interface Member extends Described {
  kind: 'field' | 'method';
  privacy?: 'private' | 'protected' | 'public';
  static?: boolean;
  readonly?: boolean;
  reflects?: boolean;
  attribute?: string;
  parameters?: readonly { name: string; optional?: boolean; default?: string; type?: { text: string } }[];
  return?: { type: { text: string } };
}
