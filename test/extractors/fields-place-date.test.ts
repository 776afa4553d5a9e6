import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseDate } from '../../extractors/fields/date.ts';
import { parsePlaces } from '../../extractors/fields/place.ts';
import { isPlace } from '../../model/place.ts';

describe('parsePlaces', () => {
  test.each([
    ['Germany', ['DE']],
    ['World Wide', ['WW']],
    ['Weltweit', ['WW']],
    ['UK', ['GB']],
    ['USA', ['US']],
    ['nl', ['NL']],
    ['🇩🇪', ['DE']],
    ['DE, AT, CH', ['DE', 'AT', 'CH']],
    ['DE AT CH', ['DE', 'AT', 'CH']],
    ['EU except UK', ['EU']],
    ['Worldwide (no AU/NZ)', ['WW']],
    ['NO', ['NO']],
    ['DK, NO, SE', ['DK', 'NO', 'SE']],
    ['SHIPS TO USA', ['US']],
    ['Europe', ['EU']],
    ['EU countries', ['EU']],
    ['Deutschland, Österreich und Schweiz', ['DE', 'AT', 'CH']],
    ['Pays-Bas', ['NL']],
    ['Verenigd Koninkrijk', ['GB']],
    ['Stany Zjednoczone', ['US']],
    ['Россия', ['RU']],
    ['Países Bajos', ['NL']],
    ['Paesi Bassi', ['NL']],
    ['Trinidad and Tobago', ['TT']],
    ['Bosnia and Herzegovina', ['BA']],
    ['Netherlands → Worldwide', ['NL', 'WW']],
    ['Côte d’Ivoire', ['CI']],
    ['United States, Worldwide', ['US', 'WW']],
  ])('reads %s', (text, places) => expect(parsePlaces(text)?.value).toEqual(places));

  test.each(['Unknown', 'N/A', '', 'Not specified', 'Torland', 'Dutch quality', 'in', 'the best of the best', '-'])(
    'names no place for %j',
    (text) => expect(parsePlaces(text)).toBeNull(),
  );

  it('reads every country by its name in six languages', () => {
    const codes = [
      'AL',
      'AU',
      'AT',
      'BE',
      'BG',
      'CA',
      'CN',
      'CZ',
      'DK',
      'EE',
      'FI',
      'FR',
      'DE',
      'GR',
      'HU',
      'IN',
      'IE',
      'IT',
      'LT',
      'LU',
      'MT',
      'MX',
      'NL',
      'NO',
      'PL',
      'PT',
      'RO',
      'SK',
      'SI',
      'ES',
      'SE',
      'CH',
      'UA',
      'GB',
      'US',
      'ZA',
      'NZ',
      'TH',
      'TR',
      'JP',
    ];
    for (const language of ['en', 'de', 'fr', 'nl', 'es', 'it']) {
      const names = new Intl.DisplayNames([language], { type: 'region' });
      for (const code of codes)
        expect([language, code, parsePlaces(names.of(code) ?? '')?.value]).toEqual([language, code, [code]]);
    }
  });

  it('gives valid codes only, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) =>
        (parsePlaces(text)?.value ?? []).every(isPlace),
      ),
    );
  });
});

const reference = '2024-03-02T12:00:00Z';
const date = (text: string, options = {}) => parseDate(text, { reference, ...options })?.value ?? null;

describe('parseDate', () => {
  test.each([
    ['03.09.2023, 18:05', '2023-09-03T18:05:00Z'],
    ['2023-09-03T18:05:00+02:00', '2023-09-03T16:05:00Z'],
    ['3. September 2023', '2023-09-03'],
    ['Sep 3, 2023', '2023-09-03'],
    ['le 3 mars 2023 à 18h05', '2023-03-03T18:05:00Z'],
    ['3 de septiembre de 2023', '2023-09-03'],
    ['15 listopada 2023', '2023-11-15'],
    ['3 сентября 2023 г.', '2023-09-03'],
    ['05 Jan 2023 07:30 PM', '2023-01-05T19:30:00Z'],
    ['2023 Nov', '2023-11'],
    ['Nov 2023', '2023-11'],
    ['Member since January 2022', '2022-01'],
    ['1717243200', '2024-06-01T12:00:00Z'],
    ['1717243200000', '2024-06-01T12:00:00Z'],
    ['11/25/2023', '2023-11-25'],
    ['3 Sep', '2023-09-03'],
    ['Mon, 06 Nov 2023 10:00:00 GMT', '2023-11-06T10:00:00Z'],
    ['12 Janvier 2023, 10:11:12', '2023-01-12T10:11:12Z'],
  ])('reads %s', (text, value) => expect(date(text)).toBe(value));

  it('follows the day order of the profile', () => {
    expect(date('03/09/2023', { order: 'mdy' })).toBe('2023-03-09');
    expect(date('03/09/2023', { order: 'dmy' })).toBe('2023-09-03');
    expect(date('23.09.03', { order: 'ymd' })).toBe('2023-09-03');
  });

  test.each([
    ['3 days ago', '2024-02-28'],
    ['vor 3 Tagen', '2024-02-28'],
    ['hace 3 dias', '2024-02-28'],
    ['il y a 3 jours', '2024-02-28'],
    ['3 giorni fa', '2024-02-28'],
    ['3 dagen geleden', '2024-02-28'],
    ['3 dni temu', '2024-02-28'],
    ['3 дня назад', '2024-02-28'],
    ['an hour ago', '2024-03-02T11:00:00Z'],
    ['Today at 14:05', '2024-03-02T14:05:00Z'],
    ['Yesterday, 18:05:11', '2024-03-01T18:05:11Z'],
    ['gestern um 10:00 Uhr', '2024-03-01T10:00:00Z'],
    ['2 months ago', '2024-01'],
    ['a year ago', '2023'],
  ])('counts %s from the capture, not from the clock', (text, value) => expect(date(text)).toBe(value));

  test.each(['hello', 'v10.2.3', '31.02.2023', '10g MDMA', '', '99/99/9999', '12345'])('finds no date in %j', (text) =>
    expect(date(text)).toBeNull(),
  );

  it('reads back any moment printed in the usual ways', () => {
    const moment = fc.date({
      min: new Date('2001-01-01T00:00:00Z'),
      max: new Date('2099-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    const languages = fc.constantFrom('en-GB', 'de', 'fr', 'nl', 'es', 'it', 'pl', 'ru', 'pt', 'sv');
    fc.assert(
      fc.property(moment, languages, (at, language) => {
        const day = at.toISOString().slice(0, 10);
        const long = new Intl.DateTimeFormat(language, {
          day: 'numeric',
          month: 'long',
          year: 'numeric',
          timeZone: 'UTC',
        }).format(at);
        expect([language, long, date(long, { language: language.slice(0, 2) })]).toEqual([language, long, day]);
        expect(date(at.toISOString())?.slice(0, 19)).toBe(at.toISOString().slice(0, 19));
        const [year, month, date_] = day.split('-');
        expect(date(`${date_}.${month}.${year}`)).toBe(day);
      }),
      { numRuns: 300 },
    );
  });
});
