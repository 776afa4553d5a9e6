import type { SourceView } from '../app/api.ts';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Columns of a table of sources: pages of the last hour, the share of the politeness limit that they use, the budget of the day, the next turn. */
export const paceHeads = ['PAGES/H', 'PACE', 'TODAY', 'NEXT'] as const;

export function paceCells({ pace, nextTurnAt }: Pick<SourceView, 'pace' | 'nextTurnAt'>): readonly (string | number)[] {
  const { pagesLastHour, limitShare, budget } = pace;
  return [
    pagesLastHour,
    limitShare === null ? '' : percent(limitShare),
    budget === null ? '' : `${budget.spentToday}/${budget.perDay}`,
    nextTurnAt?.slice(0, 16) ?? '',
  ];
}

const wallWords = ({ wall, answers, lastAt, standsSince }: SourceView['pace']['walls'][number]): string =>
  `${wall} ${answers} (${standsSince ? `stands since ${standsSince.slice(0, 16)}` : `last ${lastAt.slice(0, 16)}`})`;

/** The walls that stand before sources now, one line each. */
export const standingLines = ({ source, pace }: Pick<SourceView, 'source' | 'pace'>): readonly string[] =>
  pace.walls.flatMap(({ wall, standsSince }) =>
    standsSince ? [`${source.id}: ${wall} since ${standsSince.slice(0, 16)}`] : [],
  );

/** The same in words, with what visits by lot and failures say. */
export function paceLines({ pace }: Pick<SourceView, 'pace'>): readonly string[] {
  const { pagesLastHour, pagesLastDay, limitPerHour, limitShare, budget, errors, walls, outdated } = pace;
  const used = limitShare === null ? '' : ` (${percent(limitShare)} of the ${limitPerHour} that its politeness allows)`;
  const spent = budget === null ? '' : `; ${budget.spentToday} of ${budget.perDay} pages of today are used`;
  const codes = errors.map(({ code, addresses }) => `${code} ${addresses}`).join(', ');
  return [
    `Pages of the last hour: ${pagesLastHour}${used}, of the last day: ${pagesLastDay}${spent}.`,
    ...(outdated === null
      ? []
      : [
          `Out of date: ${percent(outdated.share)} of known pages, drawn by lot (95 %: ${percent(outdated.low)} to ${percent(outdated.high)}, ${outdated.of} visits).`,
        ]),
    ...(codes === '' ? [] : [`Errors: ${codes}.`]),
    ...(walls.length === 0 ? [] : [`Walls: ${walls.map(wallWords).join(', ')}.`]),
  ];
}
