import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePage } from '../../extractors/document.ts';
import { recogniseWall } from '../../extractors/walls.ts';

const state = (html: string, status = 200): string =>
  recogniseWall(parsePage(html, 'http://shop.invalid/x'), status)?.state ?? 'content';
const form = (inside: string): string => `<form method="post">${inside}<button>OK</button></form>`;
const login = form('<input name="u"><input type="password" name="p">');
const filler = '<p>A long page about plants and how they are kept in winter, with nothing else to say.</p>'.repeat(60);

describe('walls of sites that nobody described', () => {
  it.each([
    ['en', 'Login to the market'],
    ['de', 'Bitte anmelden'],
    ['fr', 'Se connecter'],
    ['es', 'Iniciar sesión'],
    ['nl', 'Inloggen'],
    ['ru', 'Вход на площадку'],
    ['pl', 'Zaloguj się'],
  ])('a password form under a heading in %s is a login', (_language, heading) => {
    expect(state(`<h1>${heading}</h1>${login}`)).toBe('login');
  });

  it('a login with a captcha is a login, as it is the login that a person has to do', () => {
    expect(
      state(`<title>Login</title>${form('<input type=password><img src="/captcha.png"><input name=captcha>')}`),
    ).toBe('login');
  });

  it.each([
    ['a picture with a field', form('<img src="/captcha/1.png" alt=""><input name="answer" placeholder="captcha">')],
    [
      'a challenge page',
      `<title>DDoS protection</title><p>Please solve the following challenge</p>${form('<img class="captcha" src="i"><input id="captcha">')}`,
    ],
    [
      'a widget',
      '<h1>Security check</h1><div class="cf"><iframe src="https://widgets.invalid/turnstile/x"></iframe></div>',
    ],
  ])('%s is a captcha', (_kind, html) => {
    expect(state(html)).toBe('captcha');
  });

  it.each([
    ['de', 'Bitte den Code aus dem Bild abtippen:'],
    ['it', 'Inserisci i caratteri che vedi nell’immagine'],
    ['nl', 'Typ de tekens over die je in het plaatje ziet'],
    ['pt', 'Escreva as letras da imagem'],
    ['pl', 'Wpisz litery z obrazka'],
    ['ru', 'Введите цифры с картинки'],
    ['sv', 'Skriv tecknen i bilden'],
    ['zh', '请输入图中的字符'],
  ])('a picture whose letters are to be copied, said in %s, is a captcha', (_language, words) => {
    const page = (input: string) => `<h1>Pollock</h1>${form(`<p>${words}</p><img src="/k.png">${input}`)}`;
    expect(state(page('<input name="k">'))).toBe('captcha');
    expect(state(page(''))).toBe('content');
  });

  it.each([
    [
      'en',
      '<title>Please wait</title><meta http-equiv="refresh" content="20"><h1>You are in the queue</h1><p>Estimated waiting time: 28 minutes. This page reloads by itself.</p>',
    ],
    ['en, in passing', '<h1>One moment</h1><p>You have been placed in a queue, your position in the queue is 14.</p>'],
    ['de', '<h1>Warteschlange</h1><p>Sie sind Nummer 12.</p>'],
    ['fr', "<h1>File d'attente</h1>"],
    ['es', '<h1>Sala de espera</h1>'],
    ['ru', '<p>Вы в очереди, подождите</p>'],
    ['en, too many', '<h1>Pollock</h1><p>Too many visitors. You are waiting in line, please do not refresh.</p>'],
    ['es, waiting time', '<h1>Pollock</h1><p>Estás en cola. Tiempo de espera estimado: 2 minutos.</p>'],
    ['nl', '<h1>Pollock</h1><p>De wachttijd is ongeveer 3 minuten.</p>'],
    ['sv', '<h1>Pollock</h1><p>Du står i kö.</p>'],
    ['uk', '<h1>Pollock</h1><p>Ви в черзі.</p>'],
    ['without words for queue', '<p>Checking your browser before accessing the site</p>'],
  ])('a waiting room (%s) is a queue', (_language, html) => {
    expect(state(html)).toBe('queue');
  });

  it.each([
    ['Your account has been suspended.'],
    ['Access denied'],
    ['Ihr Konto wurde gesperrt'],
    ['Votre compte a été suspendu'],
    ['Доступ запрещён'],
  ])('"%s" is a ban', (text) => {
    expect(state(`<h1>Notice</h1><p>${text}</p>`)).toBe('banned');
  });

  it.each([
    ['Listing not found'],
    ['404'],
    ['This product is no longer available'],
    ['Artikel nicht gefunden'],
    ['Produit introuvable'],
    ['Страница не найдена'],
    ['Producto no encontrado'],
  ])('a heading "%s" is not found', (text) => {
    expect(state(`<h1>${text}</h1><p>Back to the shop.</p>`)).toBe('not-found');
  });

  it('an answer with an error status is never content', () => {
    expect(state('<p>Nothing</p>', 404)).toBe('not-found');
    expect(state('<p>Nothing</p>', 410)).toBe('not-found');
    expect(state('<p>Members only</p>', 401)).toBe('login');
    expect(state('<p>No</p>', 403)).toBe('banned');
    expect(state('<p>Oops</p>', 500)).toBe('other');
  });

  it('an empty page that sends the visitor on is neither content nor a wall', () => {
    expect(
      state('<html><head><meta http-equiv="Refresh" content="0; URL=/index/login?x=1"></head><body></body></html>'),
    ).toBe('other');
  });
});

describe('no false alarms', () => {
  it('an invisible scoring badge is no captcha', () => {
    const page =
      '<h1>10 g MDMA</h1><p>Price: US$180</p><div class="g-recaptcha-badge" style="visibility:hidden"></div><script src="/recaptcha/api.js"></script>';
    expect(state(page)).toBe('content');
  });

  it('a page that only talks about captchas, queues and logins is content', () => {
    expect(
      state(
        `<h1>Forum</h1><p>The captcha is hard today and I was in the queue for an hour, then banned. Login works.</p>${filler}`,
      ),
    ).toBe('content');
  });

  it('a small login box in the head of a long page is content', () => {
    expect(state(`<h1>Plants</h1><div class="head">${login}</div>${filler}`)).toBe('content');
  });

  it('a hidden form is no captcha', () => {
    expect(state('<h1>Plants</h1><p>Nice.</p><form><input type="hidden" name="captcha_token" value="x"></form>')).toBe(
      'content',
    );
  });

  it('any words of a garden page, in any order, are content', () => {
    const words = ['leaf', 'soil', 'water', 'sun', 'pot', 'seed', 'winter', 'spring', 'stem', 'root', 'bloom', 'shade'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { minLength: 5, maxLength: 80 }), (text) => {
        expect(state(`<title>${text[0]}</title><h1>${text[1]}</h1><p>${text.join(' ')}</p>`)).toBe('content');
      }),
      { numRuns: 60 },
    );
  });
});
