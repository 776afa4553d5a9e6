import { html } from 'hono/html';
import { errorCodes, errorHints } from '../../model/errors.ts';
import { section } from '../parts.ts';
import { queryHelp } from './query-help.ts';

const commands: readonly (readonly [string, string])[] = [
  ['leadline source list', 'every source with its state'],
  ['leadline source add FILE.yaml', 'watch a new market, forum or channel'],
  ['leadline source test FILE.yaml --page saved.html', 'each field with its rule, before anything is fetched'],
  ['leadline import PATH --source ID', 'saved pages, archives and chat exports'],
  ['leadline search QUERY', 'the same search as on this page'],
  ['leadline alert add', 'the same alerts as on this page'],
  ['leadline evidence verify', 'check every record and the hash chain, offline'],
  ['leadline doctor', 'check what Leadline depends on, and how to mend it'],
];

const api: readonly (readonly [string, string])[] = [
  ['/api/v1/search', 'items, facets and histogram; .csv and .jsonl stream every match'],
  ['/api/v1/items/{id}', 'one item with provenance, versions and evidence'],
  ['/api/v1/vendors/{id}', 'one vendor with listings and shared keys'],
  ['/api/v1/trends', 'series with n, interval and coverage; .csv and .svg'],
  ['/api/v1/alerts', 'what fired and why'],
  ['/api/v1/subscriptions', 'list and create alerts'],
  ['/api/v1/sources', 'states, counts, turns, coverage and mirrors'],
  ['/api/v1/candidates', 'onion addresses that pages name; approve and reject them'],
  ['/openapi.json', 'the description of all of them'],
];

const table = (rows: readonly (readonly [string, string])[]) =>
  html`<table><tbody>${rows.map(([name, words]) => html`<tr><td><code>${name}</code></td><td>${words}</td></tr>`)}</tbody></table>`;

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const hints: Readonly<Record<string, string>> = errorHints; // asked by names from Object.entries
const errorRows = Object.entries(errorCodes).map(([code, meaning]) => [code, meaning, capital(hints[code] ?? '')]);

const errorTable = html`<details class="open"><summary>All codes</summary><table class="dense"><tbody>${errorRows.map(([code, meaning, hint]) => html`<tr id="${code}"><td class="nb"><code>${code}</code></td><td>${meaning}</td><td>${hint}</td></tr>`)}</tbody></table></details>`;

/** Help on one page. */
export const docsPage = html`<h1>Docs</h1><p class="lede">Leadline collects offers of synthetic drugs, read-only and through Tor, keeps the pages as evidence, and makes them searchable, measurable and provable.</p>
${section('query', 'The query language', 'Words side by side must all match', queryHelp)}
${section('read', 'How to read a page', '', html`<ul class="list"><li>Serif letters are words of the source; all others are words of Leadline.</li><li>“Where from” under a field shows the text as written, the rule that read it, its place on the page and the capture.</li><li>A unit price exists only inside grams, millilitres, pieces or micrograms. Pieces are never turned into grams.</li><li>“Unknown” means that the page did not say. A gap in a line means that nothing was looked at, which is not zero.</li><li>Four bars of “Sure” mean that the value stood in its own place on the page; fewer mean that it was read from free text.</li></ul>`)}
<div class="half">${section('commands', 'On the command line', '', table(commands))}${section('api', 'Over HTTP', '', table(api))}</div>
${section('errors', 'What errors mean', 'By the code that the API and the command line give', errorTable)}
${section('proof', 'What can be proved', '', html`<ul class="list"><li>Every page is archived before it is read, with a SHA-256 digest and a link to the record before it.</li><li><code>leadline evidence verify</code> checks all of them without a server and without a network.</li><li>Everything on these pages can be computed again from the archive: <code>leadline reextract</code>.</li></ul>`)}`;
