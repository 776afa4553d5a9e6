import { idOf } from '../../model/ids.ts';
import type { Content, Draft } from '../../model/observation.ts';
import type { Page } from '../document.ts';
import type { Completion } from '../facts.ts';
import type { Labels } from '../labels.ts';
import type { CompiledFields, CompiledOffers, CompiledProfile } from './compile.ts';
import type { Scope } from './find.ts';
import type { FieldContext } from './parsers.ts';
import { closeDraft, type Entry, type OpenNotes, openNotes, readListing, readMessage, readVendor } from './read.ts';

/** Everything that reading one page needs. */
export interface Reading {
  readonly profile: CompiledProfile;
  readonly page: Page;
  readonly labels: Labels;
  readonly context: FieldContext;
  readonly completion: Completion;
  readonly channel: string;
}

function contentOf(reading: Reading, entry: Entry, kind: Draft['kind'], handle: string | null): Content | null {
  if (kind === 'listing') return readListing(entry, reading.completion.listing);
  if (kind === 'vendor') return readVendor(entry, handle, reading.completion.vendor);
  return readMessage(entry, reading.channel, reading.completion.message);
}

/** A record without an id on the page gets one from what names it, so that the next visit folds into it. */
function namedKey(content: Content): string {
  if (content.kind === 'vendor') return content.value.handle;
  if (content.kind === 'listing') return idOf('listing', content.value.vendor ?? '', content.value.title);
  return idOf('message', content.value.author ?? '', content.value.sentAt ?? '', content.value.text);
}

/** What a record is read from. */
interface Source {
  readonly kind: Draft['kind'];
  readonly fields: CompiledFields;
  readonly offers: CompiledOffers | null;
  readonly scope: Scope;
  readonly key: string | null;
  readonly url: string | null;
  readonly view: Draft['view'];
}

/** Reads one record; null where the place shows none. */
export function draftOf(reading: Reading, source: Source): { readonly draft: Draft | null; readonly notes: OpenNotes } {
  const notes = openNotes();
  const entry: Entry = {
    fields: source.fields,
    offers: source.offers,
    scope: source.scope,
    context: reading.context,
    notes,
  };
  const content = contentOf(reading, entry, source.kind, source.key);
  if (!content) return { draft: null, notes };
  const language =
    source.view === 'row' && content.kind !== 'message'
      ? null
      : reading.completion.language(content, source.kind === 'message' ? null : reading.context.language);
  const key = source.key || namedKey(content);
  return { draft: closeDraft(content, notes, { key, url: source.url, view: source.view, language }), notes };
}
