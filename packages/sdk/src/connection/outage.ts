/** One lost request is bad luck, two in a row are an outage. */
export const OFFLINE_AFTER = 2;
