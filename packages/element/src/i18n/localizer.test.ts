import { expect } from '@open-wc/testing';
import de from './locales/de.ts';
import enConversation from './locales/en-conversation.ts';
import en from './locales/en.ts';
import he from './locales/he.ts';
import { Localizer } from './localizer.ts';

const english = new Localizer({ ...en, code: 'en-GB' });
const german = new Localizer(de);
const hebrew = new Localizer(he);
const noon = new Date(2024, 5, 12, 12).getTime();
const day = 86_400_000;

describe('localizer', () => {
  it('names today and yesterday', () => {
    expect([english.day(noon, noon + 3_600_000), english.day(noon - day, noon)]).to.deep.equal(['Today', 'Yesterday']);
    expect([german.day(noon, noon), german.day(noon - day, noon)]).to.deep.equal(['Heute', 'Gestern']);
  });

  it('counts days by the calendar, not by hours', () => {
    expect(english.day(new Date(2024, 5, 11, 23, 59).getTime(), new Date(2024, 5, 12, 0, 1).getTime())).to.equal(
      'Yesterday',
    );
  });

  it('names other days, and the year when it is another', () => {
    expect(english.day(noon - 5 * day, noon)).to.match(/^Friday,? 7 June$/);
    expect(english.day(new Date(2023, 0, 2).getTime(), noon)).to.equal('2 January 2023');
  });

  it('says the time of today and the day of before', () => {
    expect(english.timeOrDay(noon, noon)).to.equal('12:00');
    expect(english.timeOrDay(noon - 3 * day, noon)).to.equal('9 Jun');
  });

  it('says when something will be', () => {
    const days = (count: number): string[] => english.moment(noon + count * day, noon);
    expect([0, 1, 2, 6, 7].map(days)).to.deep.equal([
      ['today', '12:00'],
      ['tomorrow', '12:00'],
      ['Friday', '12:00'],
      ['Tuesday', '12:00'],
      ['19 June', '12:00'],
    ]);
    expect(de.backAt(...german.moment(noon + day, noon))).to.equal('Wir sind wieder da: morgen um 12:00.');
  });

  it('keeps names in their order, also where they run the other way than the words', () => {
    const names = ['Ana K.', 'Mika', 'Jo'];
    expect(english.list(names)).to.equal('Ana K., Mika and Jo');
    expect(hebrew.list(names)).to.equal('\u2068Ana K.\u2069, \u2068Mika\u2069 ו-\u2068Jo\u2069');
  });

  it('says durations in whole minutes, hours or days', () => {
    expect([20_000, 60_000, 150_000, 5_400_000, 3 * day].map((ms) => english.duration(ms, 'long'))).to.deep.equal([
      '1 minute',
      '1 minute',
      '3 minutes',
      '2 hours',
      '3 days',
    ]);
    expect(german.duration(120_000, 'long')).to.equal('2 Minuten');
  });
});

describe('translations', () => {
  it('count in their language', () => {
    expect([
      enConversation.newMessages(1),
      enConversation.newMessages(2),
      de.newMessages(1),
      de.newMessages(2),
    ]).to.deep.equal(['1 new message', '2 new messages', '1 neue Nachricht', '2 neue Nachrichten']);
    expect(en.offline(0)).to.equal("You're offline. Messages will be sent when you're back.");
    expect(de.offline(2)).to.equal('Sie sind offline. 2 Nachrichten werden gesendet, sobald Sie wieder online sind.');
  });
});
