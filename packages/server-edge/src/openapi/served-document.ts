import { describeApi } from './document.ts';

/**
 * The document as text, with the address at which it is served. In the functions' bundle the build puts the finished
 * document in the place of this module (build/packed-openapi.mjs), since making it takes every schema there is.
 */
export async function servedDocument(apiUrl: string): Promise<string> {
  return JSON.stringify(describeApi(apiUrl));
}
