import { eld } from 'eld/small';
import { franc } from 'franc';

/** What says nothing about a language: addresses, handles, numbers, units. */
const noise =
  /https?:\/\/\S+|\S+\.onion\S*|[\w.+-]+@[\w.-]+|@\w+|[A-Za-z0-9+/=]{24,}|\p{N}+\p{L}{0,3}|[^\p{L}\p{M}\s'’]+/gu;

/** Text in capitals is read as small letters: detectors are trained on ordinary text. */
const unshouted = (text: string): string => {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  const small = text.match(/\p{Ll}/gu)?.length ?? 0;
  return capitals > small ? text.toLowerCase() : text;
};

/** ISO 639-3 codes of franc for languages that eld does not know, in ISO 639-1 where there is one. */
const rest: Readonly<Record<string, string>> = {
  ind: 'id',
  zlm: 'ms',
  kaz: 'kk',
  uzn: 'uz',
  swh: 'sw',
  afr: 'af',
  bos: 'bs',
  srp: 'sr',
  glg: 'gl',
  nno: 'no',
  nob: 'no',
  mya: 'my',
  khm: 'km',
  lao: 'lo',
  sin: 'si',
};

function byFranc(text: string): string | null {
  const code = franc(text, { minLength: 20, only: Object.keys(rest) });
  return rest[code] ?? null;
}

/** Names of goods are no language; by so much another one has to be likelier than that of the site. */
const margin = 0.1;

/**
 * ISO 639-1 code of the language of a text. With `home`, the language of the site: that one unless another is clearly likelier. Without: null when the text is too short (under 12 letters or 3 words; fewer characters in scripts without
 * spaces) or the detectors are unsure.
 */
export function detectLanguage(text: string, home: string | null = null): string | null {
  const clean = unshouted(text.slice(0, 4000).replace(noise, ' ').replace(/\s+/g, ' ').trim());
  const letters = clean.match(/\p{L}/gu)?.length ?? 0;
  const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(clean);
  if (dense ? letters < 4 : letters < 12 || clean.split(' ').length < 3) return home;
  const result = eld.detect(clean);
  if (home !== null && !dense) {
    const scores = result.getScores();
    const clear = result.isReliable() && (scores[result.language] ?? 0) - (scores[home] ?? 0) > margin;
    return clear ? result.language : home;
  }
  if (result.language !== '' && result.isReliable()) return result.language;
  return byFranc(clean) ?? (result.language !== '' && letters >= 20 ? result.language : null);
}
