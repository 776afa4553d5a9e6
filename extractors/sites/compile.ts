import type { z } from 'zod';
import { errorText, LeadlineError } from '../../model/errors.ts';
import type { PageState } from '../../model/observation.ts';
import { compileSelector, type Selector } from '../document.ts';
import { labelKey } from '../labels.ts';
import {
  type Cascade,
  type FieldName,
  fieldNames,
  type OffersProfile,
  type PageProfile,
  type Profile,
  profileSchema,
  type RowsProfile,
  type Rule,
  type Tests,
} from './schema.ts';

/** One rule with its selectors and expressions ready. `name` is its place in the profile, `at` how provenance shows it. */
export interface CompiledRule {
  readonly name: string;
  readonly at: string;
  readonly within: Selector | null;
  readonly after: ReadonlySet<string> | null;
  readonly select: Selector | null;
  readonly drop: Selector | null;
  readonly all: boolean;
  readonly attr: string | null;
  readonly own: boolean;
  readonly url: RegExp | null;
  readonly value: string | null;
  readonly regex: RegExp | null;
  readonly join: string;
  readonly of: number;
  readonly currency: string | null;
}
export type CompiledCascade = readonly CompiledRule[];
export type CompiledFields = ReadonlyMap<FieldName, CompiledCascade>;

export interface CompiledTest {
  readonly select: Selector | null;
  readonly text: string | null;
  readonly url: RegExp | null;
  readonly status: number | null;
}
export interface CompiledOffers {
  readonly select: Selector;
  readonly quantity: CompiledCascade | null;
  readonly price: CompiledCascade | null;
}
export interface CompiledRows {
  readonly select: Selector;
  readonly kind: RowsProfile['kind'];
  readonly link: Selector | null;
  readonly key: CompiledCascade | null;
  readonly keyWithin: CompiledCascade | null;
  readonly fields: CompiledFields;
  readonly offers: CompiledOffers | null;
  readonly hint: CompiledCascade | null;
}
export interface CompiledPage {
  readonly name: string;
  readonly state: PageState;
  readonly urls: readonly RegExp[];
  readonly when: readonly CompiledTest[];
  readonly follow: number | null;
  readonly key: CompiledCascade | null;
  readonly kind: RowsProfile['kind'] | null;
  readonly fields: CompiledFields;
  readonly offers: CompiledOffers | null;
  readonly rows: readonly CompiledRows[];
  readonly next: Selector | null;
}
export interface CompiledProfile {
  readonly name: string;
  readonly version: number;
  readonly profile: Profile;
  readonly marker: readonly CompiledTest[];
  readonly walls: readonly { readonly state: PageState; readonly when: readonly CompiledTest[] }[];
  readonly pages: readonly CompiledPage[];
  readonly skip: readonly { readonly url: RegExp; readonly reason: string }[];
}

/** The place inside the profile that is being compiled, so that an error can name it. */
type Place = readonly string[];

function guard<T>(place: Place, what: string, source: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    const reason = errorText(error);
    throw new LeadlineError('profile-invalid', `${what} ${JSON.stringify(source)} cannot be read: ${reason}`, {
      where: place.join('.'),
      hint: `Correct the ${what.toLowerCase()} at ${place.join('.')}.`,
      cause: error,
    });
  }
}

const selectorAt = (place: Place, source: string): Selector =>
  guard(place, 'Selector', source, () => compileSelector(source));
const patternAt = (place: Place, source: string): RegExp =>
  guard(place, 'Pattern', source, () => new RegExp(source, 'u'));
const maybe = <T>(source: string | undefined, make: (source: string) => T): T | null =>
  source === undefined ? null : make(source);

function describe(rule: Rule): string {
  if (rule.value !== undefined) return 'constant';
  if (rule.url !== undefined) return 'address';
  const after = rule.after === undefined ? null : `after "${[rule.after].flat().join('" or "')}"`;
  const within = rule.within === undefined ? null : `in ${rule.within}`;
  const attr = rule.attr === undefined ? '' : `@${rule.attr}`;
  return `${[rule.select, after, within].filter(Boolean).join(' ') || ':scope'}${attr}`;
}

function compileRule(place: Place, source: string | Rule): CompiledRule {
  const rule: Rule = typeof source === 'string' ? { select: source } : source;
  const selector = (name: 'within' | 'select' | 'drop') =>
    maybe(rule[name], (text) => selectorAt([...place, name], text));
  const pattern = (name: 'url' | 'regex') => maybe(rule[name], (text) => patternAt([...place, name], text));
  return {
    name: place.join('.'),
    at: describe(rule),
    within: selector('within'),
    after: rule.after === undefined ? null : new Set([rule.after].flat().map(labelKey)),
    select: selector('select'),
    drop: selector('drop'),
    all: rule.all ?? false,
    attr: rule.attr ?? null,
    own: rule.text === 'own',
    url: pattern('url'),
    value: rule.value ?? null,
    regex: pattern('regex'),
    join: rule.join ?? ' ',
    of: rule.of ?? 5,
    currency: rule.currency ?? null,
  };
}

