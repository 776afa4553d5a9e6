import { describe, expect, it } from 'vitest';
import { parsePage } from '../../extractors/document.ts';
import { parseRefresh, refreshOf } from '../../extractors/refresh.ts';
import { recogniseWall } from '../../extractors/walls.ts';

const state = (html: string, status = 200, url = 'http://shop.invalid/x'): string =>
  recogniseWall(parsePage(html, url), status)?.state ?? 'content';

describe('a site that is closed for a while', () => {
  it.each([
    ['en', 'We are down for maintenance. We will be back soon.'],
    ['en, a title', 'Scheduled maintenance'],
    ['de', 'Wegen Wartungsarbeiten vorübergehend nicht erreichbar'],
    ['fr', 'Le site est en maintenance'],
    ['es', 'Sitio en mantenimiento'],
    ['it', 'Sito in manutenzione'],
    ['nl', 'De site is in onderhoud'],
    ['pl', 'Trwają prace techniczne'],
    ['ru', 'Сайт закрыт на время технических работ'],
    ['pt', 'Estamos em manutenção'],
    ['sv', 'Sidan är stängd för underhåll'],
    ['tr', 'Site bakımda'],
    ['zh', '系统维护中'],
  ])('says so (%s): maintenance', (_language, words) => {
    expect(state(`<title>Pollock</title><h1>${words}</h1>`)).toBe('maintenance');
    expect(state(`<title>Pollock</title><p>${words}</p>`, 503)).toBe('maintenance');
  });

  it('is none for a thread, a listing or an error page that says such words in passing', () => {
    const filler = '<p>Somebody answers at some length, and then somebody else does so as well.</p>'.repeat(15);
    expect(state(`<title>Forum</title><h1>Re: the market</h1><p>It was down for maintenance again.</p>${filler}`)).toBe(
      'content',
    );
    expect(state('<h1>503 Service Temporarily Unavailable</h1>', 503)).toBe('other');
    expect(state('<h1>10 g MDMA</h1><p>Low maintenance, high quality.</p>')).toBe('content');
  });
});

describe('a site that refuses for a while', () => {
  it.each([
    ['en', 'Too many requests'],
    ['en, rate', 'You have been rate limited, slow down'],
    ['de', 'Zu viele Anfragen'],
    ['fr', 'Trop de requêtes'],
    ['es', 'Demasiadas solicitudes'],
    ['it', 'Troppe richieste'],
    ['nl', 'Te veel verzoeken'],
    ['pl', 'Zbyt wiele żądań'],
    ['ru', 'Слишком много запросов'],
    ['pt', 'Muitas requisições'],
    ['tr', 'Çok fazla istek'],
    ['zh', '请求过于频繁'],
  ])('says so (%s): a limit of requests', (_language, words) => {
    expect(state(`<title>Pollock</title><h1>${words}</h1>`)).toBe('rate-limit');
  });

  it('needs no words: status 429 is enough', () => {
    expect(state('', 429)).toBe('rate-limit');
    expect(state('<p>nope</p>', 429)).toBe('rate-limit');
  });

  it('is a ban where it says that it is one, whatever the reason', () => {
    expect(state('<h1>You have been banned</h1><p>Because of too many requests.</p>')).toBe('banned');
  });
});

describe('a login', () => {
  const form = '<form method="post"><input name="a"><input name="b"><button>Ok</button></form>';

  it('is known by its address where its words are not', () => {
    for (const path of ['login', 'login.php', 'user/sign-in', 'auth?next=%2F', 'index.php?page=login', 'anmelden'])
      expect(state(`<h1>Pollock</h1>${form}`, 200, `http://shop.invalid/${path}`), path).toBe('login');
  });

  it('is not known by the address alone, or by a word in the name of an offer', () => {
    expect(state('<h1>Pollock</h1><p>Welcome back.</p>', 200, 'http://shop.invalid/login')).toBe('content');
    expect(state(`<h1>Pollock</h1>${form}`, 200, 'http://shop.invalid/item/netflix-login')).toBe('content');
  });
});

describe('a wish to be read again', () => {
  it.each([
    ['20', 20_000, null],
    ['5; url=/wait?n=2', 5_000, '/wait?n=2'],
    ["0;URL='http://shop.invalid/a'", 0, 'http://shop.invalid/a'],
    ['1.5 , /next', 1_500, '/next'],
    ['10;', 10_000, null],
  ])('"%s" is understood', (value, afterMs, to) => {
    expect(parseRefresh(value)).toEqual({ afterMs, to });
  });

  it.each(['', 'soon', '-5', 'url=/x', '99999999999'])('"%s" is none', (value) => {
    expect(parseRefresh(value)).toBeNull();
  });

  it('of a page is absolute', () => {
    const page = parsePage('<meta http-equiv=Refresh content="3; url=line?x=1">', 'http://shop.invalid/a/b');
    expect(refreshOf(page)).toEqual({ afterMs: 3_000, to: 'http://shop.invalid/a/line?x=1' });
  });
});
