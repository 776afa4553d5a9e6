import { type Element, isTag } from 'domhandler';
import { compileSelector } from '../document.ts';
import { parsers } from '../sites/parsers.ts';
import { lineOf } from '../text.ts';
import { fieldsOfLabel } from './labels.ts';
import type { Line, Piece } from './lines.ts';
import { kindOfLink } from './links.ts';
import { isAffair } from './page-names.ts';
import { isRank } from './ranks.ts';
import type { Reading } from './rows.ts';
import { tellsStanding } from './standing.ts';
import { weightOf } from './units.ts';
import { handleIn } from './vendors.ts';

/** One post of a thread as the page prints it. */
export interface Post {
  readonly holder: Element;
  readonly author: string;
  readonly date: string;
  readonly sentAt: string;
  readonly text: string;
}

type Ground = Pick<Reading, 'page' | 'lines' | 'context'>;

const boxes = compileSelector('textarea');
const buttons = compileSelector('a, button, input[type="submit"]');
const titles = compileSelector('title, h1, h2, h3, h4');
const replying =
  /^(?:(?:post |write |send |add )?(?:a )?(?:quick )?reply|quote|(?:schnell)?antwort(?:en)?|zitier(?:en)?|répondre|citer|responder|citar|respuesta rápida|rispondi|cita|antwoord(?:en)?|reageer|citeer|odpowiedz|cytuj|ответить|цитировать|цитата|svara|citera|svar|citér|vastaa|lainaa|odpovědět|citovat|válasz|răspunde|yanıtla|відповісти|رد|回复|引用)(?! ?\p{L})/iu;
const ofBoards =
  /(?<!\p{L})(?:forums?|threads?|topics?|boards?|discussions?|diskussion(?:en)?|foro|fórum|forumul|wątek|temat|форум|тема|обсуждени[ея]|vlákno|tråd|keskustelu)(?!\p{L})|论坛|帖子|主题/iu;
