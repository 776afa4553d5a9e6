import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GiveUp } from '../../model/errors.ts';
import { draftSchema } from '../../model/observation.ts';
import { read, shipped } from './reading.ts';

const profiles = ['dream', 'empire'].map(shipped);

/** Pages inside the limits, made to cost as much as they can. */
const costly: readonly (readonly [kind: string, html: string])[] = [
  ['the same label thousands of times', `<h1>x</h1>${'<p><b>Price:</b> soon</p>'.repeat(12_000)}`],
  ['labels with long runs of siblings', `<h1>x</h1><p>${'<b>Price:</b>'.repeat(20_000)}</p>`],
  [
    'thousands of dates in one element',
    `<div class="post"><b class="author">a</b>${'<time>now</time>'.repeat(15_000)}</div>`,
  ],
  [
    'megabytes of text in nested elements that all match',
    `<h1>x</h1>${'<div class="price">a'.repeat(400)}${'word '.repeat(390_000)}`,
  ],
  ['a colon in each of many nested lines', `${'<div>Price: 1 '.repeat(500)}`],
  ['one text of many lines', `<h1>x</h1><pre>${'Price: soon\n'.repeat(100_000)}</pre>`],
  [
    'a table with thousands of cells',
    `<h1>x</h1><table>${'<tr><td>Price</td><td>soon</td></tr>'.repeat(15_000)}</table>`,
  ],
  ['thousands of links', `<h1>x</h1>${Array.from({ length: 9_000 }, (_, at) => `<a href="/x/${at}">y</a>`).join('')}`],
  [
    'thousands of rows',
    `<div class="sub_head_inner_header"><i class="check"></i></div><div class="right-content">${'<div class="col-1search"></div>'.repeat(15_000)}</div>`,
  ],
];

describe('a page made to cost as much as it can', () => {
  it.each(costly)(
    'is read in bounded time: %s',
    (_kind, html) => {
      const start = performance.now();
      read(html, { profiles });
      read(`<div class="viewProduct"><div class="title">x</div>${html}</div><i class="youHaveBeenPhished"></i>`, {
        profiles,
      });
      expect(performance.now() - start).toBeLessThan(8_000);
    },
    20_000,
  );
});

const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    '<',
    '>',
    '</div>',
    '<td>',
    '<p>',
    '<b>Price:</b>',
    '5 EUR',
    'Vendor: x',
    '<h1>10 g MDMA</h1>',
    '<table><tr>',
    '<a href="',
    '">',
    '<!--',
    '-->',
    '<pre>',
    '<div class="viewProduct"><div class="title">',
    '<i class=youHaveBeenPhished>',
    '&#0;',
    '\u0000',
    '&amp',
  ),
);

describe('any bytes at all', () => {
  it('give valid drafts or a GiveUp, never another error', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.webUrl(),
        fc.constantFrom(200, 404, 503),
        (parts, url, status) => {
          try {
            const { drafts } = read(parts.join(''), { profiles }, { url, status });
            for (const draft of drafts) draftSchema.parse(draft);
          } catch (error) {
            expect(error).toBeInstanceOf(GiveUp);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
