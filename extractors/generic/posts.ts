import { type Element, isTag } from 'domhandler';
import { idOf } from '../../model/ids.ts';
import type { Draft } from '../../model/observation.ts';
import { compileSelector, type Page } from '../document.ts';
import type { Completion } from '../facts.ts';
import { type FieldContext, parsers } from '../sites/parsers.ts';
import { lineOf, textOf } from '../text.ts';
import type { Lines } from './lines.ts';
import { isRank } from './ranks.ts';
import { type Post, threadPosts } from './threads.ts';

const dates = compileSelector(
  'time, [datetime], [data-time], [data-timestamp], [class*="date" i], [class*="time" i], [class*="posted" i]',
);
const authors = compileSelector(
  '[rel="author"], [class*="author" i], [class*="user" i], [class*="poster" i], [class*="nick" i], [class*="sender" i], cite',
);

/** The printed or machine-readable moment of a post, best first. */
const moments = (element: Element): string[] =>
  [
    element.attribs.datetime,
    element.attribs['data-time'],
    element.attribs['data-timestamp'],
    lineOf([element]),
    element.attribs.title,
  ].filter((text): text is string => Boolean(text));

/** A date with a class of an author's is no author. */
const isName = (text: string): boolean => text !== '' && !/^[\d\s./:,-]+$/.test(text);

const names = compileSelector(
  '[class*="username" i], [class*="nick" i], [rel="author"], h1, h2, h3, h4, h5, h6, a, b, strong',
);
/** The name in what may be a box with rank, picture and counts of an author: the first set-off text that is no rank, else the first line. */
function nameIn(page: Page, author: Element): string {
  const said = textOf([author], { limit: 600 }).split('\n').filter(isName);
  if (said.length < 2) return lineOf([author]);
  const set = page.select(names, author).filter((each) => said.includes(lineOf([each])));
  const texts = [...set.map((each) => lineOf([each])), ...said];
  return texts.find((text) => text.length > 1 && text.length < 40 && !isRank(text)) ?? lineOf([author]);
}

/** No real page shows more; larger containers than this hold several posts. */
const mostPosts = 1_000;
const largestPost = 300;

/** The nearest element around a date that also names an author. */
function postAround(page: Page, date: Element): { readonly post: Element; readonly author: Element } | null {
  let element = date.parent;
  for (let level = 0; level < 4 && element && isTag(element) && element.name !== 'body'; level += 1) {
    if (page.elements(element).length > largestPost) return null;
    const author = page.select(authors, element).find((candidate) => candidate !== date && isName(lineOf([candidate])));
    if (author) return { post: element, author };
    element = element.parent;
  }
  return null;
}

function postDraft(
  page: Page,
  date: Element,
  context: FieldContext,
  complete: Completion,
  channel: string,
): { readonly post: Element; readonly draft: Draft } | null {
  const around = postAround(page, date);
  if (!around) return null;
  const { post, author } = around;
  const raw = moments(date).find((text) => parsers.date.parse(text, context) !== null);
  const sentAt = raw === undefined ? null : (parsers.date.parse(raw, context)?.value ?? null);
  const text = textOf([post], { drop: (element) => element === date || element === author });
  if (sentAt === null || !text) return null;
  const name = nameIn(page, author);
  const handle = parsers.handle.parse(name, context)?.value ?? null;
  const said = { holder: post, author: name, date: raw ?? '', sentAt, text };
  return { post, draft: draftOf(page, complete, channel, handle, said) };
}

function draftOf(page: Page, complete: Completion, channel: string, handle: string | null, post: Post): Draft {
  const { holder, sentAt, text } = post;
  const offer = complete.message(text);
  const value = { channel, author: handle, sentAt, text, replyTo: null, edited: null, media: [], offer };
  const content = { kind: 'message', value } as const;
  const mark = (field: string, said: string, at: string) =>
    [field, { raw: said.slice(0, 500), rule: 'generic post', at, confidence: 0.5 }] as const;
  return {
    kind: 'message',
    key: holder.attribs.id ?? holder.attribs['data-id'] ?? idOf('message', handle ?? '', sentAt, text),
    content,
    gone: false,
    url: page.url?.href ?? null,
    view: 'row',
    language: complete.language(content),
    provenance: Object.fromEntries([
      mark('author', post.author, authors.source),
      mark('sentAt', post.date, dates.source),
      mark('text', text, ':scope'),
    ]),
    issues: [],
  };
}

interface Ground {
  readonly page: Page;
  readonly lines: Lines;
  readonly context: FieldContext;
}

/** Posts of a board or chat page, by what their elements are called, else by their structure: an author, a moment and a text together. One a container. */
export function readPosts(ground: Ground, complete: Completion, channel: string): Draft[] {
  const { page, context } = ground;
  const posts = new Map<Element, Draft>();
  for (const date of page.select(dates).slice(0, mostPosts)) {
    const found = postDraft(page, date, context, complete, channel);
    if (found && !posts.has(found.post)) posts.set(found.post, found.draft);
  }
  if (posts.size > 0) return [...posts.values()];
  return threadPosts(ground).map((post) => draftOf(page, complete, channel, post.author, post));
}
