import { type Element, isTag } from 'domhandler';
import { compileSelector } from '../document.ts';
import { isHidden, lineOf } from '../text.ts';
import type { Reading } from './rows.ts';
import { zoneOf } from './zones.ts';

const ordering =
  /^(?:add to (?:cart|basket|bag)|buy(?: it)?(?: now)?|order(?: now)?|purchase|place order|checkout|in den warenkorb|warenkorb|(?:jetzt )?kaufen|(?:jetzt )?bestellen|ajouter au panier|acheter|commander|añadir al carrito|comprar|aggiungi al carrello|acquista|ordina|in winkelwagen|bestel(?:len)?|koop|dodaj do koszyka|kup(?: teraz)?|zamów|в корзину|купить|заказать|adicionar ao carrinho|加入购物车|购买|立即购买|下单|köp(?: nu)?|lägg i varukorgen|kjøp|køb|læg i kurv|osta|lisää koriin|koupit|do košíku|kúpiť|megveszem|kosárba|satın al|sepete ekle|cumpără|adaugă în coș|купити|в кошик|شراء|اشتر الآن|أضف إلى السلة)[\s!»→.]*$/iu;

/** "Añadir a la cesta", "Zum Warenkorb hinzufügen": any words for putting something into any words for a cart. */
const putting =
  /^(?:(?:add|put|place|in den|in die|zum|zur|ajouter|mettre|añadir|agregar|meter|aggiungi|metti|toevoegen|in|dodaj|wrzuć|do|добавить|положить|в|adicionar|pôr|colocar|lägg|legg|læg|lisää|přidat|do|pridať|adaugă|додати) )(?:[\p{L}']+ ){0,3}(?:cart|basket|bag|trolley|warenkorb|korb|einkaufswagen|einkaufskorb|panier|caddie|cesta|carro|carrito|bolsa|carrello|cestino|winkelwagen(?:tje)?|winkelmand(?:je)?|mandje|koszyka|koszyk|корзину|cesto|carrinho|varukorg(?:en)?|kundvagn(?:en)?|handlekurv(?:en)?|kurv(?:en)?|ostoskoriin|koriin|košíku|košíka|coș|кошика?)(?: (?:hinzufügen|legen|toevoegen))?[\s!»→.]*$/iu;

const isOrdering = (words: string): boolean => ordering.test(words) || putting.test(words);

const buttons = compileSelector(
  'button, input[type="submit" i], a[href], input[name*="qty" i], input[name*="quantity" i]',
);
const forms = compileSelector('form');
const controls = compileSelector('input, button, select, textarea');

/** A button or link whose words order something. */
const hasButton = ({ page }: Reading, skip: (element: Element) => boolean): boolean =>
  page.select(buttons).some((element) => {
    if (skip(element)) return false;
    if (element.name === 'input' && element.attribs.type?.toLowerCase() !== 'submit') return true;
    const words = element.name === 'input' ? (element.attribs.value ?? '') : lineOf([element], { limit: 60 });
    return isOrdering(words.trim());
  });

const writing = new Set(['text', 'search', 'email', 'password', 'file', 'url', 'tel']);

/** In a menu or a part of the page that only searches. */
function isAside(form: Element): boolean {
  for (let node: Element | null = form; node; node = node.parent && isTag(node.parent) ? node.parent : null) {
    const zone = zoneOf(node);
    if (zone !== null || node.name === 'header') return true;
  }
  return false;
}

const farthest = 40;

/** A form that only asks how many or which, below the title and its price: whatever its button says, it orders. */
function hasForm(reading: Reading, skip: (element: Element) => boolean, title: number, price: number): boolean {
  const { page, lines } = reading;
  return page.select(forms).some((form) => {
    const [from, to] = lines.range(form);
    if (from <= title || from > title + farthest || to <= price || isHidden(form) || skip(form)) return false;
    const inside = page.select(controls, form).filter((control) => !isHidden(control));
    const kinds = inside.map((control) =>
      control.name === 'input' ? (control.attribs.type ?? 'text').toLowerCase() : control.name,
    );
    const asks = kinds.some((kind) => /^(?:number|radio|select)$/.test(kind));
    const sends = kinds.some((kind) => /^(?:button|submit|image)$/.test(kind));
    const writes = kinds.some((kind) => writing.has(kind) || kind === 'textarea');
    return asks && sends && !writes && !isAside(form) && !page.elements(form).some(skip);
  });
}

/** Something on the page orders what it shows. `title`, `price`: the lines where these stand. */
export const hasOrder = (
  reading: Reading,
  skip: (element: Element) => boolean,
  title: number,
  price: number | null,
): boolean => hasButton(reading, skip) || (price !== null && price > title && hasForm(reading, skip, title, price));
