import { html } from 'hono/html';
import type { SearchAnswer } from '../../app/api.ts';
import { placeName } from '../../model/place.ts';
import type { FacetField } from '../../storage/port.ts';
import { count, language } from '../format.ts';
import { classShape, type Html, none } from '../parts.ts';
import { hasTerm, isUnsayable, term, topTerms, withoutTerm, withTerm } from '../query-terms.ts';

/** The facets of the search page, in the order in which they stand. */
export const shownFacets = [
  'class',
  'substance',
  'market',
  'country',
  'form',
  'kind',
  'state',
  'lang',
  'vendor',
] as const satisfies readonly FacetField[];

const names: Readonly<Record<(typeof shownFacets)[number], string>> = {
  class: 'Class',
  substance: 'Substance',
  market: 'Source',
  country: 'Ships from',
  form: 'Form',
  kind: 'Kind',
  state: 'State',
  lang: 'Language',
  vendor: 'Vendor',
};
const open = 6;

function words(field: FacetField, value: string): Html {
  if (value === 'unknown') return html`unknown`;
  if (field === 'country') return html`${placeName(value.toUpperCase())}`;
  if (field === 'lang') return html`${language(value)}`;
  if (field === 'class') return html`<span class="${classShape(value)}"></span>${value.replaceAll('-', ' ')}`;
  return html`<bdi>${field === 'state' ? value.replaceAll('-', ' ') : value}</bdi>`;
}

interface Value {
  readonly field: FacetField;
  readonly value: string;
  readonly count: number;
}

function entry({ field, value, count: n }: Value, query: string, hrefOf: (query: string) => string): Html {
  const part = term(field, value);
  if (hasTerm(query, part)) {
    const exact = topTerms(query).find((each) => each.toLowerCase() === part.toLowerCase()) ?? part;
    return html`<li><a href="${hrefOf(withoutTerm(query, exact))}" aria-current="true"><span>${words(field, value)}</span><span>${count(n)}</span></a></li>`;
  }
  return value === 'unknown' || isUnsayable(value)
    ? html`<li class="row spread"><span>${words(field, value)}</span><span class="soft">${count(n)}</span></li>`
    : html`<li><a href="${hrefOf(withTerm(query, part))}"><span>${words(field, value)}</span><span>${count(n)}</span></a></li>`;
}

function group(
  field: (typeof shownFacets)[number],
  values: readonly Value[],
  query: string,
  hrefOf: (query: string) => string,
): Html {
  if (values.every((each) => each.value === 'unknown')) return none;
  const ordered = [
    ...values.filter((each) => each.value !== 'unknown'),
    ...values.filter((each) => each.value === 'unknown'),
  ];
  const rest = ordered.slice(open);
  const list = (part: readonly Value[]) => html`<ul>${part.map((value) => entry(value, query, hrefOf))}</ul>`;
  const more =
    rest.length > 0 ? html`<details class="open"><summary>${rest.length} more</summary>${list(rest)}</details>` : none;
  return html`<section><h2 class="lbl">${names[field]}</h2>${list(ordered.slice(0, open))}${more}</section>`;
}

/** Counts as links that narrow the query, or widen it again where it is narrowed already. */
export const facets = (answer: SearchAnswer, hrefOf: (query: string) => string): Html =>
  html`<aside class="facets" aria-label="Filters">${shownFacets.map((field) =>
    group(
      field,
      (answer.facets[field] ?? []).map((bucket) => ({ field, ...bucket })),
      answer.query,
      hrefOf,
    ),
  )}</aside>`;
