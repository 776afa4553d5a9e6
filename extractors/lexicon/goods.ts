import { once } from '../fields/parsed.ts';
import { goodsTable } from './goods.data.ts';
import { foldTerm, type Token, tokenise } from './tokens.ts';

export type GoodsKind = keyof typeof goodsTable;

/** A word for goods that are no drugs, with its place in the text. */
export interface GoodsHit {
  readonly kind: GoodsKind;
  readonly start: number;
  readonly end: number;
}

const kinds: readonly GoodsKind[] = ['around', 'growing', 'media', 'ordinary'];
const longest = 5;

const index = once(() => {
  const entries = new Map<string, GoodsKind>();
  const first = new Set<string>();
  for (const kind of kinds) {
    for (const word of goodsTable[kind].split(/[|\n]/)) {
      const key = foldTerm(word);
      if (key && !entries.has(key)) entries.set(key, kind);
      const [begin] = tokenise(word);
      if (begin) first.add(begin.key);
    }
  }
  return { entries, first };
});

function goodsAt(tokens: readonly Token[], at: number): { readonly kind: GoodsKind; readonly size: number } | null {
  const { entries, first } = index();
  const from = tokens[at];
  if (!from?.hardStart || !first.has(from.key)) return null;
  let key = '';
  let best: { readonly kind: GoodsKind; readonly size: number } | null = null;
  for (let size = 1; size <= longest; size += 1) {
    const token = tokens[at + size - 1];
    if (!token) break;
    key += token.key;
    const kind = token.hardEnd ? entries.get(key) : undefined;
    if (kind) best = { kind, size };
  }
  return best;
}

/** Words for goods in a text, left to right. */
export function goodsIn(tokens: readonly Token[]): GoodsHit[] {
  const hits: GoodsHit[] = [];
  for (let at = 0; at < tokens.length; ) {
    const found = goodsAt(tokens, at);
    const first = tokens[at];
    const last = tokens[at + (found?.size ?? 1) - 1];
    if (found && first && last) hits.push({ kind: found.kind, start: first.start, end: last.end });
    at += found?.size ?? 1;
  }
  return hits;
}
