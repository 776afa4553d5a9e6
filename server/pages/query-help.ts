import { html } from 'hono/html';

const topics: readonly (readonly [string, readonly string[], string])[] = [
  ['Words', ['"exact phrase"', '-not', 'OR', '( )'], ''],
  ['Near and alike', ['nitaz*', 'fuzzy~1', '"pressed bars"~5'], 'starts with, one letter off, within five words'],
  ['Fields', ['vendor:NAME', 'market:NAME', 'country:NL', 'to:GB', 'form:powder', 'lang:de', 'kind:message'], ''],
  ['Substance', ['substance:3-mmc', 'class:nitazene'], 'other names of a substance count as well'],
  ['Price and quantity', ['price:<20eur/g', 'price:>100usd', 'qty:>=100g', 'purity:>90'], ''],
  ['Time', ['seen:>-7d', 'first:2026-09-01..2026-09-30', 'gone:>-30d', 'state:gone'], ''],
  ['Identifiers', ['pgp:', 'wallet:', 'contact:', 'hash:'], ''],
];

/** The query language on half a page. */
export const queryHelp = html`<div class="help small">${topics.map(
  ([title, examples, words]) =>
    html`<div><b>${title}</b><br>${examples.map((example, index) => html`${index > 0 ? ' · ' : ''}<code>${example}</code>`)}${words ? html`<br><span class="soft">${words}</span>` : ''}</div>`,
)}</div>`;
