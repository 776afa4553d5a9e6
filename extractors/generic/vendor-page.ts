import type { Element } from 'domhandler';
import type { Draft } from '../../model/observation.ts';
import { emptyVendor, type Vendor } from '../../model/vendor.ts';
import { compileSelector } from '../document.ts';
import { hasPgpBlock, parsePgp } from '../fields/pgp.ts';
import { parsers } from '../sites/parsers.ts';
import { closeDraft } from '../sites/read.ts';
import { lineOf, textOf } from '../text.ts';
import { outOfFiveAlone, stated } from './counts.ts';
import { handleInLine, toldHandle } from './headed.ts';
import type { Line } from './lines.ts';
import { addressSays, kindOfLink, wordsOfLinks } from './links.ts';
import type { Pair } from './pair.ts';
import { pairsIn } from './pairs.ts';
import { routeOf } from './places.ts';
import type { Reading } from './rows.ts';
import { countOf, type Finding, keep, labelled, pairsFor, provenanceOf, type Sheet, sheetOf } from './sheet.ts';
import { ownTitle } from './site-name.ts';
import { standingBelow, standingsIn } from './standing.ts';
import { weightOf } from './units.ts';
import { handleIn } from './vendors.ts';

const documentTitle = compileSelector('title');
const anchors = compileSelector('a[href]');

interface Candidate {
  readonly found: Finding<string>;
  readonly score: number;
  readonly line: number;
  /** How much of what only members have stands below it. */
  readonly standing: number;
  readonly feedback: boolean;
  /** Words say that it is a handle. */
  readonly told: boolean;
}

/** Old pages have letters of other sizes where others have headings. */
const isLarge = ({ name, attribs }: Element): boolean => name === 'font' && /^\+\d|^[4-7]$/.test(attribs.size ?? '');

const titled = /(?:^|[\s_-])(?:title|name|heading)(?:$|[\s_-])/i;

/** Lines that head a part of the page and can name a member. */
const headsOf = (lines: readonly Line[]): Line[] =>
  lines.filter(
    (line) =>
      line.text.length < 80 &&
      (weightOf(line.pieces[0]?.element ?? line.block) > 0 ||
        isLarge(line.pieces[0]?.element ?? line.block) ||
        titled.test(line.block.attribs.class ?? '')) &&
      handleInLine(line),
  );

/** A page that tells of many members, or of members under several names, is about none of them. */
function tellsOfMany(sheet: Sheet, heads: readonly Line[]): boolean {
  const members = new Set(sheet.pairs.filter((pair) => pair.fields[0] === 'joined').map((pair) => pair.line));
  const seen = new Set(sheet.pairs.filter((pair) => pair.fields[0] === 'lastActive').map((pair) => pair.line));
  const names = [...members].map((at) => heads.findLast((line) => line.index < at)?.text);
  return members.size > 2 || seen.size > 2 || new Set(names).size > 1;
}

/** Below headings, the nearest one that can name a member: how much of a member's standing follows. */
function standingsOf(sheet: Sheet, heads: readonly Line[]): ReadonlyMap<number, number> {
  const found = heads.map((line) => [line.index, standingBelow(sheet.pairs, line.index)] as const);
  const nearest = found.findLast(([, standing]) => standing > 0);
  return new Map(nearest ? [nearest] : []);
}

/** How much else on the page speaks for a handle: its address, links that spell it, the document's title. */
function support(reading: Reading, spelt: ReadonlyMap<string, number>, handle: string): number {
  const { page } = reading;
  const low = handle.toLowerCase();
  const links = spelt.get(low.replace(/^@/, '')) ?? 0;
  const [title] = page.select(documentTitle);
  const whole = title ? lineOf([...title.children]).toLowerCase() : '';
  const calls = ownTitle(page, reading.sites).parts.some((part) => toldHandle(part)?.toLowerCase() === low);
  const titled =
    (whole.startsWith(low) || whole.endsWith(low) ? 0.5 : whole.includes(low) ? 0.25 : 0) + (calls ? 0.3 : 0);
  return addressSays(page, handle) * 0.6 + (links > 0 ? 0.5 : 0) + (links > 2 ? 0.2 : 0) + titled;
}

/** A line that is only a link is one of many ways to somewhere; headings may be links to the page itself. */
const isLinked = (line: Line): boolean =>
  line.pieces.every((piece) => piece.link !== null) && weightOf(line.pieces[0]?.element ?? line.block) === 0;

const nameLabel = /^(?:name|nom|nombre|nome|naam|nazwa|имя|名称|namn|navn|jméno|meno)\s*[:：]?$/iu;

/** "Name" labels a member where it is said since when or when someone was last seen. */
const namesIn = (sheet: Sheet): Pair[] =>
  sheet.pairs.some((pair) => pair.fields[0] === 'joined' || pair.fields[0] === 'lastActive')
    ? sheet.pairs.filter((pair) => nameLabel.test(pair.label))
    : [];

