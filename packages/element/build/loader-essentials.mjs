/**
 * A Rollup plugin for the loader, of which every byte is paid on every page view. It leaves out what only an application
 * needs, about 400 bytes gzip: the SDK's error class freezes its details and knows how to be tried again, but the loader
 * only prints a message; and the compiler wraps `import(url)` into a function that renames `.ts`, which no address of ours has.
 *
 * A name that is not found fails the build, so that a change elsewhere cannot quietly bring the bytes back.
 */
const RENAMING = '__rewriteRelativeImportExtension';

/** @returns {import('rollup').Plugin} */
export function loaderEssentials(fullBundle) {
  const unused = new Set(['errors.js', RENAMING, 'widget-full.js']);
  return {
    name: 'loader-essentials',
    transform(code, id) {
      if (/[\\/]sdk[\\/]dist[\\/]errors\.js$/.test(id)) {
        const { start, end } = this.parse(code)
          .body.map(({ declaration }) => declaration)
          .find((declaration) => declaration?.id?.name === 'ChatError');
        unused.delete('errors.js');
        const plain = 'class ChatError extends Error { constructor(code, text) { super(text) } }';
        return { code: code.slice(0, start) + plain + code.slice(end), map: null };
      }
      if (!/[\\/]loader[\\/]/.test(id)) return null;
      let result = code;
      if (code.includes(`import(${RENAMING}(`)) {
        unused.delete(RENAMING);
        result = result.replace(`import(${RENAMING}(`, 'import((');
      }
      if (code.includes(`'widget-full.js'`)) {
        unused.delete('widget-full.js');
        // The name that never changes is for people; a name with its hash is cached for ever, and saves a request.
        result = result.replace(`'widget-full.js'`, () => JSON.stringify(fullBundle.path));
      }
      return result === code ? null : { code: result, map: null };
    },
    buildEnd(error) {
      if (error === undefined && unused.size > 0) {
        this.error(`The loader has changed: ${[...unused].join(', ')} was not found. Update loader-essentials.mjs.`);
      }
    },
  };
}

/** Remembers the chunk whose run defines the elements: what `widget-full.js` itself only passes on. */
export function rememberFullBundle(fullBundle) {
  return {
    name: 'remember-full-bundle',
    generateBundle(_, bundle) {
      const chunk = Object.values(bundle).find(({ moduleIds = [] }) =>
        moduleIds.some((id) => /[\\/]element[\\/]dist[\\/]define\.js$/.test(id)),
      );
      fullBundle.path = chunk.fileName;
    },
  };
}
