import type { Element } from 'domhandler';
import { compileSelector } from '../document.ts';
import { labelKey } from '../labels.ts';
import { lineOf } from '../text.ts';
import { chosenGroup } from './groups.ts';
import type { Line } from './lines.ts';
import { kindOfLink } from './links.ts';
import type { Reading } from './rows.ts';
import type { Finding, Sheet } from './sheet.ts';
import { isGroup, namesGoods } from './titles.ts';

const marked = compileSelector(
  '[class*="crumb" i], [id*="crumb" i], [aria-label*="crumb" i], [itemtype*="BreadcrumbList" i]',
);
const strong = /\s*(?:[>»›→▸▶⟩]|-+>|::)\s*/u;
const any = /\s*(?:[>»›→▸▶⟩/\\|•·]|-+>|::)\s*/u;
const home =
  /^(?:all|all (?:listings|products|items|categories|offers)|home|home ?page|index|start|startseite|shop|store|market|marketplace|browse|catalog(?:ue)?|categories|accueil|boutique|inicio|início|tienda|loja|negozio|winkel|sklep|strona główna|главная|каталог|маркет|рынок|домой|головна|(?:alle )?(?:angebote|produkte|kategorien|anzeigen)|(?:alle )?(?:aanbod|aanbiedingen|advertenties|producten|categorieën)|(?:toutes les |tous les |les )?(?:annonces|offres|produits|catégories|articles)|(?:todos los |todas las )?(?:ofertas|anuncios|productos|categorías)|(?:tutti gli |tutte le |tutti i )?(?:offerte|annunci|prodotti|categorie)|(?:todas as |todos os )?(?:anúncios|produtos|categorias)|(?:wszystkie )?(?:oferty|ogłoszenia|produkty|kategorie)|(?:все )?(?:лоты|товары|предложения|объявления|категории)|annonser|tilbud|varor|nabídk[ay]|inzeráty|zboží|ponuky|ilanlar|ürünler|marktplatz|marktplaats|markt|marché|mercado|mercato|rynek|listings?|offers?|products?|katalog|katalóg|domů|domov|hem|hjem|etusivu|főoldal|acasă|ana sayfa|الرئيسية|首页|全部|商城|商品|分类)$/iu;
const here =
  /^(?:you are here|current (?:location|path)|location|path|navigation|browsing|sie (?:sind|befinden sich) hier|hier|pfad|vous êtes ici|estás (?:en|aquí)|usted está (?:en|aquí)|ubicación|sei qui|ti trovi (?:in|qui)|percorso|u bent hier|je bent hier|jesteś (?:tu|tutaj)|ścieżka|вы (?:здесь|находитесь)|вы тут|você está (?:em|aqui)|du är här|du er her|olet tässä|nacházíte se|jste zde|itt vagy|buradasınız|当前位置|您的位置|你的位置|您现在的位置|所在位置|位置)\s*[:：]?\s*(?=\S)/iu;

