import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytes,
  day,
  groups,
  language,
  moment,
  money,
  move,
  percent,
  places,
  plural,
  quantity,
  shortDay,
  unitPriceText,
} from '../../server/format.ts';
import { marked } from '../../server/mark.ts';

describe('a figure', () => {
  it('keeps its unit beside it', () => {
    expect(money(92, 'EUR')).toBe('€92.00');
    expect(money(1250.5, 'CHF')).toBe('CHF 1,250.50');
    expect(money(0.00112, 'BTC')).toBe('0.00112 BTC');
    expect(money(-3, 'USD')).toBe('−$3.00');
    expect(unitPriceText(0.0004, 'EUR', 'g')).toEqual({ amount: '0.0004', unit: '€/g' });
    expect(unitPriceText(0.62, 'EUR', 'unit', 'pill')).toEqual({ amount: '0.62', unit: '€/pill' });
    expect(bytes(11_486)).toBe('11 kB');
  });

  it('names quantities as people do', () => {
    expect(quantity(0.25, null, 'g')).toBe('250 mg');
    expect(quantity(1_500, null, 'g')).toBe('1.5 kg');
    expect(quantity(5, 10, 'g')).toBe('5 to 10 g');
    expect(quantity(1, null, 'unit')).toBe('1 piece');
    expect(quantity(500, null, 'unit', 'pill')).toBe('500 pills');
    expect(quantity(30, null, 'ml')).toBe('30 ml');
    expect(plural(1, 'delivery', 'deliveries')).toBe('1 delivery');
  });

  it('states a move by arrow and number', () => {
    expect(move(-0.18)).toBe('▼ 18 %');
    expect(move(0.09)).toBe('▲ 9 %');
    expect(move(0.001)).toBe('no change');
    expect(percent(-0.29)).toBe('−29 %');
  });
});

describe('a date', () => {
  it('is written out, shortened in the same year, and kept when it is none', () => {
    expect(day('2026-11-24T09:12:44Z')).toBe('24 Nov 2026');
    expect(day('2023-11')).toBe('Nov 2023');
    expect(day('2023')).toBe('2023');
    expect(day('soon')).toBe('soon');
    expect(shortDay('2026-11-24', '2026-12-01')).toBe('24 Nov');
    expect(shortDay('2025-11-24', '2026-12-01')).toBe('24 Nov 2025');
    expect(moment('2026-11-24T09:12:44.000Z')).toBe('24 Nov 2026, 09:12');
    expect(moment('2026-11-24')).toBe('24 Nov 2026');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) =>
          typeof day(text) === 'string' && typeof moment(text) === 'string' && typeof language(text) === 'string',
      ),
    );
  });
});

describe('names and digests', () => {
  it('are spelt out, and unknown where unknown', () => {
    expect(places([])).toBe('unknown');
    expect(places(['NL', 'EU', 'WW'])).toBe('Netherlands, European Union, world-wide');
    expect(language('de')).toBe('German');
    expect(groups('7d218c0411eb')).toBe('7d21 8c04 11eb');
  });
});

describe('marks', () => {
  const plain = (html: string): string =>
    html
      .replaceAll(/<\/?mark>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');

  const html = async (text: string, phrases: readonly string[]) => String(await marked(text, phrases));

  it('stand around whole words whatever their case, and nothing else is an element', async () => {
    expect(await html('<b>MDMA</b> mdma mdmax', ['mdma'])).toBe(
      '&lt;b&gt;<mark>MDMA</mark>&lt;/b&gt; <mark>mdma</mark> mdmax',
    );
    expect(await html('x box', ['x'])).toBe('<mark>x</mark> box');
  });

  it('find what search found, though it compares tokens and not letters', async () => {
    expect(await html('3-MMC Kristalle', ['3 mmc'])).toBe('<mark>3-MMC</mark> Kristalle');
    expect(await html('Größe', ['grosse'])).toBe('<mark>Größe</mark>');
    expect(await html('优质氯胺酮现货mdma晶体', ['氯 胺 酮', 'mdma'])).toBe(
      '优质<mark>氯胺酮</mark>现货<mark>mdma</mark>晶体',
    );
    expect(await html('5 g', ['5', '5 g'])).toBe('<mark>5 g</mark>');
  });

  it('leave the text as it was, for any text and any words', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.array(fc.string(), { maxLength: 4 }), async (text, phrases) => {
        const html = String(await marked(text, phrases));
        expect(html.replaceAll(/<\/?mark>/g, '')).not.toMatch(/[<>]/);
        expect(plain(html)).toBe(text);
      }),
    );
  });
});
