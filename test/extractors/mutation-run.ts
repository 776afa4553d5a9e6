import { extract, type Reader } from '../../extractors/extract.ts';
import type { PageInput } from '../../extractors/types.ts';
import { GiveUp } from '../../model/errors.ts';
import { draftSchema } from '../../model/observation.ts';
import { type DamageName, drawFrom, mutate } from './mutate.ts';

/** How the reading of one damaged page ended. */
export interface MutationEnd {
  /** Page `number` of a run with `seed`. */
  readonly number: number;
  readonly damage: readonly DamageName[];
  readonly end: 'ok' | 'wall' | `quarantined: ${string}` | 'crashed';
  readonly fault: string | null;
  /** CPU time. */
  readonly ms: number;
}

const walls = new Set(['login', 'captcha', 'queue', 'banned', 'not-found']);

function endOf(input: PageInput, reader: Reader): Pick<MutationEnd, 'end' | 'fault'> {
  try {
    const { page, drafts } = extract(input, reader);
    for (const draft of drafts) draftSchema.parse(draft);
    structuredClone(drafts);
    return { end: walls.has(page) ? 'wall' : 'ok', fault: null };
  } catch (error) {
    if (error instanceof GiveUp) return { end: `quarantined: ${error.code}`, fault: null };
    return { end: 'crashed', fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** The damaged page `number` of a run: the same seed and pages give the same bytes. */
export function damagedPage(seed: number, number: number, pages: readonly PageInput[]) {
  const draw = drawFrom(`${seed} ${number}`);
  const [page, other] = [pages[draw(pages.length)], pages[draw(pages.length)]];
  if (!page || !other) throw new Error('There is no page to damage');
  return mutate(page, other, draw);
}

/** Damages `count` pages one after the other and reads each with the profiles and, every third one, without. */
export function* mutationRun(
  seed: number,
  count: number,
  pages: readonly PageInput[],
  { profiles, lexicon }: Pick<Reader, 'profiles' | 'lexicon'>,
): Generator<MutationEnd> {
  for (let number = 0; number < count; number += 1) {
    const { input, damage } = damagedPage(seed, number, pages);
    const before = process.cpuUsage();
    const end = endOf(input, { profile: number % 3 === 0 ? 'generic' : 'auto', profiles, lexicon });
    const { user, system } = process.cpuUsage(before);
    yield { number, damage, ...end, ms: (user + system) / 1000 };
  }
}
