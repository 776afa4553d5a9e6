import type { Element } from 'domhandler';
import type { Content, Draft } from '../../model/observation.ts';
import { decodeText } from '../decode-text.ts';
import { compileSelector, type Page, parsePage } from '../document.ts';
import { extract } from '../extract.ts';
import { type Labels, readLabels } from '../labels.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { compileProfile } from '../sites/compile.ts';
import { contextOf } from '../sites/context.ts';
import type { Scope } from '../sites/find.ts';
import { type FieldContext, fieldParsers } from '../sites/parsers.ts';
import type { FieldName } from '../sites/schema.ts';
import { lineOf, textOf } from '../text.ts';
import type { Extraction, PageInput } from '../types.ts';
import { sameValue } from './same.ts';

/** One saved page with what the generic reader found on it. */
export interface Sample {
  readonly page: Page;
  readonly labels: Labels;
  readonly extraction: Extraction;
  readonly context: FieldContext;
}

/** Values are to be understood as the drafted profile will understand them. */
const manner = compileProfile({
  name: 'draft',
  version: 1,
  kind: 'market',
  marker: ['html'],
  dayOrder: 'page',
  pages: {},
});

export function sampleOf(input: PageInput, lexicon: Lexicon): Sample {
  const page = parsePage(decodeText(input.bytes, input.contentType), input.url);
  return {
    page,
    labels: readLabels(page),
    extraction: extract(input, { profile: 'generic', profiles: [], lexicon }),
    context: contextOf(manner, input, page),
  };
}

/** What a rule has to find in one place: the page, or one of its rows. */
export interface Target {
  readonly sample: Sample;
  readonly scope: Scope;
  /** null: the generic reader found no such value there. */
  readonly value: unknown;
  readonly raw: string;
  readonly element: Element | null;
  readonly sure: number;
}

/** The element that a provenance names by its place. */
export function elementAt(page: Page, at: string): Element | null {
  if (!/^[a-z]/.test(at) || at === 'page') return null;
  try {
    return page.select(compileSelector(at))[0] ?? null;
  } catch {
    return null;
  }
}

/** The smallest element at or below a place whose text reads as the value; the place itself where none does. */
function narrowest(sample: Sample, place: Element, field: FieldName, value: unknown): Element {
  const parser = fieldParsers[field];
  const reads = (element: Element): boolean => {
    const text = parser.lines ? textOf([element], { limit: 4_000 }) : lineOf([element], { limit: 400 });
    return text !== '' && sameValue(parser.parse(text, sample.context)?.value ?? null, value);
  };
  return sample.page.elements(place).slice(0, 200).findLast(reads) ?? place;
}

const stated = (content: Content | null, field: FieldName): unknown => {
  const values = (content?.value ?? {}) as Record<string, unknown>; // fields are asked for by name, whatever the kind
  const value = values[field] ?? null;
  return Array.isArray(value) && value.length === 0 ? null : value;
};

/** The target that a draft sets for one field. A value that the generic reader drew from something else on the page (a first price step) sets none. */
export function targetOf(sample: Sample, draft: Draft, field: FieldName, row: Element | null): Target {
  const origin = draft.provenance[field];
  const value = origin ? stated(draft.content, field) : null;
  const place = origin ? elementAt(sample.page, origin.at) : null;
  return {
    sample,
    scope: { page: sample.page, labels: sample.labels, element: row },
    value,
    raw: typeof value === 'string' ? value : (origin?.raw ?? ''),
    element: place && origin ? narrowest(sample, place, field, value) : null,
    sure: origin?.confidence ?? 0,
  };
}
