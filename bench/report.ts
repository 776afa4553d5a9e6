import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** One measured figure. `baseline` is a peer measured in the same run; `ratio` is how many times better than the baseline. */
export interface Result {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly higherIsBetter: boolean;
  readonly target: number | null;
  readonly baseline: { readonly what: string; readonly value: number } | null;
  readonly ratio: number | null;
  readonly note: string | null;
}
interface Report {
  readonly name: string;
  readonly date: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGb: number; readonly node: string };
  readonly results: readonly Result[];
}

export interface BenchOptions {
  readonly json: boolean;
  readonly quick: boolean;
  /** How much data to measure with; null: as the bench thinks fit. */
  readonly size: number | null;
}

export function readOptions(): BenchOptions {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, size: { type: 'string' } },
  });
  const size = values.size === undefined ? null : Number(values.size);
  return { json: values.json ?? false, quick: values.quick ?? false, size };
}

export const result = (metric: string, value: number, unit: string, more: Partial<Result> = {}): Result => {
  const { baseline = null, higherIsBetter = false } = more;
  const ratio =
    baseline && value > 0 && baseline.value > 0
      ? higherIsBetter
        ? value / baseline.value
        : baseline.value / value
      : null;
  return {
    metric,
    value: round(value),
    unit,
    higherIsBetter,
    target: null,
    note: null,
    ...more,
    baseline: baseline && { ...baseline, value: round(baseline.value) },
    ratio: ratio === null ? null : round(ratio),
  };
};

const round = (value: number): number => Number(value.toPrecision(4));

/** The value below which a share of the values lies, by the nearest rank. */
export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? 0;

const meets = ({ value, target, higherIsBetter }: Result): string =>
  target === null ? '' : (higherIsBetter ? value >= target : value <= target) ? ' (target met)' : ' (TARGET MISSED)';

function line(each: Result): string {
  const target =
    each.target === null ? '' : `, target ${each.higherIsBetter ? '>=' : '<='} ${each.target}${meets(each)}`;
  const peer = each.baseline ? `, ${each.baseline.what}: ${each.baseline.value} ${each.unit} (x ${each.ratio})` : '';
  return `${each.metric}: ${each.value} ${each.unit}${target}${peer}${each.note ? `. ${each.note}` : ''}`;
}

/** Prints the report and, after a full run, keeps it as docs/results/NAME.json. The exit code is 1 when a target is missed. */
export function finish(name: string, results: readonly Result[], { json, quick }: Omit<BenchOptions, 'size'>): void {
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
  };
  const report: Report = { name, date: new Date().toISOString(), machine, results };
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${results.map(line).join('\n')}\n`);
  if (!quick) {
    const path = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'results', `${name}.json`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (results.some((each) => meets(each).includes('MISSED'))) process.exitCode = 1;
}