const foldedStep = (step: string): string => step.replace(/\s*[([]\s*[\d.,' ]+\s*[)\]]$/u, '').trim();

/** A step that repeats the title, whole or cut short. */
function isTitle(step: string, title: string): boolean {
  const [a, b] = [step.toLowerCase(), title.toLowerCase()];
  const cut = a.replace(/\s*(?:…|\.{2,})$/u, '');
  return a === b || (b.startsWith(cut) && (cut !== a || cut.length > 0.6 * b.length));
}

/** A label before the way that nobody knows. */
const ledBy = /^\p{L}[\p{L} ]{1,22}\s*[:：]\s*(?=\S)/u;
const documentTitle = compileSelector('title');
const between = /\s+(?:[|–—·»«>•~-]|::|:)\s+|\s*[|»«]\s*/u;

/** What a way may begin with: the front page by its name, which the document's title ends or begins with. */
function rootsOf({ page, sites, lexicon }: Reading, title: string): ReadonlySet<string> {
  const [element] = page.select(documentTitle);
  const parts = (element ? lineOf([...element.children], { limit: 300 }) : '')
    .split(between)
    .map((part) => part.trim());
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : [];
  const names = ends.filter(
    (part): part is string =>
      Boolean(part) && part !== title && !isGroup(part ?? '') && !namesGoods(part ?? '', lexicon),
  );
  return new Set([...sites, ...names.map((name) => name.toLowerCase())]);
}

/** The steps between the front page and the title; null when they are no way to a group of goods. */
function way(said: readonly string[], title: string, roots: ReadonlySet<string>): readonly string[] | null {
  const [first = '', ...more] = said;
  const steps = [first.replace(here, '').replace(ledBy, ''), ...more];
  const all = steps.map(foldedStep).filter((step) => /[\p{L}\p{N}]/u.test(step));
  const last = all.at(-1);
  const inner = (last !== undefined && isTitle(last, title) ? all.slice(0, -1) : all).filter(
    (step, at) => !(at < 2 && home.test(step)) && !(at === 0 && steps.length > 1 && roots.has(step.toLowerCase())),
  );
  const plain = inner.every((step) => step.length < 40 && !/[:：$€£]|\d{4}/.test(step));
  return inner.length > 0 && inner.length < 6 && plain ? inner : null;
}

const findingOf = (steps: readonly string[], raw: string, sure: number, element: Element): Finding<string> => ({
  value: steps.join(' > '),
  raw,
  rule: 'crumbs',
  sure,
  element,
});

/** A way that the page's own mark-up calls one. */
function markedWay(reading: Reading, title: string, roots: ReadonlySet<string>): Finding<string> | null {
  const { page, lines } = reading;
  for (const element of page.select(marked)) {
    const own = lines.within(element).filter((line) => line.text.length < 300);
    const texts =
      own.length === 1 && own[0] && !any.test(own[0].text)
        ? own[0].pieces.map((piece) => piece.text)
        : own.flatMap((line) => line.text.split(any));
    const steps = own.length < 12 ? way(texts, title, roots) : null;
    if (steps) return findingOf(steps, own.map((line) => line.text).join(' > '), 0.92, element);
  }
  return null;
}

const near = 6;

/** How sure a line is the way to the page: its links lead to groups, it ends with the title, or it begins at the front page right above it. */
function sureOf(reading: Reading, line: Line, title: string, titleAt: number): number {
  const isStrong = strong.test(line.text);
  const isSaid = here.test(line.text);
  const steps = line.text.replace(here, '').split(any).map(foldedStep).filter(Boolean);
  const kinds = line.pieces.flatMap(({ link }) => (link ? [kindOfLink(reading.page, link)] : []));
  const [first = '', last = ''] = [steps[0], steps.at(-1)];
  const begins = isSaid || home.test(first) || kinds[0] === 'home';
  const above = titleAt > line.index && titleAt - line.index <= near;
  const inTitle = isTitle(last, title);
  const goods = steps.some((step) => isGroup(step) || namesGoods(step, reading.lexicon));
  if (kinds.includes('category') && (begins || isStrong || inTitle || above)) return 0.85;
  if (!above) return 0;
  if (inTitle && steps.length > 1 && (begins || isStrong)) return 0.85;
  if (begins && (isStrong || goods)) return 0.82;
  return goods && (isStrong ? steps.length > 1 : isGroup(first) && kinds.length === 0) ? 0.75 : 0;
}

function lineWay(reading: Reading, title: string, titleAt: number, roots: ReadonlySet<string>): Finding<string> | null {
  for (const line of reading.lines.all.slice(0, 600)) {
    const said = line.text.split(isPathOnly(line) ? any : strong);
    // A mark at the front is an ornament of a menu.
    if (line.text.length > 200 || said.length < 2 || said[0] === '' || line.moneys().length > 0) continue;
    const steps = way(said, title, roots);
    const sure = steps ? sureOf(reading, line, title, titleAt) : 0;
    if (steps && sure > 0) return findingOf(steps, line.text, sure, line.block);
  }
  return null;
}

/** Where a line has marks of both kinds, only the strong ones part steps: "Pills / Tabs" is one group. */
const isPathOnly = (line: Line): boolean => !strong.test(line.text);

const within =
  /^(?:(?:posted |listed |found )?in|kategorie:?|rubrik:?) +(\p{L}[\p{L}\d &]*(?:\s*[/>»›]\s*\p{L}[\p{L}\d &]*)*)$/iu;

/** "in cannabis/hash" below the title. */
function saidWay(reading: Reading, titleAt: number): Finding<string> | null {
  for (const line of reading.lines.all.slice(titleAt + 1, titleAt + 30)) {
    const said = line.text.length < 80 && line.zone === 'main' ? within.exec(line.text)?.[1] : undefined;
    const steps = said?.split(any).map(foldedStep) ?? [];
    const linked = line.pieces.some(({ link }) => link && kindOfLink(reading.page, link) === 'category');
    if (steps.length > 0 && (linked || steps.some((step) => isGroup(step) || namesGoods(step, reading.lexicon))))
      return findingOf(steps, line.text, 0.75, line.block);
  }
  return null;
}

const kindLabels = new Set(
  [
    'type',
    'product type',
    'class',
    'product class',
    'klasse',
    'classe',
    'clase',
    'klasa',
    'класс',
    'group',
    'gruppe',
    'groupe',
    'grupo',
    'gruppo',
    'grupa',
    'группа',
    'kind',
    'art',
    'typ',
    'tipo',
    'tipo de producto',
    'soort',
    'тип',
    'вид',
    'type de produit',
    'rodzaj',
    '类型',
  ].map(labelKey),
);

/** "Type: Ecstasy": a label that may mean many things, with a value that is a group of goods. */
function saidKind(reading: Reading, sheet: Sheet): Finding<string> | null {
  for (const pair of sheet.pairs) {
    const { value } = pair;
    if (!kindLabels.has(labelKey(pair.label)) || value.length > 30 || /\d/.test(value)) continue;
    if (/^(?:physical|digital|escrow|fe)\b/iu.test(value)) continue;
    if (isGroup(value) || namesGoods(value, reading.lexicon))
      return { value, raw: value, rule: `label ${pair.how}`, sure: 0.75, element: pair.element };
  }
  return null;
}

/** The group of goods that a listing's page puts it in, by the way to the page, as "Drugs > Cannabis". */
export function crumbs(reading: Reading, sheet: Sheet, title: string, titleAt: number): Finding<string> | null {
  if (title === '') return null;
  const roots = rootsOf(reading, title);
  return (
    markedWay(reading, title, roots) ??
    lineWay(reading, title, titleAt, roots) ??
    saidWay(reading, titleAt) ??
    saidKind(reading, sheet) ??
    chosenGroup(reading.page)
  );
}
