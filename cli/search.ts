import { type Command, Option } from 'commander';
import type { ExportPart, ItemSummary, SearchAnswer } from '../app/api.ts';
import { LeadlineError } from '../model/errors.ts';
import { type FacetField, facetFields, type SortField, sortFields } from '../storage/port.ts';
import { bold, clip, dim, plain, print, printJson, sayHints, table, writeTo } from './output.ts';
import { type Register, withLeadline } from './session.ts';

interface Options {
  readonly facet: readonly string[];
  readonly from?: string;
  readonly limit: string;
  readonly sort: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T =>
  (names as readonly string[]).includes(name);

function choose<T extends string>(names: readonly T[], name: string, what: string): T {
  if (!isOneOf(names, name))
    throw new LeadlineError('usage', `${what} "${name}" is unknown`, { hint: `one of ${names.join(', ')}` });
  return name;
}

export function wholeNumber(text: string, what: string, from = 0, to = Number.MAX_SAFE_INTEGER): number {
  if (!/^\d+$/.test(text)) throw new LeadlineError('usage', `${what} needs a whole number, not "${text}"`);
  const value = Number(text);
  if (value < from) throw new LeadlineError('usage', `${what} must be ${from} at least, not ${text}`);
  if (value > to) throw new LeadlineError('usage', `${what} must be ${to} at most, not ${text}`);
  return value;
}

export const portNumber = (text: string): number => wholeNumber(text, '--port', 0, 65_535);

const perName: Readonly<Record<string, string>> = { unit: 'piece' };

export const priceText = (item: ItemSummary): string =>
  item.price ? `${item.price.amount} ${item.price.currency}` : '';
export const unitText = (item: ItemSummary): string =>
  item.unitPrice
    ? `${item.unitPrice.amount.toFixed(2)} ${item.unitPrice.currency}/${perName[item.unitPrice.per] ?? item.unitPrice.per}`
    : '';

const row = (item: ItemSummary) => [
  item.id.slice(0, 12),
  clip(plain(item.title), 48),
  clip(item.vendor ?? '', 18),
  item.market,
  priceText(item),
  unitText(item),
  item.shipsFrom.join(' '),
  item.lastSeen.slice(0, 10),
  item.gone ? 'gone' : '',
];

function human(answer: SearchAnswer): string {
  const head = `${bold(`${answer.total} found`)}. ${dim(`Reads as: ${answer.reads}`)}`;
  const facets = Object.entries(answer.facets).map(
    ([field, buckets]) =>
      `${bold(field)}  ${buckets.map((bucket) => `${plain(bucket.value)} ${bucket.count}`).join(' · ')}`,
  );
  const rows =
    answer.items.length > 0
      ? [table(['ID', 'TITLE', 'VENDOR', 'MARKET', 'PRICE', 'UNIT', 'FROM', 'SEEN', ''], answer.items.map(row))]
      : [];
  return [head, ...facets, ...rows].join('\n\n');
}

/** Defaults are for a screen: a table has every match unless somebody asks for a part, whose limit is then their own or none. */
function csvPart(
  part: Required<Pick<ExportPart, 'sort' | 'limit'>> & ExportPart,
  command: Command,
): ExportPart | undefined {
  const given = (name: string) => command.getOptionValueSource(name) === 'cli';
  if (!['limit', 'from', 'sort'].some(given)) return undefined;
  const { limit, ...rest } = part;
  return given('limit') ? { ...rest, limit } : rest;
}

export const register: Register = (program) => {
  program
    .command('search <query...>')
    .description('find listings, vendors and messages')
    .option(
      '--facet <field>',
      `count values of a field (${facetFields.join(', ')}); may be repeated`,
      (value: string, all: string[]) => [...all, value],
      [] as string[],
    )
    .option('--from <n>', 'skip the first n')
    .option('--limit <n>', 'how many to show', '20')
    .option('--sort <field>', `one of ${sortFields.join(', ')}`, 'seen')
    .option('--json', 'one JSON document: total, items, facets')
    .addOption(
      new Option(
        '--csv',
        'a table for a spreadsheet: every match, or with --limit, --from or --sort what these say',
      ).conflicts('json'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  leadline search "class:cathinone country:NL price:<20eur/g seen:>-30d"\n  leadline search ketamine --facet market --facet country\n  leadline search \'"pressed bars"~5 -sample\' --json',
    )
    .action(async (words: string[], options: Options, command) => {
      const query = words.join(' ');
      const facets = options.facet.map((name): FacetField => choose(facetFields, name, 'facet'));
      const sort: SortField = choose(sortFields, options.sort, 'sort field');
      const part = {
        sort,
        limit: wholeNumber(options.limit, '--limit'),
        ...(options.from ? { from: wholeNumber(options.from, '--from') } : {}),
      };
      await withLeadline(command, false, async ({ leadline }) => {
        if (options.csv) {
          sayHints(await leadline.hints(query));
          return writeTo(null, leadline.export(query, 'csv', csvPart(part, command)));
        }
        const answer = await leadline.search({ query, facets, ...part });
        if (options.json) return printJson(answer);
        sayHints(answer.hints);
        return print(human(answer));
      });
    });
};
