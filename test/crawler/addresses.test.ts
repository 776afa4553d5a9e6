import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalUrl, insideOf, urlId } from '../../crawler/canonical-url.ts';
import { isActing, isFile } from '../../crawler/links.ts';

const source = { id: 'bazaar', addresses: ['http://aaa.onion/', 'https://bbb.onion'] };

describe('the canonical address', () => {
  it.each([
    ['HTTP://AAA.onion:80/x#part', 'http://aaa.onion/x'],
    ['http://user:pass@aaa.onion', 'http://aaa.onion/'],
    ['http://aaa.onion/item/88?PHPSESSID=aaa', 'http://aaa.onion/item/88'],
    ['http://aaa.onion/list?b=2&PHPSESSID=bbb&a=1', 'http://aaa.onion/list?b=2&a=1'],
    ['http://aaa.onion/a;jsessionid=0A1B?x=1', 'http://aaa.onion/a?x=1'],
    ['http://aaa.onion/?s=0123456789abcdef0123456789abcdef', 'http://aaa.onion/'],
    ['http://aaa.onion/?s=mdma&sid=7', 'http://aaa.onion/?s=mdma&sid=7'],
    ['http://aaa.onion/x?', 'http://aaa.onion/x'],
    ['http://aaa.onion/%7euser/a%2fb/%c3%a4', 'http://aaa.onion/~user/a%2Fb/%C3%A4'],
    ['http://aaa.onion./x', 'http://aaa.onion/x'],
  ])('of %s is %s', (given, canonical) => {
    expect(canonicalUrl(given)).toBe(canonical);
  });

  it('is none for what is not of the web', () => {
    for (const url of ['mailto:a@b.org', 'javascript:void(0)', 'data:text/html,x', '/relative', '', 'http://']) {
      expect(canonicalUrl(url)).toBeNull();
    }
  });

  it('counts from the page that links to it', () => {
    expect(canonicalUrl('../b?x=1', 'http://aaa.onion/a/c/')).toBe('http://aaa.onion/a/b?x=1');
  });

  it('of a canonical address is itself', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const once = canonicalUrl(url);
        expect(once === null ? null : canonicalUrl(once)).toBe(once);
      }),
    );
  });
});

describe('the id of an address', () => {
  it('is the same on every mirror and for every session', () => {
    const ids = [
      'http://aaa.onion/item/1?x=2',
      'https://bbb.onion/item/1?x=2#a',
      'http://aaa.onion/item/1?PHPSESSID=q&x=2',
    ];
    expect(new Set(ids.map((url) => urlId(source, url)))).toEqual(new Set(['bazaar|/item/1?x=2']));
  });

  it('holds the host of what lies outside', () => {
    expect(urlId(source, 'http://ccc.onion/item/1')).toBe('bazaar|http://ccc.onion/item/1');
    expect(urlId(source, 'mailto:a@b.org')).toBe('bazaar|mailto:a@b.org');
  });

  it('stays below the path that a source is', () => {
    const isInside = insideOf(['https://chat.onion/s/tide', 'http://forum.onion/smf/index.php']);
    expect(
      ['https://chat.onion/s/tide', 'http://chat.onion/s/tide?before=20', 'http://forum.onion/smf/x'].map(isInside),
    ).toEqual([true, true, true]);
    expect(
      ['https://chat.onion/s/tides', 'https://chat.onion/', 'http://forum.onion/', 'ftp://forum.onion/smf/'].map(
        isInside,
      ),
    ).toEqual([false, false, false, false]);
  });
});

describe('links that act', () => {
  const at = (path: string) => `http://aaa.onion${path}`;
  it.each([
    '/logout',
    '/logout.php',
    '/user/sign-out',
    '/cart',
    '/cart/add/5',
    '/add-to-cart?id=5',
    '/basket',
    '/checkout',
    '/order/81',
    '/buy/12',
    '/buy.php?id=3',
    '/messages',
    '/pm/new',
    '/sendMessage',
    '/message/compose?to=x',
    '/topic/5/reply',
    '/vote/4',
    '/favorite/5',
    '/report/5',
    '/delete/5',
    '/wallet/withdraw',
    '/deposit',
    '/index.php?action=logout',
    '/index.php?action=post;topic=5.0',
    '/index.php?topic=5&action=reply',
    '/item.php?id=5&addtocart=1',
    '/?logout',
    '/x?do=buy',
    '/x?act=sendmessage',
    '/abmelden',
    '/warenkorb',
    '/jetzt-kaufen/5',
    '/panier',
    '/se-deconnecter',
    '/carrito',
    '/cerrar_sesion',
    '/carrello',
    '/carrinho',
    '/winkelwagen',
    '/koszyk',
    '/korzina',
    '/%D0%BA%D0%BE%D1%80%D0%B7%D0%B8%D0%BD%D0%B0',
  ])('%s is one', (path) => {
    expect(isActing(at(path))).toBe(true);
  });

  it.each([
    '/index.php?page=logout',
    '/?p=cart&id=4',
    '/index.php?route=checkout/cart',
    '/index.php?r=site/logout',
    '/?q=user%2Flogout',
    '/index.php?controller=order&id=7',
    '/shop.cgi?view=Add-to-Cart',
  ])('%s acts, as the one script of the site reads it', (path) => {
    expect(isActing(at(path))).toBe(true);
  });

  it.each([
    '/',
    '/index.php?page=listing&id=4',
    '/index.php?route=product/category&path=20',
    '/?p=vendor&name=cartman',
    '/?page=3',
    '/item/buy-2-get-1-free-88',
    '/listing/order-of-the-phoenix',
    '/category/pills?order=price&sort=desc',
    '/post/81',
    '/forum/topic/5.0',
    '/vendor/cartman',
    '/seller/The-Message',
    '/viewlisting.php?id=4',
    '/index.php?topic=5.0',
    '/index.php?board=2.20',
    '/search?q=logout',
    '/login',
    '/s/tide?before=20',
    '/item/report-scales',
    '/user/votes-for-all',
  ])('%s is none', (path) => {
    expect(isActing(at(path))).toBe(false);
  });

  it('files are told from pages', () => {
    expect(['/a.png', '/style.css?v=3', '/x.tar.gz', '/key.asc'].map(at).map(isFile)).toEqual([true, true, true, true]);
    expect(['/a.php', '/png', '/item/3.5', '/x.html?img=a.png'].map(at).map(isFile)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
