import { type Element, isTag } from 'domhandler';
import type { Page } from '../document.ts';
import { lineOf } from '../text.ts';

/** Words for what sending costs. */
export const postage =
  /shipping|postage|delivery|express|tracked|priority|courier|versand|porto|livraison|envío|spedizione|verzend|wysyłk|доставк|frete|运费|邮费|\bfee\b/iu;

export const rowsOf = (table: Element): Element[] =>
  table.children
    .filter(isTag)
    .flatMap((child) =>
      child.name === 'tr' ? [child] : /^t(?:head|body|foot)$/.test(child.name) ? child.children.filter(isTag) : [],
    );
export const textsOf = (row: Element): string[] =>
  row.children.filter(isTag).map((cell) => lineOf([cell], { current: true, limit: 120 }));

/** Ways to send goods take days; goods do not. */
const duration =
  /^(?:(?:estimated |delivery |shipping )?(?:days?|time|duration|eta)|(?:liefer)?(?:zeit|dauer)|tage|jours|délai|durée|días|plazo|giorni|tempi|dagen|levertijd|dni|czas|дн(?:и|ей)|срок|prazo|dias|dagar|leveranstid|dny|天数|时效)$/iu;

/** The heading right before a table: a few words without a number. */
function textBefore(table: Element): string {
  let node = table.previousSibling;
  while (node && !isTag(node)) node = node.previousSibling;
  const text = node ? lineOf([node], { limit: 80 }) : '';
  return /^\P{N}{1,28}$/u.test(text) && text.split(' ').length < 4 ? text : '';
}

/** The tables of ways to send goods, and all that is in them: amounts there are no prices of goods. */
export function postageTables(page: Page): ReadonlySet<Element> {
  const tables = page.elements().filter((element) => {
    // A table with others in it lays out the page.
    if (element.name !== 'table' || page.elements(element).some((each) => each !== element && each.name === 'table'))
      return false;
    const [head] = rowsOf(element);
    return (head && textsOf(head).some((text) => duration.test(text))) || postage.test(textBefore(element));
  });
  return new Set(tables.flatMap((table) => [table, ...page.elements(table)]));
}
