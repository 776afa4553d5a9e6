import { describe, expect, it } from 'vitest';
import { readJson } from '../reading.ts';

const facts = '<p>joined: 11.02.2018<br>last online: yesterday<br>sales: 1204</p>';
const page = (title: string, body: string): string =>
  `<!doctype html><html><head><title>${title}</title></head><body><center><h1>Marlin Bay</h1></center><p><a href="/orders">Orders</a></p>${body}</body></html>`;
const handleOf = (html: string) => {
  const read = readJson(html);
  return read.page === 'vendor' ? read.vendors[0]?.handle : read.page;
};

const headings = [
  'Membre : nemo_77',
  'Mitglied: nemo_77',
  'Verkäuferprofil: nemo_77',
  'Händlerprofil von nemo_77',
  'Profil des Händlers nemo_77',
  'Profil du vendeur nemo_77',
  'Profil de nemo_77',
  'Perfil del vendedor: nemo_77',
  'Perfil de usuario nemo_77',
  'Profilo del venditore nemo_77',
  'Verkopersprofiel: nemo_77',
  'Profiel van nemo_77',
  'Profil sprzedawcy nemo_77',
  'Profil użytkownika: nemo_77',
  'Профиль продавца nemo_77',
  'Профиль пользователя: nemo_77',
  'Vendor profile of nemo_77',
  'Public profile: nemo_77',
  'Member: nemo_77',
  'user nemo_77',
  'Uživatel: nemo_77',
  '卖家资料：nemo_77',
  'nemo_77 [seller]',
  'nemo_77 (vendor)',
];

describe('the handle of a page about a vendor', () => {
  it.each(headings)('is what the heading calls one: "%s"', (heading) => {
    expect(handleOf(page('Marlin Bay', `<h2>${heading}</h2>${facts}`))).toBe('nemo_77');
    expect(handleOf(page('nemo_77 - Marlin Bay', `<h2>${heading}</h2>${facts}`))).toBe('nemo_77');
  });

  it('is no label that begins with a word for members', () =>
    expect(
      handleOf(
        page(
          'nemo_77 - Marlin Bay',
          '<h2>nemo_77</h2><table><tr><td>Mitglied seit</td><td>12.03.2019</td></tr><tr><td>Zuletzt online</td><td>heute</td></tr></table>',
        ),
      ),
    ).toBe('nemo_77'));

  it.each([
    'Vendor is a legend, thanks',
    'Vendeur sérieux, merci',
    'Verkäufer antwortet nicht',
    'Vendedor fiable',
    'Seller amazing',
  ])('is no word of a comment: "%s"', (comment) =>
    expect(
      handleOf(page('nemo_77 - Marlin Bay', `<h2>nemo_77</h2>${facts}<p>Arrived<br>${comment}<br>All fine</p>`)),
    ).toBe('nemo_77'),
  );

  it('is set in large letters on an old page', () =>
    expect(
      handleOf(
        '<html><title>marlin bay :: user NEMO</title><body><center><font size=6><b>MARLIN BAY</b></font></center><hr><font size=5>NEMO</font> <font size=2>[seller]</font><br><br>joined: 11.02.2018<br>last online: yesterday<br>sales: 1204<br></body></html>',
      ),
    ).toBe('NEMO'));

  it('stands above badges without marks between them', () =>
    expect(
      handleOf(
        page(
          'Marlin Bay',
          '<h2>@nemo_77</h2><div><span>Seller since 2020</span><span>★ 4.8</span><span>3.1k sales</span><span>online 2h ago</span></div>',
        ),
      ),
    ).toBe('@nemo_77'));

  it.each(['Favourite vendors', 'Alle Händler', 'Tous les vendeurs', 'Vendors'])(
    'is not the name of a list: "%s"',
    (heading) => {
      const rows = ['ahab', 'ishmael', 'nemo_77']
        .map((name) => `<li><a href="/v/${name}">${name}</a> (579) (4.9★) last seen 14 h ago</li>`)
        .join('');
      expect(readJson(page('Favourites', `<h2>${heading}</h2><ul>${rows}</ul>`)).vendors).toEqual([]);
    },
  );
});
