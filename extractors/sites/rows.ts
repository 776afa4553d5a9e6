import type { Element } from 'domhandler';
import { idOf } from '../../model/ids.ts';
import type { Draft } from '../../model/observation.ts';
import { compileSelector } from '../document.ts';
import type { CompiledRows } from './compile.ts';
import { firstRaw, type Scope } from './find.ts';
import { destination } from './links.ts';
import { draftOf, type Reading } from './record.ts';

const anchors = compileSelector('a[href]');

/** The record's address and id: the row's link, else its first link to a page about such a record. */
function linkOf(
  reading: Reading,
  rows: CompiledRows,
  element: Element,
): { readonly url: string | null; readonly key: string | null } {
  const { page, profile } = reading;
  const own = element.name === 'a' ? [element] : [];
  for (const anchor of rows.link ? page.select(rows.link, element) : [...own, ...page.select(anchors, element)]) {
    const url = page.absolute(anchor.attribs.href);
    const found = url ? destination(profile, url) : null;
    if (url && (rows.link || found?.page.kind === rows.kind))
      return { url, key: found?.page.kind === rows.kind ? found.key : null };
  }
  return { url: null, key: null };
}

/** What a list prints of a record: when it changes, a visit to the record's own page is worth while. */
function digest(reading: Reading, rows: CompiledRows, scope: Scope, draft: Draft): string {
  const printed = rows.hint
    ? firstRaw(rows.hint, scope)
    : ['price', 'title', 'stock'].map((name) => draft.provenance[name]?.raw ?? '').join('|');
  return idOf('hint', reading.profile.name, printed ?? '').slice(0, 12);
}

/** Ids that count only within their page get the name of the page before them. */
function qualifier(reading: Reading, rows: CompiledRows): ((id: string) => string | null) | null {
  if (!rows.keyWithin) return null;
  const within = firstRaw(rows.keyWithin, { page: reading.page, labels: reading.labels, element: null });
  return (id) => (within === null ? null : `${within}:${id}`);
}

/** A reply names its message by the same id as the message itself. */
function qualified(draft: Draft, qualify: (id: string) => string | null): Draft {
  const { content } = draft;
  if (content?.kind !== 'message' || content.value.replyTo === null) return draft;
  return {
    ...draft,
    content: { kind: 'message', value: { ...content.value, replyTo: qualify(content.value.replyTo) } },
  };
}

/** Every record of a list; `hints` takes what the list prints of each, by address. */
export function rowsOf(reading: Reading, rows: CompiledRows, hints: Map<string, string>): Draft[] {
  const drafts: Draft[] = [];
  const qualify = qualifier(reading, rows);
  for (const element of reading.page.select(rows.select)) {
    const scope = { page: reading.page, labels: reading.labels, element };
    const link = linkOf(reading, rows, element);
    const id = firstRaw(rows.key, scope) ?? link.key;
    const key = id !== null && qualify ? qualify(id) : id;
    const { draft } = draftOf(reading, {
      kind: rows.kind,
      fields: rows.fields,
      offers: rows.offers,
      scope,
      key,
      url: link.url,
      view: 'row',
    });
    if (!draft) continue;
    drafts.push(qualify ? qualified(draft, qualify) : draft);
    if (link.url) hints.set(link.url, digest(reading, rows, scope, draft));
  }
  return drafts;
}

/** Rows on a vendor's own page are that vendor's, whether or not they repeat the name. */
export function ofVendor(rows: readonly Draft[], main: readonly Draft[]): readonly Draft[] {
  const owner = main[0]?.content;
  if (owner?.kind !== 'vendor') return rows;
  const { handle } = owner.value;
  const vendor = { raw: handle, rule: "the page's vendor", at: 'page', confidence: 0.95 };
  return rows.map((draft) => {
    const { content } = draft;
    if (content?.kind !== 'listing' || content.value.vendor !== null) return draft;
    return {
      ...draft,
      content: { kind: 'listing', value: { ...content.value, vendor: handle } },
      provenance: { ...draft.provenance, vendor },
    };
  });
}
