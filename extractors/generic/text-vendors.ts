import type { Page } from '../document.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { fieldsOfLabel } from './labels.ts';
import type { Line } from './lines.ts';
import type { Finding, Sheet } from './sheet.ts';
import { isGroup, namesGoods } from './titles.ts';
import { handleIn, labelledVendor, linkedVendor } from './vendors.ts';

const counted =
  /^(@?[\p{L}\p{N}_.-]{3,24})\s*(?:[([]\s*(?:lvl|level|[\d.,]+\s?(?:k|%|\+|\/5)?)[^()[\]]{0,24}[)\]]|\|\s*[\d.,]+%?|[-–]\s*(?:level|lvl)\s*\d+|\s(?:l|lv|lvl|level|rank|tl|stufe|nivel|niveau|livello|poziom)\.?\s?\d{1,2}(?![\p{L}\d%])|\d+(?:[.,]\d+)?\s?%|★)/iu;

/** Words that shares and levels stand beside and that are no handles. */
const measured =
  /^(?:purity|pure|quality|potency|strength|thc|cbd|feedback|positive|negative|rating|ratings|score|discount|off|save|sale|success|completed?|disputes?|trust|level|rank|reinheit|qualität|rabatt|bewertung(?:en)?|zufrieden\p{L}*|pureté|qualité|remise|avis|pureza|calidad|descuento|purezza|qualità|sconto|zuiverheid|korting|kwaliteit|czystość|rabat|jakość|чистота|качество|скидка|отзывы|рейтинг|renhet|čistota|kvalita|纯度|好评率?)$/iu;

const isHandle = (text: string, lexicon: Lexicon): boolean =>
  handleIn(text) === text &&
  fieldsOfLabel(text).length === 0 &&
  !isGroup(text) &&
  !measured.test(text) &&
  !/^\d+$/.test(text) &&
  !namesGoods(text, lexicon);

/** A handle that only its counts betray: "name (510)", "name [Level 3]", "name L7", "name 98%". */
function countedVendor(lines: readonly Line[], title: string, lexicon: Lexicon): Finding<string> | null {
  for (const line of lines) {
    if (line.text.length > 80 || title.startsWith(line.text.slice(0, 20))) continue;
    const handle = counted.exec(line.pieces.map((piece) => piece.text).join(' '))?.[1];
    if (handle && isHandle(handle, lexicon))
      return { value: handle, raw: line.text, rule: 'counts', sure: 0.7, element: line.block };
  }
  return null;
}

const vendorClass =
  /(?:^|[\s_-])(?:vendor|seller|merchant|dealer|verkaeufer|haendler|vendeur|vendedor|venditore|verkoper|sprzedawca)(?:[\s_-]*(?:name|user(?:name)?|nick(?:name)?|handle))?(?:$|\s)/i;

/** A text whose own element is called a vendor's name, as shops do that print a brand without a link. */
function markedVendor(lines: readonly Line[], title: string, lexicon: Lexicon): Finding<string> | null {
  for (const line of lines) {
    const alone = line.pieces.length === 1;
    for (const { element, text } of line.pieces) {
      const classes = `${element.attribs.class ?? ''} ${alone ? (line.block.attribs.class ?? '') : ''}`;
      const handle = vendorClass.test(classes) && text !== title ? handleIn(text) : null;
      if (handle && handle.length > 1 && !isGroup(handle) && !measured.test(handle) && !namesGoods(handle, lexicon))
        return { value: handle, raw: text, rule: 'marked vendor', sure: 0.8, element };
    }
  }
  return null;
}

/** The lines in which each kind of sign is looked for: the surer it is, the further away it may stand. */
export interface VendorLines {
  readonly linked: readonly Line[];
  readonly marked: readonly Line[];
  readonly counted: readonly Line[];
}

/** Who sells the record of that title: what a label says, else a link to a vendor's page, a class, or counts beside a name. */
export const vendorNear = (
  { page, lexicon }: { readonly page: Page; readonly lexicon: Lexicon },
  sheet: Sheet,
  { linked, marked, counted: beside }: VendorLines,
  title: string,
): Finding<string> | null =>
  labelledVendor(sheet) ??
  linkedVendor(page, linked, title) ??
  markedVendor(marked, title, lexicon) ??
  countedVendor(beside, title, lexicon);
