/**
 * Where the panel fills the screen: on narrow ones, and on those that are low because a phone lies on its side. Style
 * sheets and scripts have to agree on it.
 */
export const PHONE = '(max-width: 479.98px), (max-height: 479.98px) and (pointer: coarse)';
