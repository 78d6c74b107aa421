import { installLoader } from './install-loader.ts';

// A classic script knows its own address only while it runs.
void installLoader(document.currentScript as HTMLScriptElement | null);
