import { installCompat } from './install-compat.ts';

// A classic script knows its own address only while it runs.
installCompat(document.currentScript as HTMLScriptElement | null);
