import type { Element } from 'domhandler';
import { compileSelector, type Page } from './document.ts';

const sheets = compileSelector('style');
const hides = /(?:^|;)\s*(?:display:\s*none|visibility:\s*hidden)\b/i;
/** Parts that are shown when a reader asks for them, and parts that only some screens show. */
const opened =
  /tab|collaps|accordion|modal|dropdown|menu|panel|pane|content|toggle|spoiler|more|popup|overlay|mobile|desktop|phone|print|xs|sm|md|lg|nojs|no-js|noscript|js|show|open|active|hover|tooltip/i;
const longestSheet = 20_000;
const mostClasses = 200;

interface Rule {
  readonly selectors: string;
  readonly body: string;
}

/** The rules of a style sheet that hold for every screen: those inside "@media" and its like are left out. */
function rulesOf(css: string): Rule[] {
  const rules: Rule[] = [];
  let depth = 0;
  let selectors = '';
  for (const part of css.replace(/\/\*[\s\S]*?\*\//g, ' ').split(/(?<=[{}])/)) {
    const text = part.slice(0, -1);
    if (part.endsWith('{')) {
      if (depth === 0) selectors = text;
      depth += 1;
    } else if (part.endsWith('}')) {
      if (depth === 1 && !selectors.trimStart().startsWith('@')) rules.push({ selectors, body: text });
      depth = Math.max(0, depth - 1);
    }
  }
  return rules;
}

/** The classes that a style sheet hides, and that no other rule of it speaks of. */
function hiddenClasses(css: string): ReadonlySet<string> {
  const hiding = rulesOf(css).filter(({ body }) => hides.test(body));
  const names = hiding.flatMap(({ selectors }) =>
    selectors.split(',').flatMap((selector) => /^\s*(?:[a-z]+)?\.([\w-]+)\s*$/i.exec(selector)?.[1] ?? []),
  );
  const mentions = (name: string): number => css.split(new RegExp(`\\.${name}(?![\\w-])`)).length - 1;
  return new Set(
    [...new Set(names)].slice(0, mostClasses).filter((name) => !opened.test(name) && mentions(name) === 1),
  );
}

/**
 * Tells elements that the page's own style sheet hides for good, as traps for programs are: by one class that only one rule names. Parts that a click
 * or a screen shows are not among them.
 */
export function styleHidden(page: Page): (element: Element) => boolean {
  const css = page
    .select(sheets)
    .map(({ children }) => children.map((child) => ('data' in child ? child.data : '')).join(''))
    .join('\n')
    .slice(0, longestSheet);
  const classes = /none|hidden/i.test(css) ? hiddenClasses(css) : new Set<string>();
  if (classes.size === 0) return () => false;
  return ({ attribs }) => (attribs.class ?? '').split(/\s+/).some((name) => classes.has(name));
}
