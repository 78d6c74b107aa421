import type { MailTexts } from './mail-texts.ts';

export const german: MailTexts = {
  locale: 'de',
  direction: 'ltr',
  you: 'Du',
  visitor: 'Besucher',
  attachment: (name, size) => `${name} (${size})`,
  timesAreIn: (zone) => `Alle Zeiten gelten für ${zone}.`,
  noReplies: 'Antworten auf diese E-Mail kommen nicht im Chat an.',
  transcript: {
    subject: (team, number) => `Dein Gespräch mit ${team} (#${String(number)})`,
    heading: 'Dein Gespräch',
    intro: (team, day) => `Hier ist dein Chat mit ${team} vom ${day} zum Aufbewahren.`,
    preheader: (messages) => (messages === 1 ? 'Eine Nachricht' : `${String(messages)} Nachrichten`),
    empty: 'In diesem Gespräch wurde nichts geschrieben.',
    footer: (team) =>
      `Du bekommst diese E-Mail, weil im Chat von ${team} eine Kopie dieses Gesprächs angefordert wurde. Wenn du das nicht warst, kannst du sie ignorieren.`,
  },
  answer: {
    subject: (agent, team) => `${agent} von ${team} hat dir geantwortet`,
    heading: (agent) => `${agent} hat dir geantwortet`,
    intro: (name) =>
      name === null
        ? 'Als diese Antwort kam, warst du nicht mehr im Chat.'
        : `Hallo ${name}, als diese Antwort kam, warst du nicht mehr im Chat.`,
    earlier: (count) => (count === 1 ? 'und eine Nachricht davor' : `und ${String(count)} Nachrichten davor`),
    button: 'Im Chat weiterschreiben',
    lifetime: (days) =>
      `Der Knopf öffnet dein Gespräch ${String(days)} Tage lang. Er funktioniert für alle, die diese E-Mail haben; leite sie bitte nicht weiter.`,
    withoutLink: 'Öffne den Chat wieder auf unserer Website, um weiterzuschreiben.',
    footer: (team) => `Du bekommst diese E-Mail, weil du im Chat von ${team} deine Adresse angegeben hast.`,
  },
  offlineRequest: {
    subject: (visitor, number) => `Neue Anfrage von ${visitor} (#${String(number)})`,
    heading: (visitor) => `${visitor} hat eine Nachricht hinterlassen`,
    intro: (team) => `Im Chat von ${team} war niemand erreichbar. Hier ist, worum es geht.`,
    message: 'Nachricht',
    details: {
      name: 'Name',
      email: 'E-Mail',
      phone: 'Telefon',
      subject: 'Betreff',
      category: 'Thema',
      department: 'Abteilung',
      page: 'Seite',
      language: 'Sprache',
      country: 'Land',
    },
    howTo: 'So antwortest du',
    replyByMail: (address) => `Antworte auf diese E-Mail, um direkt an ${address} zu schreiben.`,
    answerInChat:
      'Oder antworte wie gewohnt im Chat: Die Antwort wartet auf der Website und geht per E-Mail hinaus, wenn eine Adresse da ist.',
    noAddress:
      'Es wurde keine E-Mail-Adresse angegeben. Antworte im Chat: Die Antwort ist da, sobald der Besuch zurückkommt.',
    button: 'In Telegram öffnen',
    yes: 'Ja',
    no: 'Nein',
    footer: (number) =>
      `Gespräch #${String(number)}. Was in der nächsten Stunde geschrieben wird, kommt in einer weiteren E-Mail.`,
  },
  invitation: {
    subject: (organization) => `Einladung ins Support-Team von ${organization}`,
    heading: (organization) => `Willkommen bei ${organization}`,
    intro: (inviter, organization, role) =>
      inviter === null
        ? `Du bist eingeladen, ${role} im Support-Team von ${organization} zu werden.`
        : `${inviter} lädt dich ein, ${role} im Support-Team von ${organization} zu werden.`,
    roles: { owner: 'Inhaber', admin: 'Admin', agent: 'Mitglied' },
    button: 'Einladung annehmen',
    footer: 'Der Link ist nur für dich. Wenn du nicht weißt, worum es geht, kannst du diese E-Mail ignorieren.',
  },
};
