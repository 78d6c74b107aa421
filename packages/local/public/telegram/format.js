/** How times, names and sizes are said. */

const clockFormat = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const preciseFormat = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
const dayFormat = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const shortDayFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

export const timeOf = (seconds) => clockFormat.format(seconds * 1000);
export const preciseTimeOf = (milliseconds) => preciseFormat.format(milliseconds);

/** A time today, a date before. */
export function whenOf(seconds, now) {
  return isSameDay(seconds * 1000, now) ? timeOf(seconds) : shortDayFormat.format(seconds * 1000);
}

export function dayOf(seconds, now) {
  if (isSameDay(seconds * 1000, now)) return 'Today';
  return isSameDay(seconds * 1000, now - 86_400_000) ? 'Yesterday' : dayFormat.format(seconds * 1000);
}

export function isSameDay(a, b) {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

export function fullName(user) {
  return [user.firstName ?? user.first_name, user.lastName ?? user.last_name].filter(Boolean).join(' ');
}

export function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters
    .map((word) => [...word][0])
    .join('')
    .toUpperCase();
}

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Evenly spread hues, the same for a person every time. */
export const hueOf = (id) => (Math.abs(id) * 137.508 + 40) % 360;
