import { html } from 'hono/html';
import type { ItemView, VersionView } from '../../app/api.ts';
import { day, moment, plural } from '../format.ts';
import { confidence, type Html, none, quoted, section } from '../parts.ts';
import { fieldValue, label, statedFields } from './field-values.ts';

type Origin = ItemView['item']['provenance'][string];

const origin = (each: Origin): Html =>
  html`<div><dl><dt>As written</dt><dd class="src">${each.raw === '' ? html`<span class="soft">nothing</span>` : quoted(each.raw)}</dd><dt>Rule</dt><dd><code>${each.rule}</code></dd><dt>Where</dt><dd><code>${each.at === '' ? 'not recorded' : each.at}</code></dd><dt>Capture</dt><dd><a href="/api/v1/captures/${each.capture}"><code>${each.capture.slice(0, 12)}</code></a> <span class="soft">${each.view === 'row' ? 'a row in a list' : 'its own page'}</span></dd></dl></div>`;

function fieldRow([field, value]: readonly [string, unknown], view: ItemView, open: boolean): Html {
  const from = view.item.provenance[field];
  if (!from)
    return html`<div class="frow"><span>${label(field)}</span><span>${fieldValue(field, value)}</span><span class="soft drv">derived</span></div>`;
  return html`<details class="prov"${open ? ' open' : ''}><summary class="frow"><span>${label(field)}</span><span>${fieldValue(field, value)}</span>${confidence(from.confidence)}<span class="wf">where from</span></summary>${origin(from)}</details>`;
}

const issues = (view: ItemView): Html =>
  view.item.issues.length === 0
    ? none
    : html`<div class="note sp"><b>${plural(view.item.issues.length, 'thing')} could not be read.</b> <ul>${view.item.issues.slice(0, 8).map((issue) => html`<li>${issue.field ? `${label(issue.field)}: ` : ''}${issue.message}${issue.raw ? html` <span class="src">${quoted(issue.raw)}</span>` : none}</li>`)}</ul></div>`;

/** Every field with its raw text, rule, place and capture. */
export function fields(view: ItemView): Html {
  const stated = statedFields(view.item.current, view);
  const first = stated.findIndex(([field]) => field in view.item.provenance);
  return section(
    'fields',
    'Fields',
    `Read by ${view.item.profile}. “Where from” tells how each value was found.`,
    html`<div class="fields">${stated.map((entry, index) => fieldRow(entry, view, index === first))}</div>${issues(view)}`,
  );
}

const changeRow = (version: VersionView, change: VersionView['changes'][number], index: number): Html =>
  html`<tr><td class="nb">${index === 0 ? html`${day(version.at)}${version.view === 'row' ? html`<br><span class="soft">in a list</span>` : none}` : ''}</td><th scope="row">${label(change.field)}</th><td><del>${fieldValue(change.field, change.before)}</del></td><td><ins>${fieldValue(change.field, change.after)}</ins></td></tr>`;

/** What each version changed, newest first. */
export function whatChanged(view: ItemView): Html {
  const changed = view.versions.filter((version) => version.changes.length > 0);
  const seen = view.versions.at(-1);
  const quiet = html`<p class="note quiet"><b>Nothing changed${seen ? ` since ${moment(seen.at)}` : ''}.</b> Seen in ${plural(view.captures, 'capture')}.</p>`;
  const table = html`<div class="scroll" tabindex="0" role="group" aria-label="Changes, scrolls sideways"><table><thead><tr><th>When</th><th>Field</th><th>Before</th><th>After</th></tr></thead><tbody>${changed.slice(0, 15).map((version) => version.changes.map((change, index) => changeRow(version, change, index)))}</tbody></table></div>`;
  const shown =
    changed.length > 15 ? `Newest 15 of ${changed.length} versions` : plural(view.versions.length, 'version');
  return section('changed', 'What changed', shown, changed.length === 0 ? quiet : table);
}
