/** The wire protocol that these schemas describe. The SDK holds the same number; a test compares the two. */
export const PROTOCOL_VERSION = 1;
