/**
 * A Rollup plugin that leaves JSON Schema out of zod, about 25 KB of what a cold start parses: in the functions' bundle the
 * OpenAPI document comes ready-made (packed-openapi.mjs).
 *
 * A module that is no longer there, or looks different, fails the build, so that an update cannot quietly bring it back.
 * functions.deno.ts runs the bundle.
 */
const REPLACEMENTS = {
  '/node_modules/zod/v4/core/json-schema-processors.js': (code) =>
    namesOf(code)
      .map((name) => `export const ${name} = () => ({});`)
      .join('\n'),
  '/node_modules/zod/v4/core/to-json-schema.js': () => `
    const missing = () => { throw new Error('JSON Schema is left out of this build'); };
    export const createToJSONSchemaMethod = () => missing;
    export const createStandardJSONSchemaMethod = () => missing;
    export { missing as initializeContext, missing as process, missing as processSchema };
    export { missing as extractDefs, missing as finalize, missing as handleUnrepresentable };`,
};

export function edgeEssentials() {
  const missing = new Set(Object.keys(REPLACEMENTS));
  return {
    name: 'edge-essentials',
    transform(code, id) {
      const path = Object.keys(REPLACEMENTS).find((end) => id.replaceAll('\\', '/').endsWith(end));
      if (path === undefined) return null;
      missing.delete(path);
      return { code: REPLACEMENTS[path](code), map: null, moduleSideEffects: false };
    },
    buildEnd(error) {
      if (error === undefined && missing.size > 0) {
        throw new Error(`Not in the bundle any more: ${[...missing].join(', ')}. Correct build/edge-essentials.mjs.`);
      }
    },
  };
}

function namesOf(code) {
  const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
  if (!names.includes('stringProcessor'))
    throw new Error('zod looks different now. Correct build/edge-essentials.mjs.');
  return names;
}
