import { html } from 'hono/html';
import type { ItemView } from '../../app/api.ts';
import type { Alert } from '../../model/alert.ts';
import type { Capture } from '../../model/capture.ts';
import { bytes, count, day, groups, moment, plural } from '../format.ts';
import { arrowed, type Html, none, quoted, section } from '../parts.ts';

const rows = (capture: Capture): readonly (readonly [string, Html])[] => [
  ['Captured', html`${moment(capture.capturedAt)} UTC, status ${capture.status}`],
  ['Address', html`<span class="mono"><bdi>${capture.url}</bdi></span>`],
  ['SHA-256', html`<span class="fpr">${groups(capture.sha256)}</span>`],
  [
    'Size',
    html`${bytes(capture.size)}, ${capture.contentType === '' ? 'no type stated' : quoted(capture.contentType)}`,
  ],
  ['WARC file', html`<span class="mono">${capture.warc.file}</span>`],
  ['Offset', html`${count(capture.warc.offset)}, length ${count(capture.warc.length)}`],
  ['Chain', html`<span class="fpr">${groups(capture.chain)}</span>`],
  ...(capture.revisitOf === null
    ? []
    : [
        [
          'Same as',
          html`<a href="/api/v1/captures/${capture.revisitOf}">an earlier capture</a>, whose bytes it repeats`,
        ] as const,
      ]),
  [
    'Made by',
    html`${capture.tool}${capture.session === null ? '' : html`, identity <span class="mono">${capture.session}</span>`}`,
  ],
];

const usable = (
  capture: Capture,
): Html => html`<dl class="kv">${rows(capture).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<div class="tools sp"><a class="btn" href="/api/v1/captures/${capture.id}/payload" download>Download the bytes</a><a class="btn" href="/api/v1/captures/${capture.id}">Record as JSON</a></div>
<p class="cap">Check the whole archive offline: <code>leadline evidence verify</code>. The digest is of the body as it came; each link of the chain covers the one before it.</p>`;

const captureList = (view: ItemView): Html =>
  html`<details class="open"><summary>${plural(view.captures, 'capture')}, ${plural(view.versions.length, 'version')}</summary><table class="dense"><tbody>${view.versions
    .slice(0, 20)
    .map(
      (version) =>
        html`<tr><td class="nb">${moment(version.at)}</td><td><a href="/api/v1/captures/${version.capture}">${version.changes.length > 0 ? plural(version.changes.length, 'change') : 'first statement'}</a></td></tr>`,
    )}</tbody></table></details>`;

/** The capture that the page rests on, and how anybody can check it. */
export const evidence = (view: ItemView): Html =>
  section(
    'evidence',
    'Evidence',
    view.capture ? 'as archived, never shown as a page' : '',
    view.capture
      ? html`${usable(view.capture)}${captureList(view)}`
      : html`<p class="note"><b>The capture is not in the index.</b> <code>leadline reextract</code> reads it from the archive again.</p>`,
    'evid',
  );

const fired = (alert: Alert): Html =>
  html`<li><a href="/alerts?subscription=${alert.subscription}">${alert.reason.replace('-', ' ')}</a> on ${day(alert.at)}${alert.detail ? html`: ${quoted(arrowed(alert.detail))}` : none}${alert.matched.length > 0 ? html` <span class="soft">(${alert.matched.slice(0, 3).map((each, index) => html`${index > 0 ? ', ' : ''}${each.field} <mark>${quoted(each.text)}</mark>`)})</span>` : none}</li>`;

/** Alerts that this item fired, newest first. */
export const foundBy = (alerts: readonly Alert[]): Html =>
  section(
    'found',
    'Alerts that fired',
    alerts.length > 0 ? count(alerts.length) : '',
    alerts.length > 0
      ? html`<ul class="list small">${alerts.slice(0, 20).map(fired)}</ul>`
      : html`<p class="small soft">None yet. <a href="/alerts#new">Create an alert</a>.</p>`,
  );
