import { type Element, isTag } from 'domhandler';
import { isPlain, isUtility, looksMade } from './names.ts';

/** A selector with its cost: what is likelier to survive a new layout costs less. */
export interface Costed {
  readonly source: string;
  readonly cost: number;
}

const parentOf = (element: Element): Element | null =>
  element.parent && isTag(element.parent) ? element.parent : null;

const telling = new Set(
  'h1 h2 h3 main article aside nav header footer address time dl form select pre textarea'.split(' '),
);

/** Attributes that say what an element is. */
const named = [
  'itemprop',
  'rel',
  'role',
  'name',
  'data-field',
  'data-label',
  'data-name',
  'data-role',
  'data-test',
  'data-testid',
];

function attributeTokens({ name, attribs }: Element): Costed[] {
  const tokens = named.flatMap((attr) => {
    const value = attribs[attr];
    return value && isPlain(value) && !looksMade(value) ? [{ source: `${name}[${attr}="${value}"]`, cost: 1.5 }] : [];
  });
  const carried = Object.keys(attribs).filter((attr) => /^data-[a-z-]+$/.test(attr) && !/^data-v-/.test(attr));
  return [...tokens, ...carried.slice(0, 4).map((attr) => ({ source: `${name}[${attr}]`, cost: 2.2 }))];
}

/** The literal parts of a link's address: "viewvendor.php", "/seller/", "vendor=". */
function addressTokens({ name, attribs }: Element): Costed[] {
  const href = attribs.href;
  if (name !== 'a' || !href) return [];
  const [path = '', query = ''] =
    href
      .replace(/^[a-z]+:\/\/[^/]+/i, '')
      .split('#')[0]
      ?.split('?') ?? [];
  const words = path.split('/').filter(Boolean);
  const first = words[0];
  const parts = [
    ...(/^[@~]/.test(first ?? '') ? [`/${first?.[0]}`] : []),
    ...(first && words.length > 1 && isPlain(first) && !looksMade(first) ? [`/${first}/`] : []),
    ...words.filter((word) => /^[a-z_-]+\.\w{2,4}$/i.test(word)),
    ...[...query.matchAll(/(?:^|&)([a-z_]+)=/gi)].map((match) => `${match[1]}=`),
  ];
  return parts.map((part) => ({ source: `a[href*="${part}"]`, cost: 1.4 }));
}

/** What an element can be called by itself, cheapest first. */
export function tokensOf(element: Element): readonly Costed[] {
  const { name, attribs } = element;
  const id = attribs.id ?? '';
  const classes = (attribs.class ?? '')
    .split(/\s+/)
    .filter((each) => isPlain(each) && (isUtility(each) || !looksMade(each)));
  const telltale = classes.filter((each) => !isUtility(each)).slice(0, 3);
  const tokens: Costed[] = [
    ...(isPlain(id) && !looksMade(id) ? [{ source: `#${id}`, cost: 1 }] : []),
    ...attributeTokens(element),
    ...addressTokens(element),
    ...(telltale.length > 1 ? [{ source: `${name}.${telltale.join('.')}`, cost: 1.75 }] : []),
    ...classes.map((each) => ({ source: `${name}.${each}`, cost: isUtility(each) ? 5 : 1.8 })),
    { source: name, cost: telling.has(name) ? 2 : 4.5 },
  ];
  return tokens.sort((a, b) => a.cost - b.cost);
}

/** The place of an element below `top`, step by step. */
function pathFrom(top: Element | null, element: Element): string {
  const steps: string[] = [];
  for (let node: Element | null = element; node && node !== top; node = parentOf(node)) {
    const { name } = node;
    const twins = (node.parent?.children ?? []).filter((child) => isTag(child) && child.name === name);
    steps.unshift(twins.length > 1 ? `${name}:nth-of-type(${twins.indexOf(node) + 1})` : name);
  }
  return steps.join(' > ');
}

const most = 60;

/**
 * Selectors for an element, below `scope` where one is given: by its own names, below a named ancestor, and by its place below a named
 * ancestor or the scope. They need not be unique; the first match in document order is what a rule takes.
 */
export function selectorsFor(element: Element, scope: Element | null): readonly Costed[] {
  const own = tokensOf(element);
  // On a whole page the first `td` or `span` is anything; inside a row it may be what is meant.
  const found: Costed[] = scope ? [...own] : own.filter(({ source }) => source !== element.name || telling.has(source));
  let distance = 1;
  for (let node = parentOf(element); node && node !== scope && distance < 8; node = parentOf(node), distance += 1) {
    const names = tokensOf(node).filter((token) => token.cost < 3);
    const path = pathFrom(node, element);
    const places = (path.match(/nth/g) ?? []).length;
    for (const ancestor of names.slice(0, 3)) {
      for (const token of own.slice(0, 4))
        found.push({
          source: `${ancestor.source} ${token.source}`,
          cost: token.cost + ancestor.cost * 0.4 + distance * 0.05,
        });
      found.push({ source: `${ancestor.source} > ${path}`, cost: ancestor.cost + 1.5 + places * 2 + distance * 0.6 });
    }
  }
  if (scope && scope !== element) {
    const path = pathFrom(scope, element);
    found.push({ source: path.includes(' > ') ? path : `> ${path}`, cost: 4 + 0.8 * distance });
  }
  if (!scope) {
    const path = pathFrom(null, element).replace(/^html > /, '');
    found.push({ source: path, cost: 5 + (path.match(/nth/g) ?? []).length });
  }
  const cheapest = new Map<string, number>();
  for (const { source, cost } of found) cheapest.set(source, Math.min(cost, cheapest.get(source) ?? cost));
  return [...cheapest]
    .map(([source, cost]) => ({ source, cost }))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, most);
}
