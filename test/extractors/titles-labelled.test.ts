import { describe, expect, it, test } from 'vitest';
import { createLexicon } from '../../extractors/lexicon/lexicon.ts';
import { readTitle } from '../../extractors/titles.ts';
import { type Field, figureFields, labels, score } from './titles-score.ts';

const lexicon = createLexicon();
const read = (title: string) => readTitle(title, lexicon);
const floors: readonly (readonly [Field, number])[] = [
  ['isDrug', 0.97],
  ['substances', 0.95],
  ...figureFields.map((field) => [field, 0.95] as const),
];

describe('the labelled titles', () => {
  it('are enough, in ten languages, and each stands there once', () => {
    expect(labels.length).toBeGreaterThanOrEqual(500);
    expect(new Set(labels.map((label) => label.language)).size).toBe(10);
    expect(new Set(labels.map((label) => label.title)).size).toBe(labels.length);
    expect(labels.filter((label) => label.scored).length / labels.length).toBeGreaterThan(0.3);
  });

  test.each(floors)('have %s read exactly in %d of the titles that are looked at', (field, floor) => {
    const result = score(
      labels.filter((label) => !label.scored),
      read,
      field,
    );
    expect(result.share).toBeGreaterThanOrEqual(floor);
  });

  test.each(floors)('have %s read exactly in %d of the titles that are only scored', (field, floor) => {
    const result = score(
      labels.filter((label) => label.scored),
      read,
      field,
    );
    expect(result.share).toBeGreaterThanOrEqual(floor);
  });
});
