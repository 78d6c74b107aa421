import { createHash } from 'node:crypto';

/**
 * SHA-256 of every text that a release has written for these files, with the version left out. A release that changes
 * one adds its hash here, so that an upgrade can tell "as we wrote it" from "somebody changed it".
 */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'functions/support-chat/index.ts': ['b53af373e5a19fc32c968142ee8e4b140cef4b0272d14b78cd58d7e527bd8ac2'],
  'functions/support-chat/deno.json': ['54de33c1ccfb89163968e9ada452f58159591b96d1426a4dba0bafb357eb36b3'],
  'functions/support-telegram/index.ts': ['52f2c269f799dee069480219b3a4330bf70706cf34bf239b56fb431979b607de'],
  'functions/support-telegram/deno.json': ['54de33c1ccfb89163968e9ada452f58159591b96d1426a4dba0bafb357eb36b3'],
};

/** Whether a release has written exactly this; line ends do not count, because Git changes them on Windows. */
export function isKnownFunction(path: string, content: string): boolean {
  return KNOWN[path]?.includes(fingerprintOf(content)) === true;
}

export function fingerprintOf(content: string): string {
  const text = content
    .replaceAll('\r\n', '\n')
    .replace(/(npm:@support-chat\/server-edge@)[\w.+-]+(\/edge)/g, '$1VERSION$2');
  return createHash('sha256').update(text).digest('hex');
}
