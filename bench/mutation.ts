import { parseArgs } from 'node:util';
import { createLexicon } from '../extractors/lexicon/lexicon.ts';
import { type MutationEnd, mutationRun } from '../test/extractors/mutation-run.ts';
import { fixturePages, labPages, shippedProfiles } from './extract-pages.ts';
import { finish, type Result, result } from './report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    pages: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const count = Number(values.pages ?? (values.quick ? 1_500 : 10_000));
const seed = Number(values.seed);
const pages = [...fixturePages(), ...labPages(6)].map(({ input }) => input);
const parts = { profiles: shippedProfiles(), lexicon: createLexicon() };

const counts = new Map<MutationEnd['end'], number>();
const crashes: MutationEnd[] = [];
let slowest: MutationEnd | null = null;
let overOneSecond = 0;
for (const each of mutationRun(seed, count, pages, parts)) {
  counts.set(each.end, (counts.get(each.end) ?? 0) + 1);
  if (each.end === 'crashed') crashes.push(each);
  if (!slowest || each.ms > slowest.ms) slowest = each;
  if (each.ms > 1_000) overOneSecond += 1;
}
for (const { number, damage, fault } of crashes.slice(0, 20))
  process.stderr.write(`page ${number} (${damage.join(', ')}): ${fault}\n`);

const ends = [...counts].sort(([, a], [, b]) => b - a).filter(([end]) => end !== 'crashed');
const results: readonly Result[] = [
  result('damaged pages', count, 'pages', { note: `seed ${seed}` }),
  ...ends.map(([end, of]) => result(end, of, 'pages')),
  result('crashed', crashes.length, 'pages', { target: 0 }),
  result('over one second', overOneSecond, 'pages', { target: 0 }),
  result('slowest page', slowest?.ms ?? 0, 'CPU-ms', {
    target: 1_000,
    note: slowest && `page ${slowest.number}: ${slowest.damage.join(', ')}`,
  }),
];
finish('mutation', results, { json: values.json, quick: values.quick || count < 10_000 });
