import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDecider, createRuleDecider, decideNaively } from '../../alerts/decide.ts';
import type { Rule } from '../../alerts/rules.ts';
import type { Subscription } from '../../model/alert.ts';
import type { KeywordField, Query } from '../../search/ast.ts';
import { parseQuery } from '../../search/parse.ts';
import { day, history, observed, subscriptionOf, usd } from './make.ts';

const parse = (query: string): Query => parseQuery(query, { now: Date.parse(day(0)) }).query;
const deciderOf = (...subscriptions: readonly Subscription[]) => createDecider(subscriptions, parse);
const shown = (changes: ReturnType<typeof history>, decider: ReturnType<typeof deciderOf>) =>
  changes.map((change) => decider.decide(change).map(({ reason, version }) => `${reason}@${version}`));

describe('alerts are decided', () => {
  it('when an item begins to match, once for good, however often it comes and goes', () => {
    const decider = deciderOf(subscriptionOf('cheap', 'mdma price:<50usd', { on: ['first-seen'] }));
    const changes = history([
      observed('1', 0, { price: usd('80') }),
      observed('1', 1, { price: usd('40') }),
      observed('1', 2, { price: usd('60') }),
      observed('1', 3, { price: usd('45') }),
    ]);
    expect(shown(changes, decider)).toEqual([[], ['first-seen@0'], [], ['first-seen@0']]);
    const ids = changes.flatMap((change) => decider.decide(change)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
  });

  it('for every price step, going and coming back of an item that matches, each with its own version', () => {
    const decider = deciderOf(subscriptionOf('mdma', 'mdma'));
    const changes = history([
      observed('1', 0, { price: usd('80') }),
      observed('1', 1, { price: usd('80') }),
      observed('1', 2, { price: usd('70') }),
      observed('1', 3, null),
      observed('1', 4, { price: usd('70') }),
      observed('1', 5, { price: usd('65') }),
    ]);
    expect(shown(changes, decider)).toEqual([['first-seen@0'], [], ['price@2'], ['gone@3'], ['back@4'], ['price@5']]);
    const step = changes[2];
    expect(step && decider.decide(step)).toMatchObject([
      { at: day(2), detail: '80 USD -> 70 USD', title: 'MDMA crystal', matched: [{ text: 'mdma' }] },
    ]);
  });

  it('for an item that went although its query asks for what is on sale', () => {
    const changes = history([observed('1', 0, {}), observed('1', 1, null)]);
    expect(shown(changes, deciderOf(subscriptionOf('live', 'mdma state:on-sale', { on: ['gone'] })))).toEqual([
      [],
      ['gone@2'],
    ]);
  });

  it('only for the reasons that a subscription asks for, and never for a muted one', () => {
    const changes = history([observed('1', 0, { price: usd('80') }), observed('1', 1, { price: usd('70') })]);
    expect(shown(changes, deciderOf(subscriptionOf('a', 'mdma', { on: ['price'] })))).toEqual([[], ['price@2']]);
    expect(shown(changes, deciderOf(subscriptionOf('a', 'mdma', { muted: true })))).toEqual([[], []]);
  });

  it('for a hyphenated name as a whole, not for its first half', () => {
    const decider = deciderOf(subscriptionOf('lab', 'acme-lab'));
    const titles = ['Acme chemicals sale', 'Acme-Lab crystal', 'lab of acme'];
    const fired = titles.map(
      (title, n) => history([observed(String(n), 0, { title })]).flatMap((change) => decider.decide(change)).length,
    );
    expect(fired).toEqual([0, 1, 0]);
  });

  it('for every one of many matches on one page', () => {
    const decider = deciderOf(subscriptionOf('mdma', 'mdma', { on: ['first-seen'] }));
    const ids = Array.from({ length: 120 }, (_, n) =>
      history([observed(String(n), 0, {})]).flatMap((change) => decider.decide(change)),
    ).flat();
    expect(new Set(ids.map(({ id }) => id)).size).toBe(120);
  });

  it('for the other subscriptions when the query of one cannot be read', () => {
    const decider = deciderOf(subscriptionOf('bad', 'price:('), subscriptionOf('good', 'mdma'));
    expect(shown(history([observed('1', 0, {})]), decider)).toEqual([['first-seen@0']]);
    expect(decider.broken).toMatchObject([{ subscription: { name: 'bad' }, error: { code: 'query-syntax' } }]);
  });

  it('with the receivers of the subscription, and none for an unknown one', () => {
    const decider = deciderOf(subscriptionOf('a', 'mdma', { notify: ['desk', 'inbox'] }));
    expect(decider.receivers('s-a')).toEqual(['desk', 'inbox']);
    expect(decider.receivers('s-none')).toEqual([]);
  });
});

const token = fc.constantFrom('mdma', 'crystal', '2c', 'b', 'ketamine', 'kétamine', '晶', '420');
const keyword = fc.constantFrom<readonly [KeywordField, string]>(
  ['vendor', 'nordlicht'],
  ['vendor', 'unknown'],
  ['country', 'nl'],
  ['kind', 'listing'],
  ['market', 'bazaar'],
  ['state', 'gone'],
  ['wallet', 'x1'],
);
const leaf: fc.Arbitrary<Query> = fc.oneof(
  fc.constant<Query>({ kind: 'all' }),
  fc.record({
    kind: fc.constant('words' as const),
    field: fc.constantFrom('title' as const, 'text' as const),
    tokens: fc.array(token, { minLength: 1, maxLength: 3 }),
    last: fc.constantFrom('exact' as const, 'prefix' as const, 'fuzzy' as const),
    slop: fc.constantFrom(0, 0, 2),
  }),
  fc.tuple(keyword, fc.boolean()).map(
    ([[field, value], prefix]): Query => ({
      kind: 'keyword',
      field,
      value: prefix ? value.slice(0, 3) : value,
      prefix,
    }),
  ),
  fc.record({
    kind: fc.constant('number' as const),
    field: fc.constant('price' as const),
    range: fc.record({ lt: fc.constantFrom(30, 60) }),
  }),
);
const { query } = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      nodes: fc.array(tie('query'), { maxLength: 3 }),
    }),
    tie('query').map((node): Query => ({ kind: 'not', node })),
  ),
}));
const listing = fc.record({
  title: fc
    .array(fc.oneof(token, fc.constantFrom('mdmaa', 'crystals')), { minLength: 1, maxLength: 4 })
    .map((words) => words.join(' ')),
  description: fc.option(fc.array(token, { maxLength: 5 }).map((words) => words.join(' '))),
  vendor: fc.option(fc.constantFrom('Nordlicht', 'Other')),
  shipsFrom: fc.subarray(['NL', 'DE']),
  wallets: fc.subarray(['BTC:x1']),
  price: fc.option(fc.constantFrom(usd('20'), usd('50'), usd('90'))),
});

describe('the index of rules', () => {
  it('changes nothing but the time it takes, whatever the queries and the listings', () => {
    fc.assert(
      fc.property(
        fc.array(query, { maxLength: 30 }),
        fc.array(fc.option(listing), { minLength: 1, maxLength: 4 }),
        (queries, pages) => {
          const rules = queries.map((each, n): Rule => ({ subscription: subscriptionOf(`q${n}`, ''), query: each }));
          const decider = createRuleDecider(rules);
          for (const change of history(pages.map((page, n) => observed('1', n, page))))
            expect(decider.decide(change)).toEqual(decideNaively(rules, change));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('decides thousands of changes a second for 10,000 subscriptions', () => {
    const rules = Array.from(
      { length: 10_000 },
      (_, n): Rule => ({
        subscription: subscriptionOf(`q${n}`, ''),
        query: parse(`term${n} (mdma OR crystal) -sample`),
      }),
    );
    const decider = createRuleDecider(rules);
    const [change] = history([
      observed('1', 0, { title: 'MDMA crystal term77', description: 'pure and clean '.repeat(20) }),
    ]);
    if (!change) throw new Error('one observation makes one change');
    const began = performance.now();
    for (let n = 0; n < 1_000; n++) expect(decider.decide(change)).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
