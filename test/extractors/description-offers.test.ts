import { describe, expect, it, test } from 'vitest';
import { completion } from '../../extractors/complete.ts';
import { descriptionOffers } from '../../extractors/description-offers.ts';
import { type Notes, noFacts } from '../../extractors/facts.ts';
import { createLexicon } from '../../extractors/lexicon/lexicon.ts';

const lexicon = createLexicon();
const amphetamine = [{ id: 'amphetamine' }];
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const steps = (text: string, price: { amount: string; currency: string } | null = null, of = amphetamine) =>
  descriptionOffers(text, price, of, lexicon).map((offer) => [offer.quantity?.value, offer.price?.amount]);

describe('the price steps of a description', () => {
  test.each([
    [
      '5g 50€ / 10g 90€ / 25g 200€',
      [
        [5, '50'],
        [10, '90'],
        [25, '200'],
      ],
    ],
    [
      'Fresh batch.\n1g - $30\n3.5 g - $95\n7g - $170\nShips in a day',
      [
        [1, '30'],
        [3.5, '95'],
        [7, '170'],
      ],
    ],
    [
      'Preise: 10 Gramm 80 EUR; 50 Gramm 300 EUR; 100 Gramm 500 EUR',
      [
        [10, '80'],
        [50, '300'],
        [100, '500'],
      ],
    ],
    [
      '25 pills 100 EUR\n100 pills 300 EUR',
      [
        [25, '100'],
        [100, '300'],
      ],
    ],
  ])('are read from %j', (text, expected) => expect(steps(text)).toEqual(expected));

  test.each([
    '5g 50€',
    'Order 10g for 90€ and pay 5€ for the parcel',
    'Also: MDMA 10g 90€, 20g 160€',
    '5g 50€, 10g 40€, 25g 200€',
    '1g 100€ / 1000g 200€',
    '5g 50€ / 10g $90 / 25g 200€',
    'We ship 100 g parcels within 24 h. 4.9 of 5 stars.',
    '',
  ])('are not made up from %j', (text) => expect(steps(text)).toEqual([]));

  it('must hold the price of the page', () => {
    expect(steps('5g 50€ / 10g 90€', eur('90.00'))).toHaveLength(2);
    expect(steps('5g 50€ / 10g 90€', eur('77'))).toEqual([]);
  });

  it('become the offers of a listing without a table of steps, and say so', () => {
    const notes: Notes = { provenance: {}, issues: [] };
    const facts = { ...noFacts, title: 'Speed paste 5g', price: eur('50'), description: '5g 50€ / 10g 90€ / 25g 200€' };
    const listing = completion(lexicon).listing(facts, notes);
    expect(listing?.offers).toMatchObject([5, 10, 25].map((value) => ({ quantity: { value, unit: 'g' } })));
    expect(notes.provenance.offers).toMatchObject({ rule: 'offers:description', at: 'description' });
    const printed = {
      quantity: { value: 7, max: null, unit: 'g' as const },
      doseMg: null,
      price: eur('60'),
      raw: '7 g',
    };
    expect(completion(lexicon).listing({ ...facts, offers: [printed] }, notes)?.offers).toHaveLength(1);
  });
});
