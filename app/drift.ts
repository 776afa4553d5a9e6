import type { Extraction } from '../extractors/types.ts';
import { type Drift, driftWords, type Fills, type Share } from '../model/drift.ts';
import type { Draft, ItemKind } from '../model/observation.ts';
import { isWall } from '../model/observation.ts';
import type { TurnRecord } from '../storage/port.ts';

/** What a record is worth little without. A profile that never finds one of them is judged by its own history, so it raises no alarm. */
const required: Readonly<Record<ItemKind, readonly string[]>> = {
  listing: ['title', 'vendor', 'price', 'shipsFrom'],
  vendor: ['handle'],
  message: ['author', 'sentAt', 'text'],
};

/** Stands for "the page gave any record at all"; falls when a list or a page is no longer recognised. */
const anyRecord = 'any record';

/** All pages of a source, whoever reads them: when its marker goes, the profile that would miss its fields is no longer asked. */
const everyPage = 'all pages';

/** A value that the generic reader put in for a rule that found nothing is a miss of the profile. */
const isFilled = (draft: Draft, field: string, generic: boolean): boolean => {
  const origin = draft.provenance[field];
  return origin !== undefined && (generic || !origin.rule.startsWith('generic'));
};

interface FillCount {
  /** `type`: the page type that the address promises, where one does. Walls, missing pages and errors are no evidence. */
  add(extraction: Extraction, type: string | null): void;
  fills(): Fills;
}

/** Counts, over one turn, how often each required field was found. */
export function countFills(): FillCount {
  const groups = new Map<string, Map<string, { filled: number; of: number }>>();
  const count = (group: string, field: string, filled: boolean) => {
    const fields = groups.get(group) ?? new Map<string, { filled: number; of: number }>();
    groups.set(group, fields);
    const share = fields.get(field) ?? { filled: 0, of: 0 };
    fields.set(field, { filled: share.filled + (filled ? 1 : 0), of: share.of + 1 });
  };
  return {
    add({ page, profile, drafts }, type) {
      if (isWall(page) || page === 'not-found') return;
      const generic = profile.startsWith('generic@');
      count(everyPage, 'a site profile', !generic);
      const group = `${profile} ${type ?? page}`;
      const present = drafts.filter((draft) => !draft.gone);
      count(group, anyRecord, present.length > 0);
      for (const draft of present) {
        for (const field of required[draft.kind])
          count(`${group}${draft.view === 'row' ? ' rows' : ''}`, field, isFilled(draft, field, generic));
      }
    },
    fills: () => Object.fromEntries([...groups].map(([group, fields]) => [group, Object.fromEntries(fields)])),
  };
}

const z = 2.576;

/** Wilson's 99 % interval of a share (Wilson 1927). */
export function interval({ filled, of }: Share): { readonly low: number; readonly high: number } {
  if (of === 0) return { low: 0, high: 1 };
  const p = filled / of;
  const scale = 1 + z ** 2 / of;
  const middle = (p + z ** 2 / (2 * of)) / scale;
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** Fewer say nothing: a page or two can lack anything by chance. */
const fewest = { now: 8, before: 20 };
/** A smaller fall may be the sellers' doing, not the layout's. */
const clearFall = 0.2;
const turnsBack = 6;

/**
 * A field has fallen when at least 8 pages (or rows) of this turn and 20 of the turns before are known, its share fell by at least
 * 20 points, and the 99 % intervals of the two shares do not meet.
 */
export function hasFallen(now: Share, before: Share): boolean {
  if (now.of < fewest.now || before.of < fewest.before) return false;
  if (before.filled / before.of - now.filled / now.of < clearFall) return false;
  return interval(now).high < interval(before).low;
}

const same = (a: Pick<Drift, 'group' | 'field'>, b: Pick<Drift, 'group' | 'field'>): boolean =>
  a.group === b.group && a.field === b.field;

/** The share of a field over the latest turns that knew it and in which it had not fallen already. */
function historyOf(field: Pick<Drift, 'group' | 'field'>, earlier: readonly TurnRecord[]): Share {
  const shares = earlier
    .filter((turn) => !turn.drift?.some((each) => same(each, field)))
    .flatMap((turn) => turn.fills?.[field.group]?.[field.field] ?? [])
    .slice(0, turnsBack);
  return {
    filled: shares.reduce((sum, share) => sum + share.filled, 0),
    of: shares.reduce((sum, share) => sum + share.of, 0),
  };
}

/** The fields that have fallen, with those of the turn before that this turn saw too little of to judge. `earlier`: newest first. */
export function driftOf(fills: Fills, earlier: readonly TurnRecord[]): readonly Drift[] {
  const fallen = Object.entries(fills).flatMap(([group, fields]) =>
    Object.entries(fields).flatMap(([field, now]) => {
      const before = historyOf({ group, field }, earlier);
      return hasFallen(now, before) ? [{ group, field, now, before }] : [];
    }),
  );
  const reader = new Set(Object.keys(fills).map((group) => group.split(' ')[0]));
  const unjudged = (earlier[0]?.drift ?? []).filter(
    (drift) =>
      (fills[drift.group]?.[drift.field]?.of ?? 0) < fewest.now &&
      (reader.size === 0 || reader.has(drift.group.split(' ')[0])),
  );
  return [...fallen, ...unjudged.filter((drift) => !fallen.some((each) => same(each, drift)))];
}

/** One sentence for people: what is found less often, and what to do. null when nothing has fallen. */
export function driftReason(drift: readonly Drift[]): string | null {
  const fall = ({ now, before }: Drift) => before.filled / before.of - now.filled / now.of;
  const [worst, ...more] = [...drift].sort((a, b) => fall(b) - fall(a));
  if (!worst) return null;
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  return `layout-changed: ${driftWords(worst)}${others}; check the site profile (leadline source test FILE --page)`;
}
