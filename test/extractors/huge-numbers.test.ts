import { describe, expect, it } from 'vitest';
import { extract } from '../../extractors/extract.ts';
import { createLexicon } from '../../extractors/lexicon/lexicon.ts';
import { draftSchema } from '../../model/observation.ts';

const lexicon = createLexicon();
const long = '9'.repeat(400);

const draftsOf = (body: string, title: string) =>
  extract(
    {
      bytes: Buffer.from(`<html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`),
      url: 'http://example.invalid/x',
      contentType: 'text/html',
      status: 200,
      capturedAt: '2026-06-01T00:00:00.000Z',
    },
    { profile: 'generic', profiles: [], lexicon },
  ).drafts;

describe('a number with hundreds of digits', () => {
  it('is no count, rating, amount or quantity, wherever it stands', () => {
    const facts = (value: string) =>
      ['Stock', 'Sold', 'Sales', 'Rating', 'Price', 'Purity', 'Quantity']
        .map((label) => `<dt>${label}</dt><dd>${label === 'Price' ? '$' : ''}${value}</dd>`)
        .join('');
    for (const value of [
      long,
      `${long} / ${long}`,
      `${long}.5 / 5`,
      `${long}%`,
      `${long}K`,
      `${long} g`,
      `1,${long}`,
    ]) {
      const listing = `<h1>MDMA crystals ${value}g</h1><dl><dt>Vendor</dt><dd><a href="/user/greywharf">greywharf</a></dd>${facts(value)}</dl><table><tr><td>1 g</td><td>$20.00</td></tr><tr><td>${value} g</td><td>$${value}</td></tr></table><form><button>Buy now</button></form>`;
      const vendor = `<h1>greywharf</h1><dl><dt>Member since</dt><dd>2024-01-01</dd><dt>Last seen</dt><dd>2026-05-30</dd>${facts(value)}</dl><p>${value} sales, rated ${value} out of 5</p>`;
      const drafts = [...draftsOf(listing, 'MDMA crystals'), ...draftsOf(vendor, 'greywharf')];
      for (const draft of drafts) expect(() => draftSchema.parse(draft)).not.toThrow();
    }
    const [vendor] = draftsOf(
      `<h1>greywharf</h1><dl><dt>Member since</dt><dd>2024-01-01</dd><dt>Sales</dt><dd>${long}</dd></dl>`,
      'greywharf',
    );
    expect(vendor?.content).toMatchObject({ kind: 'vendor', value: { handle: 'greywharf', sales: null } });
  });
});