function candidates(reading: Reading, sheet: Sheet, lines: readonly Line[]): Candidate[] {
  const spelt = wordsOfLinks(reading.page, reading.page.select(anchors));
  const found: Candidate[] = [];
  // Every link of the page speaks for or against a handle, and a page may print the same one a thousand times.
  const supports = new Map<string, number>();
  const heads = headsOf(lines);
  const standings = tellsOfMany(sheet, heads) ? null : standingsOf(sheet, heads);
  const add = (finding: Finding<string>, score: number, at: Omit<Candidate, 'found' | 'score'>) => {
    const speaks = supports.get(finding.value) ?? support(reading, spelt, finding.value);
    supports.set(finding.value, speaks);
    found.push({ found: finding, score: score + speaks, ...at });
  };
  for (const pair of [...pairsFor(sheet, 'handle'), ...namesIn(sheet)]) {
    const handle = handleIn(pair.link ? lineOf([pair.link]) : pair.value) ?? handleIn(pair.value);
    if (handle)
      add(
        { value: handle, raw: pair.value, rule: `label ${pair.how}`, sure: 0.95, element: pair.element },
        pair.how === 'phrase' ? 0.2 : 1,
        { line: pair.line, standing: 0, feedback: false, told: false },
      );
  }
  for (const line of lines) {
    const weight = weightOf(line.pieces[0]?.element ?? line.block);
    const logo = line.pieces.every((piece) => piece.link && kindOfLink(reading.page, piece.link) === 'home');
    const marked = /(?:^|[\s_-])(?:vendor|seller|user|handle|name|nick|profile)(?:name)?(?:$|[\s_-])/i.test(
      line.block.attribs.class ?? '',
    );
    if (logo || line.text.length > 120 || isLinked(line)) continue;
    const named = handleInLine(line);
    if (!named || (!named.told && (!standings || reading.sites.has(named.handle.toLowerCase())))) continue;
    const standing = standings?.get(line.index) ?? 0;
    add(
      { value: named.handle, raw: line.text, rule: 'heading', sure: named.told ? 0.93 : 0.88, element: line.block },
      (named.told && (!named.loose || weight > 0 || marked)
        ? 1.1
        : named.told
          ? 0.3
          : weight > 0 || marked
            ? 0.4
            : 0.05) +
        (weight > 0 && weight < 7 ? 0.2 : 0) +
        (standing > 0 ? 0.1 + 0.2 * standing : 0),
      { line: line.index, standing, feedback: named.feedback, told: named.told },
    );
  }
  return found.sort((a, b) => b.score - a.score);
}

const feedback =
  /\b(?:positive|negative|neutral)\b.*|\bfeedback\b|\breviews?\b|bewertungen|évaluations|valoraciones|recensioni|beoordelingen|opinie|отзывы|avaliações|评价/iu;
const level = /\b(?:vendor|trust|seller)?\s?(?:level|lvl|rank)\s*\d|\btrust(?:ed)? vendor|verified vendor/iu;
const writes =
  /^(?:send (?:a )?message|message|contact(?: vendor| seller)?|write (?:a )?message|pm|add to favou?rites?|block(?: vendor| user)?|report(?: vendor| user)?|follow|view store|nachricht(?: schreiben| senden)?|kontakt|contacter|envoyer un message|enviar mensaje|contatta|bericht sturen|napisz wiadomość|написать|сообщение|enviar mensagem|发送消息|联系)/iu;

function signsOf(reading: Reading, sheet: Sheet, lines: readonly Line[], handle: string): number {
  const pgp = hasPgpBlock(reading.page.html);
  const has = (field: 'joined' | 'lastActive' | 'sold' | 'rating') =>
    pairsFor(sheet, field).some((pair) => pair.fields[0] === field);
  const some = (pattern: RegExp) => lines.some((line) => line.text.length < 120 && pattern.test(line.text));
  const score =
    (has('joined') ? 1 : 0) +
    (has('lastActive') ? 1 : 0) +
    (has('sold') || stated(lines, 'sold') ? 0.5 : 0) +
    (has('rating') || some(/\d ?\/ ?5\b|★/u) ? 0.5 : 0) +
    (pgp ? 1 : 0) +
    (some(feedback) ? 0.5 : 0) +
    (some(level) ? 0.5 : 0) +
    (some(writes) ? 0.5 : 0);
  return score + (addressSays(reading.page, handle) === 2 ? 1 : 0);
}

const blocks = compileSelector('pre, textarea, code, div, p, td');

