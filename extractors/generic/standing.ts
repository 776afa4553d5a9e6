import { fieldsOfLabel, type LabelField } from './labels.ts';
import type { Line } from './lines.ts';
import { type Pair, pairOf } from './pair.ts';

/** A comma before a year is a part of a date, a dot after a day is too. */
const between = /\s*[·•|;]\s*|\s+[–—/-]\s+|,\s+(?!(?:19|20)\d\d(?!\d))|(?<=%|\))\s+|(?<=\d{4}|\p{L}{4})\.\s+/u;
const ofMembers: readonly LabelField[] = ['joined', 'lastActive'];
const mostWords = 5;

interface Segment {
  readonly text: string;
  readonly start: number;
}

/** The parts of a line such as "990 deals · member since Feb 2021, last seen 2h ago". */
function segmentsOf(text: string): Segment[] {
  let start = 0;
  return text.split(between).flatMap((part) => {
    const at = text.indexOf(part, start);
    start = at + part.length;
    return part.trim() ? [{ text: part.trim().replace(/\.$/, ''), start: at }] : [];
  });
}

const startsLikeDate =
  /^[:：]?\s*(?:\p{L}+\.? ){0,3}\d|^\p{L}+$|^(?:a few|an?|less than|over) |^[\p{L}']+ (?:ago|temu|назад|sedan|siden)$/u;

/** A label for when someone joined or was last seen at the front of a text, and the words after it. */
function memberSegment({ text }: Segment): { readonly field: LabelField; readonly value: string } | null {
  const words = text.split(' ');
  for (let size = Math.min(4, words.length - 1); size > 0; size -= 1) {
    const fields = fieldsOfLabel(words.slice(0, size).join(' '));
    const field = ofMembers.find((each) => fields.includes(each));
    const value = words.slice(size).join(' ');
    if (field && words.length - size <= mostWords && startsLikeDate.test(value)) return { field, value };
  }
  return null;
}

/** A text that only tells since when someone is a member or was last seen. */
export const tellsStanding = (text: string): boolean => memberSegment({ text, start: 0 }) !== null;

/** "990 deals", "1 402 försäljningar": a number and a word for sales. */
function salesSegment({ text }: Segment): { readonly field: LabelField; readonly value: string } | null {
  const [, count, word] = /^(\d[\d.,' ]*[km]?\+?) (\p{L}+(?: \p{L}+)?)(?: \([^()]*\))?$/u.exec(text) ?? [];
  return count && word && fieldsOfLabel(word).includes('sold') ? { field: 'sold', value: count.trim() } : null;
}

/** "seit März 2021", "На площадке с 2020 года": beside sales, a year since when means since when someone sells. */
const since =
  /^(?:\p{L}+ ){0,2}(?:since|seit|depuis|desde|dal|od|с|від|sinds|sedan|siden|desde o?) ((?:\p{L}+\.? )?(?:\d{1,2}[./])*(?:19|20)\d\d)(?: (?:года|г\.?|roku|r\.?))?$/iu;

function sinceSegment({ text }: Segment): { readonly field: LabelField; readonly value: string } | null {
  const value = since.exec(text)?.[1];
  return value ? { field: 'joined', value } : null;
}

/** "990 deals" or "Deals: 990". */
const tellsSales = (segment: Segment): boolean => {
  const label = /^([^:：]+)[:：]\s*\d/.exec(segment.text)?.[1];
  return salesSegment(segment) !== null || (label !== undefined && fieldsOfLabel(label).includes('sold'));
};

const longest = 200;

/** What a line says of a member of the site without labels of their own: since when, last seen, how many sales. */
function standingIn(line: Line): Pair[] {
  if (line.text.length > longest) return [];
  const whole = segmentsOf(line.text);
  const parts = line.pieces.flatMap(({ text, start }) =>
    segmentsOf(text).map((segment) => ({ ...segment, start: start + segment.start })),
  );
  // Parts without marks between them, such as badges, have elements of their own.
  const segments = whole.some(memberSegment) ? whole : parts;
  const sells = segments.some(tellsSales);
  const found = segments.flatMap((segment) => {
    const said = memberSegment(segment) ?? salesSegment(segment) ?? (sells ? sinceSegment(segment) : null);
    return said ? [{ ...said, segment }] : [];
  });
  if (!found.some(({ field }) => ofMembers.includes(field))) return [];
  return found.map(({ field, value, segment }) =>
    pairOf([field], segment.text, 'phrase', {
      value,
      element: line.pieces[0]?.element ?? line.block,
      link: null,
      line: line.index,
    }),
  );
}

/** The standing of members in a page's lines, told in passing. */
export const standingsIn = (lines: readonly Line[]): Pair[] => lines.flatMap(standingIn);

/** How far below a name its standing begins. */
const near = 8;

/** How much of what only members have (0 to 3: since when, last seen, sales) stands right below a line. */
export function standingBelow(pairs: readonly Pair[], index: number): number {
  const below = pairs.filter((pair) => pair.line >= index && pair.line <= index + near);
  const has = (field: LabelField) => below.some((pair) => pair.fields[0] === field);
  return has('joined') || has('lastActive')
    ? Number(has('joined')) + Number(has('lastActive')) + Number(has('sold'))
    : 0;
}
