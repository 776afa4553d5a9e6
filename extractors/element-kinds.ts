const list = (names: string): readonly string[] => names.split(' ');
const set = (names: string): ReadonlySet<string> => new Set(list(names));

/** What HTML says of an element by its name. */
export interface ElementKind {
  readonly name: string;
  /** It never holds anything. */
  readonly isVoid: boolean;
  /** It holds a program or a style. */
  readonly isCode: boolean;
  /** It sets text off inside a line. Old pages leave such elements open at the end of a cell. */
  readonly isFormatting: boolean;
  /** true: inside of it "<x/>" closes itself; false: inside of it no longer; null: as before. */
  readonly foreign: boolean | null;
  /** Innermost elements that its start ends. */
  readonly implied: ReadonlySet<string> | null;
  /** For a cell, row or item: what it ends when only formatting is open in between. */
  readonly over: ReadonlySet<string> | null;
}

const voids = set(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr',
);
const codes = set('script style');
const formatting = set('a b i u s em strong font span small big tt code sub sup ins mark');
const foreign = set('math svg');
const integration = set('mi mo mn ms mtext annotation-xml foreignobject desc title');
const ordinary = list('html head div center abbr label img caption colgroup time cite q del strike noscript iframe');

const [paragraph, control] = [set('p'), set('input option optgroup select button datalist textarea')];
const [cells, descriptions] = [set('td th'), set('dd dt')];
const impliedBy = (starts: string, ends: ReadonlySet<string>) => list(starts).map((name) => [name, ends] as const);
const implied: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...impliedBy('p h1 h2 h3 h4 h5 h6 address article aside blockquote details div dl fieldset figcaption', paragraph),
  ...impliedBy('figure footer form header hr main nav ol pre section table ul', paragraph),
  ...impliedBy('select input output button datalist textarea', control),
  ...impliedBy('dd dt', descriptions),
  ...impliedBy('rt rp', set('rt rp')),
  ...impliedBy('tbody tfoot', set('thead tbody')),
  ['tr', set('tr th td')],
  ['th', set('th')],
  ['td', set('thead th td')],
  ['body', set('head link script')],
  ['li', set('li')],
  ['option', set('option')],
  ['optgroup', set('optgroup option')],
]);
const over: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['td', cells],
  ['th', cells],
  ['tr', set('td th tr')],
  ['li', set('li')],
  ['dt', descriptions],
  ['dd', descriptions],
]);

const describe = (name: string): ElementKind => ({
  name,
  isVoid: voids.has(name),
  isCode: codes.has(name),
  isFormatting: formatting.has(name),
  foreign: foreign.has(name) ? true : integration.has(name) ? false : null,
  implied: implied.get(name) ?? null,
  over: over.get(name) ?? null,
});

const special = [voids, codes, formatting, foreign, integration, implied.keys(), over.keys(), ordinary];
const kinds: ReadonlyMap<string, ElementKind> = new Map(
  special.flatMap((names) => [...names]).map((name) => [name, describe(name)]),
);

/** The kind of an element by its name as it is written. */
export function kindOf(written: string): ElementKind {
  const known = kinds.get(written);
  if (known) return known;
  const name = written.toLowerCase();
  return kinds.get(name) ?? describe(name);
}
