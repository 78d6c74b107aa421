/** Where the session lies in the storage. */
export const SESSION_KEY = 'session';
