import type { Element } from 'domhandler';
import { isTag } from 'domhandler';
import { LeadlineError } from '../../model/errors.ts';
import { isWall, type PageState } from '../../model/observation.ts';
import { compileSelector } from '../document.ts';
import { kindOfLink } from '../generic/links.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { compileProfile } from '../sites/compile.ts';
import type { PageInput } from '../types.ts';
import { byShape } from './addresses.ts';
import { draftMarker, draftWhen } from './marks.ts';
import { type DraftedPart, draftPage, draftRows, type Note } from './page-types.ts';
import { elementAt, type Sample, sampleOf } from './sample.ts';

/** A drafted profile as plain data that the profile schema accepts, and where a person should look. */
export interface DraftProfile {
  readonly profile: Readonly<Record<string, unknown>>;
  readonly notes: readonly Note[];
  /** What each page was taken for. */
  readonly pages: readonly PageState[];
}

const kinds = [
  { state: 'listing', follow: 3 },
  { state: 'vendor', follow: 2 },
  { state: 'index', follow: 1 },
] as const;

const real = (sample: Sample): string[] => (sample.page.url ? [sample.page.url.href] : []);

/** The pages of one kind. Where their addresses have several forms, those of the commonest count: the others were taken for what they are not. */
function ofOneForm(samples: readonly Sample[], state: PageState): readonly Sample[] {
  const own = samples.filter(({ extraction }) => extraction.page === state);
  if (state === 'index' || own.some(({ page }) => page.url === null)) return own;
  const sure = own.toSorted((a, b) => b.extraction.confidence - a.extraction.confidence);
  return byShape(sure, ({ page }) => page.url?.href ?? '')[0] ?? [];
}

/** Links of the rows of lists. */
const listingLinks = ({ extraction }: Sample): string[] =>
  extraction.drafts.flatMap((draft) =>
    draft.view === 'row' && draft.kind === 'listing' && draft.url ? [draft.url] : [],
  );

const anchors = compileSelector('a[href]');

/** Links to categories of the same site. */
const listLinks = ({ page }: Sample): string[] =>
  page.select(anchors).flatMap((anchor) => {
    const url = kindOfLink(page, anchor) === 'category' ? page.absolute(anchor.attribs.href) : null;
    return url && new URL(url).host === page.base?.host ? [url] : [];
  });

/** Addresses of pages of one kind: of the samples themselves and, of links that lead to such pages. */
function urlsOf(state: (typeof kinds)[number]['state'], own: readonly Sample[], all: readonly Sample[]): string[] {
  const linked = {
    listing: () => all.flatMap(listingLinks),
    vendor: () => all.flatMap(vendorLinks),
    index: () => all.flatMap(listLinks),
  }[state]();
  return [...own.flatMap(real), ...linked];
}

const linkAround = (element: Element | null): Element | null => {
  for (let node = element; node; node = node.parent && isTag(node.parent) ? node.parent : null)
    if (node.name === 'a') return node;
  return null;
};

/** Links around the names of vendors. */
function vendorLinks(sample: Sample): string[] {
  return sample.extraction.drafts.flatMap((draft) => {
    const element = elementAt(sample.page, draft.provenance.vendor?.at ?? '');
    const link =
      linkAround(element) ??
      (element ? sample.page.elements(element).find((each) => each.name === 'a') : undefined) ??
      null;
    const url = sample.page.absolute(link?.attribs.href);
    return url && url !== draft.url ? [url] : [];
  });
}

function draftWalls(samples: readonly Sample[]): readonly Readonly<Record<string, unknown>>[] {
  const walls = samples.filter(({ extraction }) => isWall(extraction.page) || extraction.page === 'not-found');
  const content = samples.filter((sample) => !walls.includes(sample));
  return [...new Set(walls.map(({ extraction }) => extraction.page))].flatMap((state) => {
    const own = walls.filter(({ extraction }) => extraction.page === state);
    const when = draftWhen(
      own.map(({ page }) => page),
      content.map(({ page }) => page),
      [],
    );
    return when && content.length > 0 ? [{ state, when: [when.select] }] : [];
  });
}

type Group = (typeof kinds)[number] & { readonly samples: readonly Sample[] };
type DraftedType = DraftedPart & { readonly state: Group['state'] };

/** Page types in the order in which they will be tried. A page that an earlier type proves to be its own need not be told apart again. */
function draftPages(
  groups: readonly Group[],
  samples: readonly Sample[],
  content: readonly Sample[],
): readonly DraftedType[] {
  const shared = draftRows(content);
  const proved = new Set<PageState>();
  return groups.map((group) => {
    const part = draftPage({
      ...group,
      others: samples.filter(
        ({ extraction: { page } }) => page !== group.state && !(group.state === 'index' && proved.has(page)),
      ),
      urls: urlsOf(group.state, group.samples, content),
      shared,
    });
    if ('when' in part.value) proved.add(group.state);
    return { state: group.state, ...part };
  });
}

const nameFrom = (text: string | null): string =>
  (text ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'new-site';

/**
 * Drafts a site profile from a few saved pages: what the generic reader finds on them becomes rules that find the same. Throws
 * `nothing-to-infer` when no page is a listing, a list or a vendor.
 */
export function inferProfile(inputs: readonly PageInput[], lexicon: Lexicon, name: string | null): DraftProfile {
  const samples = inputs.map((input) => sampleOf(input, lexicon));
  const groups = kinds.map((kind) => ({ ...kind, samples: ofOneForm(samples, kind.state) }));
  const found = groups.filter((group) => group.samples.length > 0);
  const states = samples.map(({ extraction }) => extraction.page);
  if (found.length === 0)
    throw new LeadlineError(
      'nothing-to-infer',
      `None of the pages is a listing, a list or a vendor's page (${states.join(', ')})`,
      {
        hint: 'save two listings, a list and a vendor page while logged in',
      },
    );
  const content = found.flatMap((group) => group.samples);
  const marker = draftMarker(content);
  const drafted = draftPages(found, samples, content);
  const walls = draftWalls(samples);
  const profile = {
    name: name ?? nameFrom(marker.name),
    version: 1,
    ...(marker.name ? { title: marker.name } : {}),
    kind: 'market',
    marker: marker.tests,
    dayOrder: 'page',
    ...(walls.length > 0 ? { walls } : {}),
    pages: Object.fromEntries(drafted.map(({ state, value }) => [state, value])),
  };
  compileProfile(profile);
  const notes: Note[] = [
    ...(marker.sure
      ? []
      : [{ path: ['marker'], text: 'CHECK: is this on every page of the site, and on no other site?' }]),
    ...drafted.flatMap(({ state, notes: own }) =>
      own.map((note) => ({ ...note, path: ['pages', state, ...note.path] })),
    ),
  ];
  return { profile, notes, pages: states };
}
