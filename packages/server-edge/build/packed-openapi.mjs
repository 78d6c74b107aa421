/**
 * A Rollup plugin that puts the finished OpenAPI document, compressed, in the place of the code that makes it: the code
 * and the schemas of all answers would be larger, and every cold start would parse them for an address that hardly
 * anybody asks for.
 */
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';

const MODULE = '/packages/server-edge/dist/openapi/served-document.js';
/** Stands for the address, which only the deployed function knows. */
const SERVER = 'https://server.invalid';

export function packedOpenApi() {
  let isPacked = false;
  return {
    name: 'packed-openapi',
    async load(id) {
      if (!id.replaceAll('\\', '/').endsWith(MODULE)) return null;
      isPacked = true;
      const { describeApi } = await import(pathToFileURL(id.replace('served-document.js', 'document.js')).href);
      const packed = deflateRawSync(JSON.stringify(describeApi(SERVER)), { level: 9 }).toString('base64');
      return `
        const packed = ${JSON.stringify(packed)};
        export async function servedDocument(apiUrl) {
          const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
          const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
          const text = await new Response(unpacked).text();
          return text.replace(${JSON.stringify(JSON.stringify(SERVER))}, () => JSON.stringify(apiUrl));
        }`;
    },
    buildEnd(error) {
      if (error === undefined && !isPacked)
        throw new Error(`${MODULE} is not in the bundle; correct build/packed-openapi.mjs.`);
    },
  };
}
