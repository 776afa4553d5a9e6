import { html } from 'hono/html';
import type { ItemSummary } from '../app/api.ts';
import { money, unitPriceText } from './format.ts';

/** Markup that is safe to send: every value in it was escaped by the template. */
export type Html = ReturnType<typeof html>;

export const none: Html = html``;

/** Words of the source: isolated from our text direction, with their language where it is known. */
export const quoted = (text: Html | string, language: string | null = null): Html =>
  language === null ? html`<bdi>${text}</bdi>` : html`<bdi lang="${language}">${text}</bdi>`;

const shapes: Readonly<Record<string, string>> = {
  opioid: 'opioid',
  nitazene: 'opioid',
  fentanyl: 'opioid',
  benzodiazepine: 'benzo',
  'designer-benzodiazepine': 'benzo',
  cathinone: 'cathinone',
  'amphetamine-type': 'stimulant',
  'stimulant-other': 'stimulant',
  'mdma-type': 'stimulant',
  cocaine: 'stimulant',
  dissociative: 'dissociative',
  'synthetic-cannabinoid': 'cannabinoid',
  cannabis: 'cannabinoid',
  tryptamine: 'psychedelic',
  phenethylamine: 'psychedelic',
  lysergamide: 'psychedelic',
};

/** CSS class of a substance class: one shape each, so that colour is never alone. */
export const classShape = (substanceClass: string): string => `cls ${shapes[substanceClass] ?? 'other'}`;

export const substance = (each: ItemSummary['substances'][number]): Html =>
  html`<span class="${classShape(each.class)} nb">${each.name}</span>`;

export type State = 'ok' | 'warn' | 'bad' | 'off';
export const state = (kind: State, words: string): Html => html`<span class="st ${kind}">${words}</span>`;

const levels = [
  { from: 0.9, name: 'high', mark: 'k4' },
  { from: 0.7, name: 'good', mark: 'k3' },
  { from: 0.4, name: 'low', mark: 'k2' },
  { from: 0, name: 'guess', mark: 'k1' },
] as const;

/** Confidence from 0 to 1 as four soundings and a word. */
export function confidence(share: number): Html {
  const level = levels.find((each) => share >= each.from) ?? levels[3];
  return html`<span class="conf ${level.mark}">${level.name}</span>`;
}

const pieces: readonly (readonly [RegExp, string])[] = [
  [/pill|tablet|bar|pellet/, 'pill'],
  [/blotter|tab/, 'tab'],
  [/capsule/, 'capsule'],
  [/vial|ampoule/, 'vial'],
];

/** What one counted thing of a form is called. */
export const pieceOf = (form: string | null): string =>
  pieces.find(([words]) => words.test(form ?? ''))?.[1] ?? 'piece';

/** The unit price in euro where a rate is known, else as printed; null when the offer has none. */
export function unitPriceOf(item: Pick<ItemSummary, 'unitPrice' | 'form'>): ReturnType<typeof unitPriceText> | null {
  const unit = item.unitPrice;
  if (!unit) return null;
  const piece = pieceOf(item.form);
  return unit.eur === null
    ? unitPriceText(unit.amount, unit.currency, unit.per, piece)
    : unitPriceText(unit.eur, 'EUR', unit.per, piece);
}

export function bigUnitPrice(item: Pick<ItemSummary, 'unitPrice' | 'form'>): Html {
  const text = unitPriceOf(item);
  return text ? html`<span class="big">${text.amount}<i>${text.unit}</i></span>` : none;
}

export const priceText = (item: Pick<ItemSummary, 'price'>): string =>
  item.price ? money(item.price.amount, item.price.currency) : 'no price';

/** Where the page of an item is. */
export const itemHref = (item: Pick<ItemSummary, 'id' | 'kind'>): string =>
  `/${item.kind === 'vendor' ? 'vendors' : 'items'}/${encodeURIComponent(item.id)}`;

export const vendorHref = (source: string, handle: string, id: string | null): string =>
  id === null ? `/vendors?${new URLSearchParams({ source, handle })}` : `/vendors/${encodeURIComponent(id)}`;

export const searchHref = (query: string): string => `/?${new URLSearchParams({ q: query })}`;

/** An event's detail, such as "21.00 USD -> 24.00 USD", with a real arrow. */
export const arrowed = (detail: string): string => detail.replaceAll(' -> ', ' → ');

/** A section as every page has it: its title, and beside it what has to be known about it. */
export const section = (id: string, title: Html | string, fact: Html | string, body: Html, className = ''): Html =>
  html`<section class="sec ${className}" aria-labelledby="${id}"><header><h2 id="${id}">${title}</h2>${fact ? html`<p>${fact}</p>` : none}</header>${body}</section>`;