const privately =
  /(?<!\p{L})(?:conversations?|inbox|tickets?|disputes?|support|(?:private )?messages?|orders? ?#|unterhaltung|nachricht(?:en)?|streitfall|conversación|mensajes?|conversa|messagerie|litige|messaggi|controversia|berichten|geschil|wiadomości|spór|сообщени[ея]|диалог|переписка|спор|диспут)(?!\p{L})|私信|对话|工单|纠纷/iu;

/** A place to answer or the words of a board; the visitor's own letters, tickets and disputes are no thread. */
function isThread({ page, lines }: Ground): boolean {
  const named = page.select(titles).map((element) => lineOf([...element.children], { limit: 200 }));
  if (named.some((text) => isAffair(text) || privately.test(text))) return false;
  const answers = (element: Element): boolean =>
    replying.test(lineOf([element], { limit: 40 }) || (element.attribs.value ?? ''));
  return (
    page.select(boxes).some((box) => box.attribs.readonly === undefined) ||
    page.select(buttons).some(answers) ||
    named.some((text) => ofBoards.test(text)) ||
    lines.all.some(({ text }) => text.length < 120 && /[>»›/]/.test(text) && ofBoards.test(text))
  );
}

interface Moment {
  readonly line: Line;
  readonly piece: Piece;
  readonly raw: string;
  readonly sentAt: string;
}

const longestDate = 48;

/** A text that is a moment with a day and little else, and not since when its author is a member. */
function momentIn({ context }: Ground, line: Line): Moment | null {
  if (line.zone === 'menu' || line.zone === 'option' || tellsStanding(line.text)) return null;
  const [label = ''] = line.text.split(/[:：]/);
  if (fieldsOfLabel(label).some((field) => field === 'joined' || field === 'lastActive')) return null;
  for (const piece of line.pieces) {
    if (piece.text.length > longestDate || !/\d|\p{L}{4}/u.test(piece.text) || piece.text.split(' ').length > 8)
      continue;
    const read = parsers.date.parse(piece.text, context);
    if (read && read.value.length >= 10 && read.confidence >= 0.6)
      return { line, piece, raw: piece.text, sentAt: read.value };
  }
  return null;
}

const up = (element: Element): Element | null =>
  element.parent && isTag(element.parent) && element.parent.name !== 'body' ? element.parent : null;

/** The largest element around a moment that holds no other. */
function around({ lines }: Ground, { line, piece }: Moment, at: readonly number[]): Element {
  let element = piece.element;
  for (let next: Element | null = element; next; next = up(next)) {
    const [from, to] = lines.range(next);
    if (at.filter((index) => index >= from && index < to).length > 1 || line.index < from) break;
    element = next;
  }
  return element;
}

const longestPost = 12;

/** The lines of each post: of its element, and of what follows it before the next one, as far as between the others. */
function linesOfPosts(ground: Ground, holders: readonly Element[]): (readonly Line[])[] {
  const [first] = holders;
  const siblings = (first?.parent?.children ?? []).filter(isTag);
  const at = holders.map((holder) => siblings.indexOf(holder));
  const before = at.map((place) => siblings[place - 1]);
  const isNamed = before.every((each) => each !== undefined && nameOf(lineOf([each], { limit: 40 })) !== null);
  const places = at.map((place) => (isNamed ? place - 1 : place));
  const gaps = places.slice(1).map((place, at) => place - (places[at] ?? 0));
  const last = Math.min(longestPost, ...(gaps.length > 0 ? [Math.max(...gaps)] : [1]));
  return places.map((place, at) =>
    siblings
      .slice(place, Math.min(places[at + 1] ?? place + last, place + longestPost))
      .flatMap((part) => [...ground.lines.within(part)]),
  );
}

const authorClass = /(?:^|[\s_-])(?:author|autor|auteur|autore|verfasser|poster|user(?:name)?|nick(?:name)?|sender)/i;

const nameOf = (text: string): string | null => {
  const handle = handleIn(text.replace(/^(?:posted |written )?(?:by|von|par|por|da|door|przez|от|av|af)\s+/iu, ''));
  return handle && handle.length < 32 && handle.split(' ').length < 4 ? handle : null;
};

interface Author {
  readonly piece: Piece;
  readonly line: Line;
  readonly name: string;
}

/** How well a text names the author of a post: a link to a member, its own class, set off, or the first line. */
function authorPoints(ground: Ground, line: Line, piece: Piece, first: boolean): number {
  const classes = `${piece.element.attribs.class ?? ''} ${line.block.attribs.class ?? ''}`;
  if (piece.link && kindOfLink(ground.page, piece.link) === 'vendor') return 3;
  if (isRank(piece.text)) return 0;
  if (authorClass.test(classes)) return 2;
  if (weightOf(piece.element) > 0 || piece.link) return 1;
  return first && (line.pieces.length === 1 || line.pieces[0] === piece) ? 0.5 : 0;
}

function authorIn(ground: Ground, lines: readonly Line[], moment: Moment): Author | null {
  const found = lines.slice(0, 8).flatMap((line, at) =>
    line.pieces.flatMap((piece) => {
      const name = piece === moment.piece ? null : nameOf(piece.text);
      const points = name ? authorPoints(ground, line, piece, at === 0) : 0;
      return name && points > 0 ? [{ piece, line, name, points }] : [];
    }),
  );
  return found.reduce<(Author & { points: number }) | null>(
    (best, each) => (best && best.points >= each.points ? best : each),
    null,
  );
}

/** The element around an author that says nothing but who it is. */
function boxOf({ lines }: Ground, { piece, line }: Author, moment: Moment, own: readonly Line[]): readonly Line[] {
  let box: readonly Line[] = [line];
  for (let node: Element | null = piece.element; node; node = up(node)) {
    const inside = lines.within(node);
    if (inside.length >= own.length || inside.some((each) => each === moment.line || each.text.length > 60)) break;
    if (inside.length > 0) box = inside;
  }
  return box;
}

const isAction = (line: Line): boolean =>
  line.text.length < 60 && (replying.test(line.text) || line.pieces.every(({ link }) => link !== null));

function postOf(ground: Ground, holder: Element, own: readonly Line[], moment: Moment): Post | null {
  const author = authorIn(ground, own, moment);
  if (!author) return null;
  const { line, raw, sentAt } = moment;
  const box = new Set(boxOf(ground, author, moment, own).map(({ index }) => index));
  const heads = new Set([author.line.index, line.index]);
  const text = own
    .flatMap((each) => {
      if (box.has(each.index) && !heads.has(each.index)) return [];
      if (!heads.has(each.index)) return isAction(each) ? [] : [each.text];
      const rest = each.pieces.filter((piece) => piece !== author.piece && piece !== moment.piece);
      const words = rest.map((piece) => piece.text).join(' ');
      return words.length > 40 ? [words] : [];
    })
    .join('\n');
  return text ? { holder, author: author.name, date: raw, sentAt, text } : null;
}

const says = ({ text }: Post): boolean => text.length > 12 && /\p{L}\s+\p{L}|[\p{sc=Han}]{6}/u.test(text);

/** Posts of a thread by their structure alone: what stands beside each other, each with one moment, a name and words. */
export function threadPosts(ground: Ground): Post[] {
  const moments = ground.lines.all.slice(0, 8_000).flatMap((line) => momentIn(ground, line) ?? []);
  if (moments.length < 2 || moments.length > 1_000 || !isThread(ground)) return [];
  const at = moments.map(({ line }) => line.index);
  const groups = new Map<Element, { readonly holder: Element; readonly moment: Moment }[]>();
  for (const moment of moments) {
    const holder = around(ground, moment, at);
    const { parent } = holder;
    if (!parent || !isTag(parent)) continue;
    groups.set(parent, [...(groups.get(parent) ?? []), { holder, moment }]);
  }
  const [best] = [...groups.values()].sort((a, b) => b.length - a.length);
  if (!best || best.length < 2) return [];
  const own = linesOfPosts(
    ground,
    best.map(({ holder }) => holder),
  );
  const posts = best.flatMap(({ holder, moment }, index) => postOf(ground, holder, own[index] ?? [], moment) ?? []);
  const spoken = posts.filter(says);
  return posts.length >= 2 && posts.length >= 0.7 * best.length && spoken.length >= 0.6 * posts.length ? posts : [];
}
