/** Round steps from zero to at least `highest`: {step: 5, top: 20} for 17.3. */
export function scaleTo(highest: number, ticks = 4): { readonly step: number; readonly top: number } {
  if (!(highest > 0)) return { step: 1, top: 1 };
  const rough = highest / ticks;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  return { step, top: step * Math.ceil(highest / step - 1e-9) };
}

/** The steps above zero. */
export const ticksOf = ({ step, top }: { readonly step: number; readonly top: number }): readonly number[] =>
  Array.from({ length: Math.round(top / step) }, (_, index) => Number(((index + 1) * step).toPrecision(12)));

/** A coordinate without noise digits. */
export const at = (value: number): string => String(Math.round(value * 100) / 100);
export const share = (part: number, whole: number): string => `${at(whole === 0 ? 0 : (100 * part) / whole)}%`;

export interface AxisLabel {
  readonly index: number;
  readonly text: string;
}

/** At most `most` labels: the first position of each month, thinned evenly, never two closer than a tenth of the axis. */
export function monthLabels(starts: readonly string[], label: (iso: string) => string, most = 8): readonly AxisLabel[] {
  const firsts = starts.flatMap((start, index) =>
    index === 0 || start.slice(0, 7) !== (starts[index - 1] ?? '').slice(0, 7) ? [{ index, text: label(start) }] : [],
  );
  const every = Math.max(1, Math.ceil(firsts.length / most));
  const thinned = firsts.filter((_, index) => index % every === 0);
  return thinned.filter(
    (each, index) => index === 0 || each.index - (thinned[index - 1]?.index ?? 0) >= starts.length / 10,
  );
}

/** Runs of neighbouring positions that hold a value; a position without one ends a run. */
export function runs<T>(
  values: readonly T[],
  has: (value: T) => boolean,
): readonly (readonly { readonly index: number; readonly value: T }[])[] {
  const found: { index: number; value: T }[][] = [];
  values.forEach((value, index) => {
    if (!has(value)) return;
    const last = found.at(-1);
    if (last && last.at(-1)?.index === index - 1) last.push({ index, value });
    else found.push([{ index, value }]);
  });
  return found;
}

/** The stretches between the runs, both ends inclusive; empty edges of the axis count too. */
export function gaps<T>(
  values: readonly T[],
  has: (value: T) => boolean,
): readonly { readonly from: number; readonly to: number }[] {
  return runs(values, (value) => !has(value)).map((run) => ({ from: run[0]?.index ?? 0, to: run.at(-1)?.index ?? 0 }));
}
