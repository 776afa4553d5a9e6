import type { Element } from 'domhandler';
import type { Line, Lines } from './lines.ts';

/** What a list of offers says when it has none. */
const nothingFound =
  /\b(?:no|0|zero) (?:(?:matching|active|more) )?(?:listings?|products?|items?|results?|offers?|lots?|goods)\b(?! ?[.,]?\d)|nothing (?:was )?found|(?:listings|products|items|results?|offers) (?:were )?not found|keine (?:angebote|produkte|artikel|ergebnisse|treffer)|nichts gefunden|aucun(?:e)? (?:annonce|produit|article|résultat|offre)|rien trouvé|(?:no hay|ning[uú]n|sin) (?:anuncios?|productos?|art[ií]culos?|resultados?|ofertas?)|no se (?:encontr|han? encontrad)|nessun(?:a|o)? ?(?:annunci?o?|prodott[oi]|articol[oi]|risultat[oi]|offert[ae])|geen (?:advertenties|producten|artikelen|resultaten|aanbiedingen)|niets gevonden|brak (?:ofert|produktów|wyników)|nic nie znaleziono|ничего не найдено|(?:товаров|предложений|объявлений|лотов) (?:нет|не найдено)|inga (?:annonser|produkter|varor|träffar|resultat)|ingen (?:annonser|produkter|treff|resultater)|žádné (?:nabídky|produkty|zboží|výsledky)|nebyly nalezeny|nincs (?:találat|termék|hirdetés)|(?:ilan|ürün|sonuç) bulunamadı|niciun (?:produs|anunț|rezultat)|ei (?:tuotteita|tuloksia|ilmoituksia)|لا (?:توجد|يوجد) (?:منتجات|نتائج|عروض|إعلانات)|нет (?:товаров|предложений|результатов|лотов)|nenhum(?:a)? (?:anúncio|produto|resultado|oferta|artigo)|(?:没有|暂无|无)(?:找到)?(?:相关)?(?:商品|结果|产品|记录)/iu;

/** A heading that tells of an empty list, where "not found" alone would tell of a page that is gone. */
export const saysEmpty = (text: string): boolean => nothingFound.test(text);

/** "0 items" counts what a cart holds as well. */
const counted = /^(?:0|zero) (?:items?|products?)$/iu;
const holding =
  /(?:^|[\s_-])(?:cart|basket|bag|minicart|header|topbar|top|user|account|warenkorb|panier|carrito|carrello|winkelwagen|koszyk)/i;
const holds = /cart|basket|bag|wallet|warenkorb|panier|carrito|cesta|carrello|winkel|koszyk|корзин|购物车/iu;

/** In a cart, a header or beside an amount: what the visitor has, not what the list has. */
function isOfVisitor(line: Line): boolean {
  if (line.moneys().length > 0 || holds.test(line.text)) return true;
  for (let node: Element | null = line.pieces[0]?.element ?? line.block; node; ) {
    if (node.name === 'header' || holding.test(`${node.attribs.class ?? ''} ${node.attribs.id ?? ''}`)) return true;
    node = node.parent && 'attribs' in node.parent ? node.parent : null;
  }
  return line.pieces.length > 0 && line.pieces.every((piece) => piece.link !== null);
}

/** A list of offers that is empty says so in a short line of its own. A bare count of nothing must stand in the page's own part. */
export const isEmptyList = (lines: Lines): boolean =>
  lines.all.some((line) => {
    if (line.zone !== 'main' || line.text.length >= 140) return false;
    const said = nothingFound.exec(line.text)?.[0];
    return said !== undefined && !(counted.test(said) && isOfVisitor(line));
  });
