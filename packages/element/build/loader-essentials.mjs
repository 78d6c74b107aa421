/**
 * A Rollup plugin for the loader, of which every byte is paid on every page view. It leaves out what only an application
 * needs, about 500 bytes gzip: the SDK's error class carries a code and knows how to be tried again, but the loader only
 * prints a message; a key without a server is an error there, while the loader has an answer to it; and the compiler wraps
 * `import(url)` into a function that renames `.ts`, which no address of ours has.
 *
 * A name that is not found fails the build, so that a change elsewhere cannot quietly bring the bytes back.
 */
const RENAMING = '__rewriteRelativeImportExtension';
const CODED_ERROR = `new ChatError('widget_key_invalid', `;
const NO_SERVER = 'if (host === null)';

/** @returns {import('rollup').Plugin} */
export function loaderEssentials(fullBundle) {
  const unused = new Set([CODED_ERROR, NO_SERVER, RENAMING, 'widget-full.js']);
  return {
    name: 'loader-essentials',
    transform(code, id) {
      let result = code;
      const replace = (name, from, to) => {
        if (!code.includes(from)) return;
        unused.delete(name);
        result = result.replaceAll(from, () => to);
      };
      if (/[\\/]sdk[\\/]dist[\\/]widget-key\.js$/.test(id)) {
        replace(CODED_ERROR, CODED_ERROR, 'Error(');
        replace(NO_SERVER, NO_SERVER, 'if (false)');
      }
      if (/[\\/]loader[\\/]/.test(id)) {
        replace(RENAMING, `import(${RENAMING}(`, 'import((');
        // The name that never changes is for people; a name with its hash is cached for ever, and saves a request.
        replace('widget-full.js', `'widget-full.js'`, JSON.stringify(fullBundle.path));
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
