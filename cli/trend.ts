import { extname } from 'node:path';
import type { TrendAnswer, TrendRequest } from '../app/api.ts';
import { LeadlineError } from '../model/errors.ts';
import { trendCsv } from '../search/trend-csv.ts';
import { trendSvg } from '../search/trend-svg.ts';
import { bold, dim, plain, print, printJson, say, sayHints, table, wrap, writeTo } from './output.ts';
import { wholeNumber } from './search.ts';
import { type Register, withLeadline } from './session.ts';

interface Options {
  readonly metric: string;
  readonly by: string;
  readonly every: string;
  readonly zone?: string;
  readonly currency: string;
  readonly limit: string;
  readonly json?: boolean;
  readonly output?: string;
}

const metrics = ['listings', 'vendors', 'price'] as const;
const groups = ['substance', 'class', 'market', 'none'] as const;
const periods = ['day', 'week', 'month'] as const;

function pick<T extends string>(names: readonly T[], value: string, option: string): T {
  const found = names.find((name) => name === value);
  if (found === undefined)
    throw new LeadlineError('usage', `${option} ${value} is unknown`, { hint: `one of ${names.join(', ')}` });
  return found;
}

function requestOf(words: readonly string[], options: Options): TrendRequest {
  return {
    query: words.join(' ') || '*',
    metric: pick(metrics, options.metric, '--metric'),
    by: pick(groups, options.by, '--by'),
    every: pick(periods, options.every, '--every'),
    currency: pick(['EUR', 'USD'] as const, options.currency.toUpperCase(), '--currency'),
    limit: wholeNumber(options.limit, '--limit', 1),
    ...(options.zone ? { zone: options.zone } : {}),
  };
}

const number = (value: number | null): string =>
  value === null ? '-' : Number.isInteger(value) ? String(value) : value.toPrecision(4);

function human(answer: TrendAnswer): string {
  const periodsSeen = [...new Set(answer.series.flatMap((series) => series.points.map((point) => point.period)))];
  const rows = answer.series.map((series) => [
    plain(series.label),
    series.unit,
    ...periodsSeen.map((period) => number(series.points.find((point) => point.period === period)?.value ?? null)),
  ]);
  return `${bold(wrap(answer.method))}\n${table(['', 'UNIT', ...periodsSeen], rows)}\n${dim('A dash: nothing could be measured in that period; it is not zero.')}`;
}

/** What --json says twice it may say, and what it contradicts it may not. */
function checkOutput({ json, output }: Options): void {
  if (json && output && extname(output).toLowerCase() !== '.json')
    throw new LeadlineError('usage', `--json and -o ${output} ask for two forms`, {
      hint: 'leave --json out, or end the name of the file with .json',
    });
}

async function save(path: string, answer: TrendAnswer): Promise<void> {
  const kind = extname(path).toLowerCase();
  if (kind === '.csv') return writeTo(path, [trendCsv(answer.series)]);
  if (kind === '.svg') return writeTo(path, [trendSvg(answer.series, { title: answer.method })]);
  if (kind === '.json') return writeTo(path, [`${JSON.stringify(answer, null, 2)}\n`]);
  throw new LeadlineError('usage', `${path}: a trend is saved as .csv, .svg or .json`, {
    hint: 'end the name of the file with one of them',
  });
}

export const register: Register = (program) => {
  program
    .command('trend [query...]')
    .description('listings, vendors or median unit price over time, with n, interval and coverage for each point')
    .option('--metric <name>', metrics.join(', '), 'listings')
    .option('--by <group>', groups.join(', '), 'substance')
    .option('--every <period>', periods.join(', '), 'week')
    .option('--zone <zone>', 'time zone of the day boundary, such as Europe/Berlin (default UTC)')
    .option('--currency <code>', 'EUR or USD', 'EUR')
    .option('--limit <n>', 'how many series', '12')
    .option('--json', 'one JSON document')
    .option('-o, --output <file>', 'save as .csv, .svg or .json')
    .addHelpText(
      'after',
      '\nExamples:\n  leadline trend "class:nitazene" --metric listings --every week\n  leadline trend ketamine --metric price --by substance -o ketamine.svg',
    )
    .action((words: string[], options: Options, command) => {
      checkOutput(options);
      return withLeadline(command, false, async ({ leadline }) => {
        const request = requestOf(words, options);
        const answer = await leadline.trend(request);
        sayHints(await leadline.hints(request.query));
        if (options.output) {
          await save(options.output, answer);
          say(`${options.output} written.`);
        } else await (options.json ? printJson(answer) : print(human(answer)));
      });
    });
};
