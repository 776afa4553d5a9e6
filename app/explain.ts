import { type LoadedConfig, loadSource, readText } from '../config/load.ts';
import { extract } from '../extractors/extract.ts';
import type { CompiledProfile } from '../extractors/sites/compile.ts';
import { type Miss, missesOf } from '../extractors/sites/missed.ts';
import type { PageState } from '../model/observation.ts';
import { checkAddress } from './add-source.ts';
import { loadProfile, type Reader, readerFor } from './reader.ts';
import { parsed, savedPage } from './saved-page.ts';

/** A file that was checked: a source, or a site profile (told apart by their keys). */
export interface Checked {
  readonly kind: 'source' | 'profile';
  readonly name: string;
  readonly file: string;
  /** The reader it asks for: a profile's own rules, or what a source names. */
  readonly profile: string | null;
}

export function checkFile(_config: LoadedConfig, file: string): Checked {
  if (/^\s*(pages|marker)\s*:/m.test(readText(file)))
    return { kind: 'profile', name: loadProfile(file).name, file, profile: null };
  const source = loadSource(file);
  for (const address of source.addresses) checkAddress(address);
  return { kind: 'source', name: source.id, file, profile: source.profile };
}

export interface FieldExplanation {
  readonly record: string;
  readonly field: string;
  readonly value: string;
  readonly raw: string;
  readonly rule: string;
  readonly at: string;
  readonly confidence: number;
}
export interface PageExplanation {
  readonly page: PageState;
  readonly confidence: number;
  readonly profile: string;
  readonly fields: readonly FieldExplanation[];
  readonly issues: readonly string[];
  /** Rules that gave nothing, and why. */
  readonly missed: readonly Miss[];
}

function readerOf(config: LoadedConfig, checked: Checked): Reader {
  if (checked.kind === 'source') return readerFor(config, checked.profile ?? 'auto');
  return { ...readerFor(config, 'generic'), profile: loadProfile(checked.file) };
}

/** The profile that was asked for, or that read the page. */
const usedProfile = (reader: Reader, read: string): CompiledProfile | null =>
  typeof reader.profile === 'object'
    ? reader.profile
    : (reader.profiles.find(({ name, version }) => `${name}@${version}` === read) ?? null);

/** Every field of every record of a saved page, with its rule and where it stood; and why the other rules found nothing. */
export function explainPage(
  config: LoadedConfig,
  checked: Checked,
  page: string,
  url: string | null = null,
): PageExplanation {
  const input = savedPage(page, url);
  const reader = readerOf(config, checked);
  const extraction = extract(input, reader);
  const profile = usedProfile(reader, extraction.profile);
  const fields = extraction.drafts.flatMap((draft) => {
    const values = (draft.content?.value ?? {}) as Record<string, unknown>; // fields are listed by name, whatever the kind
    return Object.entries(draft.provenance).map(([field, origin]) => ({
      record: `${draft.kind} ${draft.key}`,
      field,
      value: typeof values[field] === 'string' ? values[field] : JSON.stringify(values[field] ?? null),
      ...origin,
    }));
  });
  return {
    page: extraction.page,
    confidence: extraction.confidence,
    profile: extraction.profile,
    fields,
    issues: extraction.issues.map((issue) => issue.message),
    missed: profile ? missesOf(input, parsed(input), profile) : [],
  };
}
