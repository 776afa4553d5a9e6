import { isWall } from '../model/observation.ts';
import { completion } from './complete.ts';
import { decodeText } from './decode-text.ts';
import { type Page, parsePage } from './document.ts';
import { readGeneric } from './generic/read.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import { pageLimits, refuse } from './limits.ts';
import { readTelegramExport } from './messages/telegram-export.ts';
import { refreshOf } from './refresh.ts';
import { profileFor } from './sites/classify.ts';
import type { CompiledProfile } from './sites/compile.ts';
import { readProfiled } from './sites/profiled.ts';
import { withOnionsIn, withSurroundings } from './surroundings.ts';
import type { Extraction, PageInput } from './types.ts';

/** `auto`: the first of `profiles` whose marker is on the page, else without a profile. */
export interface Reader {
  readonly profile: CompiledProfile | 'generic' | 'auto';
  readonly profiles: readonly CompiledProfile[];
  readonly lexicon: Lexicon;
}

/** A chat export, when the bytes are one; null for pages. */
function readExport(text: string, lexicon: Lexicon): Extraction | null {
  if (!/^\s*\{/.test(text)) return null;
  let chat: unknown;
  try {
    chat = JSON.parse(text);
  } catch {
    return null;
  }
  const reading = readTelegramExport(chat, completion(lexicon));
  if (!reading) return null;
  const { drafts, skipped } = reading;
  return {
    page: 'channel',
    confidence: 1,
    profile: 'telegram-export@1',
    language: drafts[0]?.language ?? null,
    drafts,
    links: [],
    issues: skipped,
  };
}

/** Shops are built on forum software too: where its profile finds no message and the generic reader priced goods, those count. */
function shopOn(read: Extraction, generic: () => Extraction): Extraction | null {
  if (read.drafts.length > 0 || isWall(read.page) || read.page === 'not-found') return null;
  const shop = generic();
  const goods = shop.drafts.some(({ content }) => content?.kind === 'listing' && content.value.price !== null);
  return goods && shop.confidence >= 0.75 ? shop : null;
}

/**
 * Reads one captured page. A pure function of its bytes, the profile and the lexicon: no clock, no network.
 * Throws GiveUp page-too-deep, page-too-many-nodes, page-too-many-attributes or page-too-large.
 */
export function extract(input: PageInput, reader: Reader): Extraction {
  if (input.bytes.length > pageLimits.bytes) refuse('page-too-large', 'bytes', pageLimits.bytes);
  const text = decodeText(input.bytes, input.contentType);
  const chat = readExport(text, reader.lexicon);
  if (chat) return withOnionsIn(chat, text);
  const page = parsePage(text, input.url);
  const extraction = read(input, page, reader);
  const refresh = isWall(extraction.page) ? refreshOf(page) : null;
  return refresh ? { ...extraction, refresh } : withSurroundings(extraction, page);
}

function read(input: PageInput, page: Page, { profile, profiles, lexicon }: Reader): Extraction {
  if (profile === 'generic') return readGeneric(input, page, lexicon);
  if (profile !== 'auto') return readProfiled(input, page, profile, lexicon);
  const bearing = profileFor(profiles, page, input.status);
  if (!bearing) return readGeneric(input, page, lexicon);
  const found = readProfiled(input, page, bearing, lexicon);
  return (bearing.profile.engine ? shopOn(found, () => readGeneric(input, page, lexicon)) : null) ?? found;
}
