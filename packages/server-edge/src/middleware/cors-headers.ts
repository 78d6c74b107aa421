import { APP_TOKEN_HEADER } from '../auth/app-token.ts';

/** Browsers keep the answer of a preflight this long, in seconds; Chromium allows two hours at most. */
export const PREFLIGHT_MAX_AGE = '7200';
export const ALLOWED_METHODS = 'GET, POST, PUT, PATCH, DELETE';
export const ALLOWED_HEADERS = `authorization, content-type, apikey, x-client-info, x-request-id, ${APP_TOKEN_HEADER}`;
export const EXPOSED_HEADERS = 'x-request-id, retry-after';
