import { describe, expect, it, test } from 'vitest';
import { readJson } from '../reading.ts';

const read = (title: string, body: string) =>
  readJson(`<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`);

describe('a listing beside what only looks like a list', () => {
  const title = 'Blue crystal MDMA 10g';
  const subject = (body: string) => {
    const { page, listings } = read(`${title} - Quay`, body);
    expect(page).toBe('listing');
    expect(listings[0]?.title).toBe(title);
    return listings[0];
  };

  test.each([
    'Añadir a la cesta',
    'Zum Warenkorb hinzufügen',
    'Ajouter à mon panier',
    'Toevoegen aan winkelwagen',
    'Lägg i kundvagnen',
  ])('of a shop is known by its button "%s", without labels', (button) => {
    const related = `<h3>Related products</h3><div>${[1, 2, 3].map((n) => `<div class="p"><a href="/p${n}"><img src="/${n}.jpg" alt="Speed ${n}0g"></a><h4><a href="/p${n}">Speed ${n}0g</a></h4><p>${n}5,00€</p></div>`).join('')}</div>`;
    expect(
      subject(
        `<h1><a href="/">Quay</a></h1><h1>${title}</h1><ul><li>Model: Q-8</li></ul><ul><li><h2>28,00€</h2></li></ul><div><input value="1"><button>${button}</button></div>${related}`,
      )?.price,
    ).toEqual({ amount: 28, currency: 'EUR' });
  });

  it('is not named after the vendor that words lead to', () =>
    expect(
      subject(
        `<h1>Quay</h1><h2>${title}</h2><p>Proposé par <a href="/m/kelp">Kelp</a> (note 9/10)<br>Prix : <b>66.00 EUR</b><br>Envoi : France</p>`,
      )?.vendor,
    ).toBe('Kelp'));

  it('is not named after a group in the menu beside it', () => {
    const tree = ['Hash', 'Speed', 'Ketamine', 'MDMA']
      .map((name) => `<li><a href="/g/${name}">${name}</a> (12)</li>`)
      .join('');
    subject(
      `<div class="row"><div class="left"><ul>${tree}</ul></div><div class="mid"><div>Start / Ecstasy / MDMA</div><h1>${title}</h1><div>by <a href="/u/kelp">Kelp</a> ★ 4,9 (302 sales)</div><div class="price"><b>€ 35,00</b></div><div>from Portugal to Europe</div></div></div>`,
    );
  });

  it('is not a list of its postage and its comments', () => {
    const feedback = '<table><tr><td>Alles super</td><td>0.0399 BTC</td></tr></table>';
    subject(
      `<h2>${title}</h2><table><tr><td>Anbieter</td><td><a href="/n/kelp">kelp</a></td></tr><tr><td>Preis</td><td>0.0399 BTC</td></tr><tr><td>Porto</td><td>Brief 0.0050 BTC<br>Einschreiben 0.0120 BTC</td></tr></table>${feedback}`,
    );
  });
});
