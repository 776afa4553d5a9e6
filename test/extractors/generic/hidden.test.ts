import { describe, expect, test } from 'vitest';
import { readJson } from '../reading.ts';

const titlesOf = (css: string, classes: string): readonly string[] =>
  readJson(
    `<title>Quay</title><style>${css}</style><table>${['Amber Kush 5g', 'MDMA 1g', 'Ketamine 2g', 'Free Speed 1g']
      .map(
        (name, at) =>
          `<tr${at === 3 ? ` class="${classes}"` : ''}><td><a href="/i/${at}">${name}</a></td><td><a href="/u/bob">bob</a></td><td>$${30 + at}</td></tr>`,
      )
      .join('')}</table>`,
  ).listings.map(({ title }) => title);

describe("a row that the page's own style sheet deals with", () => {
  test.each([
    ['.hp{display:none}', 'hp'],
    ['a{color:red} tr.x7 , .y2 { visibility: hidden }', 'row y2'],
  ])('is a trap where it is hidden for good: %s', (css, classes) =>
    expect(titlesOf(css, classes)).not.toContain('Free Speed 1g'),
  );

  test.each([
    ['.tab-2{display:none}', 'tab-2'],
    ['.hp{display:none} #a:checked~.hp{display:table-row}', 'hp'],
    ['@media (max-width:600px){.hp{display:none}}', 'hp'],
    ['.hp{color:red}', 'hp'],
    ['.hp{display:none', 'hp'],
    [`${'@a{'.repeat(4_000)}${'/*'.repeat(4_000)}none`, 'hp'],
  ])('is read where it may be shown: %s', (css, classes) => expect(titlesOf(css, classes)).toContain('Free Speed 1g'));
});
