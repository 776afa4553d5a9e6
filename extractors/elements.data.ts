/** What HTML says of an element by its name. */
export interface ElementKind {
  /** It never holds anything. */
  readonly isVoid: boolean;
  /** Its content is text up to its own end tag. */
  readonly isRaw: boolean;
  /** true: inside of it "<x/>" closes itself; false: inside of it no longer; null: as before. */
  readonly foreign: boolean | null;
  /** Open elements that its start tag ends. */
  readonly ends: ReadonlySet<string> | null;
}

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

const voidElements = set(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr',
);

const rawElements = set('script style title textarea xmp');

const foreignElements = set('math svg');
const integrationElements = set('mi mo mn ms mtext annotation-xml foreignobject desc title');

const paragraphEnders =
  'p h1 h2 h3 h4 h5 h6 address article aside blockquote details div dl fieldset figcaption figure footer form header hr main nav ol pre section table ul';
const formControls = set('input option optgroup select button datalist textarea');

const impliedEnds: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...paragraphEnders.split(' ').map((name) => [name, set('p')] as const),
  ...'select input output button datalist textarea'.split(' ').map((name) => [name, formControls] as const),
  ['tr', set('tr th td')],
  ['th', set('th')],
  ['td', set('thead th td')],
  ['body', set('head link script')],
  ['li', set('li')],
  ['option', set('option')],
  ['optgroup', set('optgroup option')],
  ['dd', set('dd dt')],
  ['dt', set('dd dt')],
  ['rt', set('rt rp')],
  ['rp', set('rt rp')],
  ['tbody', set('thead tbody')],
  ['tfoot', set('thead tbody')],
]);

const kindOf = (name: string): ElementKind => ({
  isVoid: voidElements.has(name),
  isRaw: rawElements.has(name),
  foreign: foreignElements.has(name) ? true : integrationElements.has(name) ? false : null,
  ends: impliedEnds.get(name) ?? null,
});

const special = [voidElements, rawElements, foreignElements, integrationElements, new Set(impliedEnds.keys())];

/** Every element that differs from an ordinary one. */
export const elementKinds: ReadonlyMap<string, ElementKind> = new Map(
  special.flatMap((names) => [...names]).map((name) => [name, kindOf(name)]),
);
export const ordinary: ElementKind = { isVoid: false, isRaw: false, foreign: null, ends: null };
