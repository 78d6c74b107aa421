import { plurals, type Translation } from '../translation.ts';

const plural = plurals('de');
const waiting = (count: number): string =>
  count === 0
    ? 'Nachrichten werden gesendet, sobald'
    : plural(count, '1 Nachricht wird gesendet, sobald', `${count} Nachrichten werden gesendet, sobald`);

const de: Translation = {
  code: 'de',
  openChat: 'Chat öffnen',
  closeChat: 'Chat schließen',
  unread: (count) => plural(count, '1 ungelesene Nachricht', `${count} ungelesene Nachrichten`),
  back: 'Zurück',
  greeting: 'Hallo 👋\nWie können wir helfen?',
  greetingAway: 'Wir sind gerade nicht da. Schreiben Sie uns, wir antworten, sobald wir zurück sind.',
  usuallyAnswers: (duration) => `Übliche Antwortzeit: etwa ${duration}.`,
  team: 'Support',
  startTitle: 'Unterhaltung beginnen',
  startAwayTitle: 'Nachricht hinterlassen',
  teamIsHere: (names, count) => plural(count, `${names} ist für Sie da.`, `${names} sind für Sie da.`),
  teamIsAway: 'Sie können die Seite schließen; die Antwort wartet hier auf Sie.',
  sendUsAMessage: 'Nachricht schreiben',
  continueConversation: 'Unterhaltung fortsetzen',
  you: (text) => `Sie: ${text}`,
  online: 'Online',
  onlineAnswers: (duration) => `Online · Antwortzeit etwa ${duration}`,
  away: 'Nicht da · wir antworten später',
  messages: 'Nachrichten',
  emptyConversation: 'Fragen Sie uns einfach. Ihre Nachrichten bleiben hier, Sie können jederzeit zurückkommen.',
  loadingOlder: 'Frühere Nachrichten werden geladen',
  deleted: 'Diese Nachricht wurde gelöscht',
  edited: 'Bearbeitet',
  hiddenText: 'Verborgener Text, anzeigen',
  ended: 'Diese Unterhaltung ist beendet. Schreiben Sie uns gern wieder.',
  jumpToLatest: 'Zur neuesten Nachricht',
  newMessages: (count) => plural(count, '1 neue Nachricht', `${count} neue Nachrichten`),
  delivery: {
    queued: 'Wartet auf Versand',
    sending: 'Wird gesendet',
    sent: 'Gesendet',
    delivered: 'Beim Team angekommen',
    seen: 'Gesehen',
    failed: 'Nicht gesendet',
  },
  tryAgain: 'Erneut versuchen',
  discard: 'Verwerfen',
  placeholder: 'Nachricht schreiben …',
  send: 'Senden',
  charactersLeft: (count) => plural(count, 'Noch 1 Zeichen', `Noch ${count} Zeichen`),
  charactersTooMany: (count) => plural(count, '1 Zeichen zu viel', `${count} Zeichen zu viel`),
  offline: (count) => `Sie sind offline. ${waiting(count)} Sie wieder online sind.`,
  unreachable: (count) => `Der Chat ist gerade nicht erreichbar. ${waiting(count)} er wieder da ist.`,
  reconnecting: 'Verbindung wird wiederhergestellt …',
  storageRefused:
    'Ihr Browser speichert für diese Seite nichts. Wenn Sie sie verlassen, ist die Unterhaltung hier weg.',
  loading: 'Wird geladen',
  loadFailedTitle: 'Der Chat wurde nicht geladen',
  loadFailed: 'Prüfen Sie die Verbindung und versuchen Sie es erneut.',
  unavailable: 'Der Chat ist auf dieser Seite gerade nicht verfügbar.',
  failures: {
    rate_limited: 'Das war viel auf einmal. Warten Sie einen Moment.',
    message_too_long: 'Die Nachricht ist zu lang.',
    visitor_banned: 'Sie können diesem Team nicht schreiben.',
    widget_disabled: 'Der Chat ist gerade geschlossen.',
  },
};

export default de;
