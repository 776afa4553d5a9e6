import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTermFinder, keyness, type TermText } from '../../extractors/lexicon/emerging.ts';
import { explain } from '../../extractors/lexicon/explain.ts';
import { createLexicon } from '../../extractors/lexicon/lexicon.ts';

const lexicon = createLexicon();
const at = (day: number): string => `2026-05-${String(day).padStart(2, '0')}T00:00:00.000Z`;
const text = (id: string, vendor: string, words: string, day = 1): TermText => ({
  id,
  vendor,
  firstSeen: at(day),
  text: words,
});
const usual = Array.from({ length: 60 }, (_, n) =>
  text(`old-${n}`, `shop${n % 9}`, `Ketamine crystals ${n + 1} g from stock, quality`),
);

function find(part: readonly TermText[], rest: readonly TermText[]) {
  const finder = createTermFinder(lexicon);
  part.forEach(finder.part);
  rest.forEach(finder.rest);
  return finder.terms();
}

describe('createTermFinder', () => {
  it('finds a name built like a drug that one vendor offers', () => {
    const [term, ...more] = find([text('a', 'v1', 'Quartonitazene 100 mg, 40 EUR', 3)], usual);
    expect(term).toMatchObject({
      term: 'quartonitazene',
      chemical: { class: 'nitazene' },
      texts: 1,
      vendors: 1,
      firstSeen: at(3),
      evidence: ['a'],
    });
    expect(more).toEqual([]);
  });

  it('finds a word of the street that two vendors use now and nobody used before, with its neighbours', () => {
    const part = ['v1', 'v2', 'v2', 'v3'].map((vendor, n) =>
      text(`new-${n}`, vendor, `Zoomerol ${n + 5} g ketamine, quality`, n + 2),
    );
    const [term] = find(part, usual);
    expect(term).toMatchObject({
      term: 'zoomerol',
      chemical: null,
      texts: 4,
      textsElsewhere: 0,
      vendors: 3,
      firstSeen: at(2),
    });
    expect(term?.keyness).toBeGreaterThan(10.83);
    expect(term?.neighbours).toContain('ketamine');
    expect(term?.evidence).toEqual(['new-0', 'new-1', 'new-2', 'new-3']);
  });

  it('joins two words that only stand together into one term', () => {
    const part = ['v1', 'v2', 'v3', 'v4'].map((vendor, n) => text(`n${n}`, vendor, `Zappy Lurker ${n + 5} g`));
    expect(find(part, usual).map((one) => one.term)).toEqual(['zappy lurker']);
  });

  it('passes over what one vendor alone says, what all say, and what the lexicon knows', () => {
    const one = Array.from({ length: 8 }, (_, n) => text(`x${n}`, 'v1', 'Zoomerol 5 g'));
    expect(find(one, usual)).toEqual([]);
    const same = ['v1', 'v2', 'v3'].map((vendor) => text(vendor, vendor, 'Ketamine crystals 9 g from stock, quality'));
    expect(find(same, usual)).toEqual([]);
    const known = ['v1', 'v2', 'v3'].map((vendor) => text(vendor, vendor, 'MDMA pills 10 pcs, digital scale, 20 EUR'));
    expect(find(known, usual).map((term) => term.term)).toEqual([]);
  });

  it('says nothing of a corpus without a rest but for chemical names', () => {
    expect(find(usual, [])).toEqual([]);
  });
});

describe('keyness', () => {
  it('is never negative, and 0 where the part uses the word no more than the rest', () => {
    const count = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(count, count, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (a, b, c, d) => {
        const value = keyness(Math.min(a, c), Math.min(b, d), c, d);
        expect(value).toBeGreaterThanOrEqual(0);
        if (Math.min(a, c) / c <= Math.min(b, d) / d) expect(value).toBe(0);
      }),
    );
  });

  it('agrees with a value worked out by hand', () => {
    // 10 of 100 against 10 of 900: 2 · (10 ln(10 / 2) + 10 ln(10 / 18)) = 20.43
    expect(keyness(10, 10, 100, 900)).toBeCloseTo(20.43, 1);
  });
});

describe('explain', () => {
  it('shows each term with its place and rule, and what is denied', () => {
    const { sights, substances } = explain('K3tamine 5g, no fentanyl', lexicon);
    expect(sights).toMatchObject([
      { start: 0, end: 8, matched: 'K3tamine', rule: 'certain term', ids: ['ketamine'], denied: false },
      { matched: 'fentanyl', denied: true },
    ]);
    expect(substances).toMatchObject([{ id: 'ketamine', matched: 'K3tamine', unlisted: false }]);
  });

  it('shows goods that deny, and names that nobody listed', () => {
    expect(explain('Ketamine test kit', lexicon)).toMatchObject({
      substances: [],
      sights: expect.arrayContaining([
        expect.objectContaining({ rule: 'goods: around', matched: 'test kit' }),
      ]) as unknown,
    });
    expect(explain('Quartonitazene 5g', lexicon).substances).toMatchObject([{ id: 'quartonitazene', unlisted: true }]);
  });

  it('cuts what it shows from the text itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (any) => {
        for (const one of explain(`${any} MDMA 5g`, lexicon).sights)
          expect(one.matched).toBe(`${any} MDMA 5g`.slice(one.start, one.end));
      }),
      { numRuns: 200 },
    );
  });
});
