import { type ErrorCode, GiveUp } from '../model/errors.ts';

/** What a page may hold. Real pages stay an order of magnitude below. All but `depth` count the whole page; `characters` those of its text. */
export interface PageLimits {
  readonly bytes: number;
  readonly depth: number;
  readonly nodes: number;
  readonly attributes: number;
  /** Pieces that text comes in; every entity begins one. */
  readonly texts: number;
  readonly characters: number;
}

export const pageLimits: PageLimits = {
  bytes: 8 * 1024 * 1024,
  depth: 512,
  nodes: 60_000,
  attributes: 20_000,
  texts: 300_000,
  characters: 2_000_000,
};

/** The refusal of a page that exceeds a limit. */
export const excess = (code: ErrorCode, what: string, limit: number): GiveUp =>
  new GiveUp(code, `The page has more than ${limit} ${what}.`, {
    hint: 'It is kept in the archive but not read; such pages are made to stop a reader.',
  });

/** Throws GiveUp with the limit that a page exceeds. */
export const refuse = (code: ErrorCode, what: string, limit: number): never => {
  throw excess(code, what, limit);
};
