import { describe, expect, it } from 'vitest';
import { parsePage } from '../../extractors/document.ts';
import { pageLimits } from '../../extractors/limits.ts';
import { GiveUp } from '../../model/errors.ts';

function refusal(html: string): { readonly code: string; readonly ms: number } {
  const start = performance.now();
  try {
    parsePage(html, '');
  } catch (error) {
    if (error instanceof GiveUp) return { code: error.code, ms: performance.now() - start };
    throw error;
  }
  return { code: 'accepted', ms: performance.now() - start };
}

const hostile: readonly (readonly [kind: string, code: string, html: string])[] = [
  ['250 KB of nested divs', 'page-too-deep', '<div>'.repeat(50_000)],
  ['nested formatting elements', 'page-too-deep', '<b><i>'.repeat(40_000)],
  ['nested tables', 'page-too-deep', '<table><tr><td>'.repeat(20_000)],
  ['a million siblings', 'page-too-many-nodes', '<br>'.repeat(1_000_000)],
  ['a million comments', 'page-too-many-nodes', '<!---->'.repeat(1_000_000)],
  [
    'one element with 100,000 attributes',
    'page-too-many-attributes',
    `<p ${Array.from({ length: 100_000 }, (_, at) => `a${at}=1`).join(' ')}>`,
  ],
  ['references in an attribute without end', 'page-too-many-nodes', `<a href="${'/x?y=z&amp;'.repeat(400_000)}`],
  ['half a million end tags', 'page-too-many-nodes', '</div>'.repeat(500_000)],
  ['4 MB of short paragraphs', 'page-too-many-nodes', '<p>soon again</p>'.repeat(250_000)],
  ['4 MB of long paragraphs', 'page-too-large', `<p>${'word '.repeat(400)}</p>`.repeat(2_000)],
  ['more than 8 MB of text', 'page-too-large', 'x'.repeat(pageLimits.bytes + 1)],
];

describe('the limits of a page', () => {
  it.each(hostile)('refuse %s as %s in less than 100 ms', (_kind, code, html) => {
    // The best of three: other programs share the machine.
    const answers = [refusal(html), refusal(html), refusal(html)];
    expect(answers.map((answer) => answer.code)).toEqual([code, code, code]);
    expect(Math.min(...answers.map((answer) => answer.ms))).toBeLessThan(100);
  });

  it('name the limit and say what becomes of the page', () => {
    expect(() => parsePage('<div>'.repeat(600), '')).toThrow(/more than 512 levels/);
  });

  it('let a big but ordinary page pass', () => {
    const row = '<tr class="row"><td><a href="/item/1">Title</a></td><td>12.50 EUR</td></tr>';
    expect(refusal(`<table>${row.repeat(4_000)}</table>`).code).toBe('accepted');
  });

  it('do not count programs and styles as text', () => {
    expect(refusal(`<script>${'if (a) { b(); } '.repeat(150_000)}</script><p>x</p>`).code).toBe('accepted');
  });

  it('do not count end tags that nothing opened as a way out of the depth', () => {
    expect(refusal(`${'</div>'.repeat(5_000)}${'<div>'.repeat(600)}`).code).toBe('page-too-deep');
  });
});