/** The text of the smallest element with a whole key. */
function keyText(reading: Reading): { readonly text: string; readonly element: Element } | null {
  if (!hasPgpBlock(reading.page.html)) return null;
  const [element] = reading.page
    .select(blocks)
    .filter((each) => hasPgpBlock(textOf([each], { limit: 30_000 })))
    .reverse();
  return element ? { text: textOf([element], { limit: 30_000 }), element } : null;
}

/** The vendor that a page is about, with how many signs of a vendor's page it bears. */
export interface Profile {
  readonly draft: Draft;
  readonly handle: string;
  readonly signs: number;
  readonly sure: number;
  /** Where the handle stands. */
  readonly line: number;
  /** The document's title has the handle. */
  readonly titled: boolean;
  /** The page shows what others say of the vendor; what it lists is sold. */
  readonly feedback: boolean;
}

function vendorOf(reading: Reading, sheet: Sheet, lines: readonly Line[], handle: Finding<string>): Vendor {
  const key = keyText(reading);
  const keys = key ? parsePgp(key.text) : [];
  const [first] = keys;
  const pgp: Finding<string[]> | null =
    key && first
      ? { value: keys.map((each) => each.value), raw: first.raw, rule: 'pgp', sure: 0.98, element: key.element }
      : null;
  const about = lines.filter(
    (line) =>
      line.zone === 'main' &&
      line.text.length > 80 &&
      !hasPgpBlock(line.text) &&
      !/^[A-Za-z0-9+/=]{40,}$/.test(line.text),
  )[0];
  const text = about ? textOf([about.block], { limit: 20_000 }) : null;
  return {
    ...emptyVendor(handle.value),
    handle: keep(sheet, 'handle', handle) ?? handle.value,
    description: keep(
      sheet,
      'description',
      about && text ? { value: text, raw: text, rule: 'prose', sure: 0.6, element: about.block } : null,
    ),
    pgp: keep(sheet, 'pgp', pgp) ?? [],
    shipsFrom: [...(keep(sheet, 'shipsFrom', routeOf(sheet, lines.slice(0, 30)).from) ?? [])],
    joined: keep(sheet, 'joined', labelled(sheet, 'joined', parsers.date)),
    lastActive: keep(sheet, 'lastActive', labelled(sheet, 'lastActive', parsers.date)),
    rating: keep(
      sheet,
      'rating',
      labelled(sheet, 'rating', parsers.rating, (raw) => /\d ?(?:\/|%|von|of|out)|^\d\.\d+$/.test(raw)) ??
        outOfFiveAlone(lines.filter((line) => line.zone === 'main').slice(0, 40)),
    ),
    sales: keep(sheet, 'sales', countOf(sheet, 'sold') ?? stated(lines, 'sold')),
  };
}

/** Reads the page as a vendor's own page; null when no handle stands on it. */
export function readProfilePage(reading: Reading, rest: readonly Line[]): Profile | null {
  const lines = rest.filter((line) => line.zone === 'main' || line.zone === 'side');
  const own = lines.filter((line) => line.zone === 'main');
  const sheet = sheetOf([...pairsIn({ lines: own }), ...standingsIn(own)], reading.context);
  const [best] = candidates(reading, sheet, own);
  if (!best || best.score < 0.8) return null;
  const [title] = reading.page.select(documentTitle);
  const isTitled = title ? lineOf([...title.children]).includes(best.found.value) : false;
  const signs =
    signsOf(reading, sheet, own, best.found.value) +
    (best.standing > 0 ? 0.5 : 0) +
    (best.told && isTitled ? 0.5 : 0) +
    (best.feedback ? 1.5 : 0);
  const sure = Math.min(best.found.sure, best.score > 1.3 ? 0.96 : 0.8);
  const vendor = reading.complete.vendor(vendorOf(reading, sheet, own, { ...best.found, sure }), sheet.notes);
  const content = { kind: 'vendor', value: vendor } as const;
  return {
    draft: closeDraft(content, sheet.notes, {
      key: vendor.handle,
      url: reading.page.url?.href ?? null,
      view: 'detail',
      language: reading.complete.language(content),
    }),
    handle: vendor.handle,
    signs,
    sure,
    line: best.line,
    feedback: best.feedback,
    titled: isTitled,
  };
}

/** Rows on a vendor's own page are that vendor's. */
export function ofVendor(rows: readonly Draft[], profile: Profile): Draft[] {
  const vendor = provenanceOf({
    value: profile.handle,
    raw: profile.handle,
    rule: "the page's vendor",
    sure: Math.min(0.9, profile.sure),
    element: null,
  });
  return rows.map((draft) =>
    draft.content?.kind === 'listing' && draft.content.value.vendor === null
      ? {
          ...draft,
          content: { kind: 'listing', value: { ...draft.content.value, vendor: profile.handle } },
          provenance: { ...draft.provenance, vendor },
        }
      : draft,
  );
}
