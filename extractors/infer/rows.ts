import { type Element, isTag } from 'domhandler';
import type { Draft } from '../../model/observation.ts';
import { compileSelector } from '../document.ts';
import { elementAt, type Sample } from './sample.ts';
import { type Costed, selectorsFor, tokensOf } from './selectors.ts';

/** One record of a list with its element. */
export interface FoundRow {
  readonly sample: Sample;
  readonly draft: Draft;
  readonly element: Element;
  readonly title: Element;
}

function ancestors(element: Element): Element[] {
  const found: Element[] = [];
  for (let node: Element | null = element; node; node = node.parent && isTag(node.parent) ? node.parent : null)
    found.push(node);
  return found;
}

/** The records of a page's list: for each, the largest element that holds its title and no other's. */
export function rowsOn(sample: Sample): readonly FoundRow[] {
  const titled = sample.extraction.drafts.flatMap((draft) => {
    const title =
      draft.view === 'row' && draft.kind === 'listing'
        ? elementAt(sample.page, draft.provenance.title?.at ?? '')
        : null;
    return title ? [{ draft, title }] : [];
  });
  if (titled.length < 2) return [];
  const count = new Map<Element, number>();
  for (const { title } of titled) for (const node of ancestors(title)) count.set(node, (count.get(node) ?? 0) + 1);
  return titled.flatMap(({ draft, title }) => {
    const element = ancestors(title).findLast((node) => count.get(node) === 1);
    return element ? [{ sample, draft, element, title }] : [];
  });
}

/** What most of the rows can be called by, without what names one of them only. */
function commonTokens(rows: readonly FoundRow[]): Costed[] {
  const counts = new Map<string, { readonly token: Costed; readonly count: number }>();
  for (const { element } of rows)
    for (const token of tokensOf(element))
      counts.set(token.source, { token, count: (counts.get(token.source)?.count ?? 0) + 1 });
  return [...counts.values()].filter(({ count }) => count >= 0.9 * rows.length).map(({ token }) => token);
}

function candidates(rows: readonly FoundRow[]): Costed[] {
  const [first] = rows;
  if (!first) return [];
  const own = commonTokens(rows);
  const around: Costed[] = [];
  for (const node of ancestors(first.element).slice(1, 6))
    around.push(...tokensOf(node).filter((token) => token.cost < 2.6));
  const direct = first.element.parent && isTag(first.element.parent) ? tokensOf(first.element.parent) : [];
  const plain = own.flatMap((token) => [
    token,
    ...around
      .slice(0, 8)
      .map((outer) => ({ source: `${outer.source} ${token.source}`, cost: token.cost + 0.4 * outer.cost })),
    ...direct
      .filter((outer) => outer.cost < 2.6)
      .map((outer) => ({ source: `${outer.source} > ${token.source}`, cost: token.cost + 0.5 * outer.cost })),
  ]);
  const inner =
    first.title === first.element
      ? []
      : selectorsFor(first.title, first.element)
          .filter(({ source }) => !source.startsWith('>'))
          .slice(0, 6);
  const having = plain.slice(0, 12).flatMap((outer) =>
    inner.map((token) => ({
      source: `${outer.source}:has(${token.source})`,
      cost: outer.cost + 0.4 * token.cost + 1,
    })),
  );
  return [...plain, ...having];
}

/** A selector for the rows, and the elements that it meets without being rows of the generic reader. */
export interface RowSelector {
  readonly select: string;
  readonly others: readonly { readonly sample: Sample; readonly element: Element }[];
  readonly recall: number;
}

function tryOut(source: string, samples: readonly Sample[], rows: ReadonlySet<Element>): RowSelector {
  const selector = compileSelector(source);
  const met = samples.flatMap((sample) => sample.page.select(selector).map((element) => ({ sample, element })));
  const others = met.filter(({ element }) => !rows.has(element));
  return { select: source, others, recall: (met.length - others.length) / rows.size };
}

/** The selector that meets most rows and least else; null when the rows have nothing in common. */
export function draftRowSelector(samples: readonly Sample[], rows: readonly FoundRow[]): RowSelector | null {
  const elements = new Set(rows.map((row) => row.element));
  const tried = candidates(rows).map(({ source, cost }) => ({ cost, ...tryOut(source, samples, elements) }));
  const worth = ({ recall, others }: RowSelector) => recall - (0.5 * others.length) / rows.length;
  const [best] = tried.filter(({ recall }) => recall >= 0.8).sort((a, b) => worth(b) - worth(a) || a.cost - b.cost);
  return best ?? null;
}

/** The selector, below a row, of the link to the record. */
export function draftLink(rows: readonly FoundRow[]): string | null {
  const linked = rows.filter(({ draft }) => draft.url !== null).slice(0, 40);
  const own = linked.flatMap(({ sample, draft, element }) => {
    const anchor = sample.page
      .elements(element)
      .find((each) => each.name === 'a' && sample.page.absolute(each.attribs.href) === draft.url);
    return anchor && anchor !== element ? selectorsFor(anchor, element).slice(0, 25) : [];
  });
  const hits = (source: string): number => {
    const selector = compileSelector(source);
    return linked.filter(
      ({ sample, draft, element }) =>
        sample.page.absolute(sample.page.select(selector, element)[0]?.attribs.href) === draft.url,
    ).length;
  };
  const cheapest = new Map(own.map(({ source, cost }) => [source, cost]));
  const [best] = [...cheapest]
    .map(([source, cost]) => ({ source, cost, hits: hits(source) }))
    .sort((a, b) => b.hits - a.hits || a.cost - b.cost);
  return best && best.hits >= 0.8 * linked.length ? best.source : null;
}
