import { describe, expect, it } from 'vitest';
import { parsePage } from '../../../extractors/document.ts';
import { readGeneric } from '../../../extractors/generic/read.ts';
import {
  type Finder,
  finders,
  regionsByPath,
  regionsByRuns,
  regionsByTree,
} from '../../../extractors/generic/regions.ts';
import { lexicon, pageOf } from '../reading.ts';
import { layouts, wares } from './layouts.ts';

/** True when exactly the offers of the list are read. */
function reads(body: string, by: readonly Finder[]): boolean {
  const input = pageOf(
    `<html><head><title>Drugs - Marlin Bay</title></head><body><h1><a href="/">Marlin Bay</a></h1><h2>Drugs</h2>${body}</body></html>`,
    { url: 'http://market.invalid/browse/drugs' },
  );
  const { drafts } = readGeneric(input, parsePage(Buffer.from(input.bytes).toString('utf8'), input.url), lexicon, by);
  const titles = drafts.map(({ content }) => (content?.kind === 'listing' ? content.value.title : ''));
  return titles.length === wares.length && wares.every((ware) => titles.includes(ware.name));
}
const count = (by: readonly Finder[]): number => layouts.filter(([, body]) => reads(body, by)).length;

describe('the finders of lists', () => {
  it('each miss layouts that another finds, and none is missed by all (docs/extraction.md)', () => {
    expect({
      paths: count([regionsByPath]),
      trees: count([regionsByTree]),
      runs: count([regionsByRuns]),
      all: count(finders),
    }).toEqual({ paths: 10, trees: 9, runs: 2, all: layouts.length });
  });
});
