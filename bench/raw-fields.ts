import { parsePage } from '../extractors/document.ts';
import { readLabels } from '../extractors/labels.ts';
import type { CompiledFields, CompiledPage } from '../extractors/sites/compile.ts';
import { firstRaw, type Scope } from '../extractors/sites/find.ts';
import { type CheerioReader, cheerioReaders, type RawRecord } from './cheerio-readers.ts';
import { type BenchPage, labPages, shippedProfiles } from './extract-pages.ts';

/** One kind of page of one market, and both readers of it. */
export interface Contest {
  readonly reader: CheerioReader;
  readonly type: CompiledPage;
  readonly pages: readonly BenchPage[];
}

function rawFields(fields: CompiledFields, scope: Scope): RawRecord {
  const record: Record<string, string> = {};
  for (const [name, cascade] of fields) record[name] = firstRaw(cascade, scope) ?? '';
  return record;
}

/** Parse, select and take the raw text of every field that the profile has for such a page. */
export function rawRecords(type: CompiledPage, { html, input }: BenchPage): RawRecord[] {
  const page = parsePage(html, input.url);
  const labels = readLabels(page);
  const [rows] = type.rows;
  if (!rows) return [rawFields(type.fields, { page, labels, element: null })];
  return page.select(rows.select).map((element) => rawFields(rows.fields, { page, labels, element }));
}

/** The week of the lab whose pages are read. */
export const week = 6;

/** The contests over one kind of page, in a fixed order. */
export function contestsOver(page: string): readonly Contest[] {
  const profiles = shippedProfiles();
  const lab = labPages(week);
  return cheerioReaders
    .filter((reader) => reader.page === page)
    .map((reader) => {
      const type = profiles.find(({ name }) => name === reader.profile)?.pages.find(({ name }) => name === page);
      if (!type) throw new Error(`There is no page ${page} in the profile ${reader.profile}`);
      return { reader, type, pages: lab.filter(({ from, kind }) => from === reader.profile && kind === type.state) };
    });
}
