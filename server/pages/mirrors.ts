import { html } from 'hono/html';
import type { MirrorListView, MirrorView } from '../../app/address-views.ts';
import type { SourceView } from '../../app/api.ts';
import { count, moment, plural } from '../format.ts';
import { type Html, none, quoted, type State, section, state } from '../parts.ts';

function standingOf(mirror: MirrorView): readonly [State, string] {
  if (mirror.standing === 'other-site') return ['bad', 'served another site, not used'];
  if (mirror.restUntil) return ['warn', 'rests after failures'];
  if (mirror.standing === 'lost') return ['warn', 'no longer on the signed list'];
  return mirror.lastGoodAt ? ['ok', 'answers'] : ['off', 'not used yet'];
}

const row = (mirror: MirrorView): Html => {
  const [mark, words] = standingOf(mirror);
  const failure = mirror.lastFailure
    ? html`${mirror.lastFailure}${mirror.failuresInARow > 0 ? html`, ${plural(mirror.failuresInARow, 'time')} in a row` : none}<br><span class="soft">${moment(mirror.lastFailureAt ?? '')}</span>`
    : html`<span class="soft">none</span>`;
  return html`<tr><th scope="row" class="full"><code>${mirror.address}</code></th><td class="full">${state(mark, words)}${mirror.reason ? html`<br><span class="soft">${quoted(mirror.reason)}</span>` : none}${mirror.restUntil ? html`<br><span class="soft">again from ${moment(mirror.restUntil)}</span>` : none}</td><td class="nb" data-l="last good">${mirror.lastGoodAt ? moment(mirror.lastGoodAt) : 'never'}</td><td data-l="last failure">${failure}</td><td class="num" data-l="first byte">${mirror.medianFirstByteMs === null ? '–' : `${count(Math.round(mirror.medianFirstByteMs))} ms`}</td></tr>`;
};

function listWords(list: MirrorListView): Html {
  const taken = list.signedAt
    ? html`Newest signed list: ${moment(list.signedAt)}, ${plural(list.addresses, 'address', 'addresses')}.`
    : html`No signed list was taken yet.`;
  const looked = list.checkedAt ? html` Looked at ${moment(list.checkedAt)}.` : none;
  return html`<p class="small">${taken}${looked} <code>${list.list}</code></p>${list.refusal ? html`<p class="note bad"><b>${quoted(list.refusal)}</b> What is known stays in use.</p>` : none}`;
}

/** The addresses of a source with how each has answered, in the order in which they are used. */
export const mirrorSection = ({ mirrors, mirrorList }: SourceView): Html =>
  mirrors.length === 0
    ? none
    : section(
        'mirrors',
        'Addresses',
        'In the order of use: the one most recently good first. A median time to the first byte stands beside each.',
        html`<table class="stack dense"><thead><tr><th>Address</th><th>State</th><th>Last good</th><th>Last failure</th><th class="num">First byte</th></tr></thead><tbody>${mirrors.map(row)}</tbody></table>${mirrorList ? listWords(mirrorList) : none}`,
      );
