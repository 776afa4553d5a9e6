import { GiveUp } from '../model/errors.ts';
import { completion } from './complete.ts';
import { decodeText } from './decode-text.ts';
import { parsePage } from './document.ts';
import { readGeneric } from './generic/read.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import { pageLimits } from './limits.ts';
import { readTelegramExport } from './messages/telegram-export.ts';
import { profileFor } from './sites/classify.ts';
import type { CompiledProfile } from './sites/compile.ts';
import { readProfiled } from './sites/profiled.ts';
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

/**
 * Reads one captured page. A pure function of its bytes, the profile and the lexicon: no clock, no network.
 * Throws GiveUp page-too-deep, page-too-many-nodes, page-too-many-attributes or page-too-large.
 */
export function extract(input: PageInput, reader: Reader): Extraction {
  if (input.bytes.length > pageLimits.bytes)
    throw new GiveUp('page-too-large', `The page has ${input.bytes.length} bytes; the limit is ${pageLimits.bytes}.`);
  const { profile, profiles, lexicon } = reader;
  const text = decodeText(input.bytes, input.contentType);
  const chat = readExport(text, lexicon);
  if (chat) return chat;
  const page = parsePage(text, input.url);
  const chosen = profile === 'auto' ? (profileFor(profiles, page, input.status) ?? 'generic') : profile;
  return chosen === 'generic' ? readGeneric(input, page, lexicon) : readProfiled(input, page, chosen, lexicon);
}
