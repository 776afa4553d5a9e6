import { type Handler, Parser } from 'htmlparser2';
import { type ErrorCode, GiveUp } from '../model/errors.ts';

/** What a page may hold. Real pages stay an order of magnitude below. `attributes` counts the whole page. */
export interface PageLimits {
  readonly bytes: number;
  readonly depth: number;
  readonly nodes: number;
  readonly attributes: number;
}

export const pageLimits: PageLimits = { bytes: 8 * 1024 * 1024, depth: 512, nodes: 60_000, attributes: 20_000 };

const refuse = (code: ErrorCode, what: string, limit: number): never => {
  throw new GiveUp(code, `The page has more than ${limit} ${what}.`, {
    hint: 'It is kept in the archive but not read; such pages are made to stop a reader.',
  });
};

/** Counts what the parser meets and throws GiveUp at the first excess, before a tree of that size exists. */
export function limited(inner: Partial<Handler>, limits: PageLimits): Partial<Handler> {
  let depth = 0;
  let nodes = 0;
  let attributes = 0;
  const node = () => {
    nodes += 1;
    if (nodes > limits.nodes) refuse('page-too-many-nodes', 'nodes', limits.nodes);
  };
  return {
    onparserinit: (parser) => inner.onparserinit?.(parser),
    onopentag(name, attribs, implied) {
      node();
      depth += 1;
      if (depth > limits.depth) refuse('page-too-deep', 'levels of nesting', limits.depth);
      inner.onopentag?.(name, attribs, implied);
    },
    onattribute() {
      attributes += 1;
      if (attributes > limits.attributes) refuse('page-too-many-attributes', 'attributes', limits.attributes);
    },
    onclosetag(name, implied) {
      depth -= 1;
      inner.onclosetag?.(name, implied);
    },
    ontext: (data) => inner.ontext?.(data),
    oncomment(data) {
      node();
      inner.oncomment?.(data);
    },
    oncommentend: () => inner.oncommentend?.(),
    onprocessinginstruction(name, data) {
      node();
      inner.onprocessinginstruction?.(name, data);
    },
    onend: () => inner.onend?.(),
    onerror: (error) => inner.onerror?.(error),
  };
}

/** Feeds a page to `handler` within the limits. Throws GiveUp with a `page-too-…` code. */
export function parseWithin(html: string, handler: Partial<Handler>, limits: PageLimits = pageLimits): void {
  if (html.length > limits.bytes) refuse('page-too-large', 'bytes', limits.bytes);
  const parser = new Parser(limited(handler, limits), { decodeEntities: true });
  parser.write(html);
  parser.end();
}

/** Checks a page against the limits without keeping anything of it. Throws GiveUp with a `page-too-…` code. */
export const prescan = (html: string, limits: PageLimits = pageLimits): void => parseWithin(html, {}, limits);
