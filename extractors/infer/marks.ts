import { type Element, isTag } from 'domhandler';
import { compileSelector, type Page } from '../document.ts';
import { isHidden, lineOf } from '../text.ts';
import type { Sample } from './sample.ts';
import { selectorsFor, tokensOf } from './selectors.ts';

/** A test of a page as a profile writes it. */
export interface PageTest {
  readonly select?: string;
  readonly text?: string;
}

const has = (page: Page, source: string): boolean => page.select(compileSelector(source)).length > 0;

/** Words of menus that stand on every site. */
const anywhere =
  /^(?:home|start|startseite|accueil|inicio|log ?in|log ?out|sign (?:in|up|out)|register|search|menu|help|faq|support|market|shop|store|profile|account|orders|messages?|cart|wallet|settings|forum|welcome.*|browse|categories|vendors?|listings?|products?|contact|rules|news|next|previous|back|\W*|[\d.,\s%€$£]*)$/iu;
const naming = /logo|brand|site|title|top|head|banner/i;

const titleElement = compileSelector('title');
const inTitle = (page: Page, text: string): boolean =>
  lineOf(page.select(titleElement)[0]?.children ?? [])
    .toLowerCase()
    .includes(text.toLowerCase());

interface Name {
  readonly element: Element;
  readonly text: string;
  readonly score: number;
}

/** Short texts near the top of a page that may be the site's name. */
function namesOn(page: Page): Name[] {
  const found = page
    .elements()
    .slice(0, 120)
    .flatMap((element, place) => {
      if (
        element.name === 'title' ||
        element.name === 'option' ||
        isHidden(element) ||
        element.children.some(
          (child) => isTag(child) && lineOf([child]) !== '' && lineOf([child]) !== lineOf([element]),
        )
      )
        return [];
      const text = lineOf([element], { limit: 60 });
      if (text.length < 3 || text.length > 40 || anywhere.test(text) || !/\p{L}{2}/u.test(text)) return [];
      const around = [element, element.parent, element.parent?.parent].flatMap((node) =>
        node && isTag(node) ? [`${node.attribs.id ?? ''} ${node.attribs.class ?? ''}`] : [],
      );
      const score =
        (inTitle(page, text) ? 4 : 0) +
        (around.some((words) => naming.test(words)) ? 2 : 0) +
        (/^h[12]$/.test(element.name) ? 1 : 0) -
        place / 100;
      return [{ element, text, score }];
    });
  return found.sort((a, b) => b.score - a.score);
}

/** Parts of names that pages of any site have. */
const ordinary =
  /^(?:header|footer|content|main|nav|navbar|menu|sidebar|search|logo|title|page|wrapper|container|row|col|form|table|list|item|price|product|listing|card|btn|button|link|text|body|top|left|right|home|user|alert|message|form-control|clearfix|active)$/i;

/** Ids and classes that every page bears and few other sites would. */
function peculiar(samples: readonly Sample[]): string[] {
  const [first] = samples;
  if (!first) return [];
  const seen = new Map<string, number>();
  for (const element of first.page.elements().slice(0, 600))
    for (const { source, cost } of tokensOf(element)) if (cost < 2 && /[#.]/.test(source)) seen.set(source, cost);
  return [...seen]
    .filter(
      ([source]) =>
        !source
          .split(/[#.]/)
          .slice(1)
          .every((name) => ordinary.test(name)),
    )
    .filter(([source]) => samples.every(({ page }) => has(page, source)))
    .sort(([a, x], [b, y]) => b.length - a.length || x - y)
    .slice(0, 3)
    .map(([source]) => source);
}

/** Tests that tell the site's pages from those of others: its name where it stands on every page, else names in its mark-up. `sure` false: a person should look. */
export function draftMarker(samples: readonly Sample[]): {
  readonly tests: readonly PageTest[];
  readonly name: string | null;
  readonly sure: boolean;
} {
  const [first] = samples;
  const pages = samples.map((sample) => sample.page);
  for (const { element, text, score } of first ? namesOn(first.page) : []) {
    if (score < 2 || !pages.every((page) => page.html.includes(text))) continue;
    const [select] = selectorsFor(element, null).filter(({ source }) =>
      pages.every((page) => page.select(compileSelector(source)).some((each) => lineOf([each]) === text)),
    );
    if (select) return { tests: [{ select: select.source, text }], name: text, sure: score >= 4 };
  }
  const marks = peculiar(samples);
  return {
    tests: [{ select: marks.length > 0 ? `html${marks.map((mark) => `:has(${mark})`).join('')}` : 'html' }],
    name: null,
    sure: false,
  };
}

/** A selector that every page of a kind has and none of the others; `near` are places whose own selectors are tried first. */
export function draftWhen(
  pages: readonly Page[],
  others: readonly Page[],
  near: readonly Element[],
): { readonly select: string; readonly sure: boolean } | null {
  const [first] = pages;
  if (!first) return null;
  const close = near.flatMap((element) => selectorsFor(element, null).slice(0, 30));
  const far = first
    .elements()
    .slice(0, 800)
    .flatMap((element) => tokensOf(element).filter(({ cost }) => cost < 2.6));
  const fits = ({ source }: { readonly source: string }): boolean =>
    pages.every((page) => has(page, source)) && !others.some((page) => has(page, source));
  // A bare tag sets apart the saved pages, but hardly every other page of the site.
  const isTelling = ({ source }: { readonly source: string }): boolean => /[#.[]|[ >]/.test(source);
  const nearby = close.filter((each) => each.cost < 6);
  const rest = far.toSorted((a, b) => a.cost - b.cost);
  const found = [...nearby, ...rest].find((each) => isTelling(each) && fits(each)) ?? [...nearby, ...rest].find(fits);
  return found ? { select: found.source, sure: others.length > 0 } : null;
}

const nextWords =
  /^(?:next(?: page)?|older|more|weiter|nächste(?: seite)?|suivant(?:e)?|volgende|siguiente|avanti|successiva|następna|dalej|далее|следующая|próxim[ao]|下一页)?\s*[»›→>]*$/iu;

/** The selector of links to the next page of a list, or null. */
export function draftNext(pages: readonly Page[]): string | null {
  const anchors = compileSelector('a[href]');
  const nexts = pages.flatMap((page) =>
    page
      .select(anchors)
      .filter(
        (anchor) => anchor.attribs.rel === 'next' || (lineOf([anchor]) !== '' && nextWords.test(lineOf([anchor]))),
      ),
  );
  if (nexts.length === 0) return null;
  if (nexts.every((anchor) => anchor.attribs.rel === 'next')) return 'a[rel="next"]';
  const met = (source: string) => pages.flatMap((page) => page.select(compileSelector(source)));
  const [first] = nexts;
  const fitting = first
    ? selectorsFor(first, null).find(
        ({ source, cost }) =>
          cost < 3 && met(source).length > 0 && met(source).every((anchor) => nexts.includes(anchor)),
      )
    : undefined;
  return fitting?.source ?? null;
}