export const compileCascade = (place: Place, source: Cascade): CompiledCascade =>
  Array.isArray(source)
    ? source.map((rule, at) => compileRule([...place, String(at)], rule))
    : [compileRule(place, source)];

function compileFields(place: Place, fields: PageProfile['fields']): CompiledFields {
  const compiled = new Map<FieldName, CompiledCascade>();
  for (const name of fieldNames) {
    const source = fields[name];
    if (source !== undefined) compiled.set(name, compileCascade([...place, name], source));
  }
  return compiled;
}

const cascadeAt = (place: Place, source: Cascade | undefined): CompiledCascade | null =>
  source === undefined ? null : compileCascade(place, source);

const compileOffers = (place: Place, offers: OffersProfile | undefined): CompiledOffers | null =>
  offers === undefined
    ? null
    : {
        select: selectorAt([...place, 'select'], offers.select),
        quantity: cascadeAt([...place, 'quantity'], offers.quantity),
        price: cascadeAt([...place, 'price'], offers.price),
      };

const compileTests = (place: Place, tests: Tests): readonly CompiledTest[] =>
  tests.map((source, at) => {
    const test = typeof source === 'string' ? { select: source } : source;
    return {
      select: maybe(test.select, (text) => selectorAt([...place, String(at), 'select'], text)),
      text: test.text ?? null,
      url: maybe(test.url, (text) => patternAt([...place, String(at), 'url'], text)),
      status: test.status ?? null,
    };
  });

const compileRows = (place: Place, rows: RowsProfile): CompiledRows => ({
  select: selectorAt([...place, 'select'], rows.select),
  kind: rows.kind,
  link: maybe(rows.link, (text) => selectorAt([...place, 'link'], text)),
  key: cascadeAt([...place, 'key'], rows.key),
  keyWithin: cascadeAt([...place, 'keyWithin'], rows.keyWithin),
  fields: compileFields([...place, 'fields'], rows.fields),
  offers: compileOffers([...place, 'offers'], rows.offers),
  hint: cascadeAt([...place, 'hint'], rows.hint),
});

const kindOfState = { listing: 'listing', vendor: 'vendor' } as const;

function compilePage(name: string, page: PageProfile): CompiledPage {
  const place = ['pages', name];
  return {
    name,
    state: page.state,
    urls: page.urls.map((source, at) => patternAt([...place, 'urls', String(at)], source)),
    when: page.when === undefined ? [] : compileTests([...place, 'when'], page.when),
    follow: page.follow ?? null,
    key: cascadeAt([...place, 'key'], page.key),
    kind: page.kind ?? (page.state === 'listing' || page.state === 'vendor' ? kindOfState[page.state] : null),
    fields: compileFields([...place, 'fields'], page.fields),
    offers: compileOffers([...place, 'offers'], page.offers),
    rows: page.rows.map((rows, at) => compileRows([...place, 'rows', String(at)], rows)),
    next: maybe(page.next, (text) => selectorAt([...place, 'next'], text)),
  };
}

const firstIssue = (error: z.ZodError): { readonly where: string; readonly message: string } => ({
  where: error.issues[0]?.path.map(String).join('.') || 'profile',
  message: error.issues[0]?.message ?? 'unreadable',
});

/** Checks a profile as read from YAML and makes it ready. Throws LeadlineError `profile-invalid` that names the place. */
export function compileProfile(source: unknown): CompiledProfile {
  const parsed = profileSchema.safeParse(source);
  if (!parsed.success) {
    const { where, message } = firstIssue(parsed.error);
    throw new LeadlineError('profile-invalid', `The site profile is not valid: ${message}`, {
      where,
      hint: 'See `leadline profile schema`.',
    });
  }
  const profile = parsed.data;
  return {
    name: profile.name,
    version: profile.version,
    profile,
    marker: compileTests(['marker'], profile.marker),
    walls: profile.walls.map((wall, at) => ({
      state: wall.state,
      when: compileTests(['walls', String(at), 'when'], wall.when),
    })),
    pages: Object.entries(profile.pages).map(([name, page]) => compilePage(name, page)),
    skip: profile.skip.map((rule, at) => ({
      url: patternAt(['skip', String(at), 'url'], rule.url),
      reason: rule.reason,
    })),
  };
}
