const utf8 = /^(utf-?8|unicode-1-1-utf-8|x-unicode20utf8)$/;
const latin = /^(iso-?8859-?1|latin-?1|windows-?1252|cp-?1252|us-ascii|ascii)$/;

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** The encoding as the decoder names it, or null when there is no such encoding. */
function known(label: string | undefined): string | null {
  if (!label) return null;
  try {
    return new TextDecoder(label.trim().toLowerCase()).encoding;
  } catch {
    return null;
  }
}

const headerCharset = (contentType: string): string | null =>
  known(/charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType)?.[1]);

/** Only the first 2 KiB count; UTF-16 in a meta element cannot be true, as the element was read as ASCII. */
function metaCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  const encoding = known(/<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([^\s"'/>;?]+)/i.exec(head)?.[1]);
  return encoding?.startsWith('utf-16') ? 'utf-8' : encoding;
}

/** Bytes as UTF-8, null when they are none. A page that was cut off inside its last letter is UTF-8 all the same. */
function validUtf8(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    if ((bytes.at(-1) ?? 0) < 0x80 || Buffer.byteLength(text) === bytes.length) return text;
    return /[^\0-\x7f]/.test(text) ? `${text}\ufffd` : null;
  } catch {
    return null;
  }
}

/** Characters that every Chinese page has; read in the wrong encoding, hardly any of them appears. */
const usual =
  /[的一是不了在人有我他这這中国國到大来來上个個们們发發货貨价價格商品卖賣家库庫存量详詳情购購买買数數纯純度类類地址付款]/gu;

/** GB 18030 or Big5 when the bytes are valid in it and its most usual characters are there. */
function asChinese(bytes: Uint8Array): string | null {
  const shares = ['gb18030', 'big5'].map((encoding) => {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, 60_000), { stream: true });
      const han = text.match(/\p{sc=Han}/gu)?.length ?? 0;
      return { encoding, share: han < 6 ? 0 : (text.match(usual)?.length ?? 0) / han };
    } catch {
      return { encoding, share: 0 };
    }
  });
  const [best] = shares.sort((a, b) => b.share - a.share);
  return best && best.share > 0.1 ? best.encoding : null;
}

/** Which Latin encoding makes letters, and not signs, of the bytes between letters: "¹" in a word is an "ą" of windows-1250. */
function latinKind(bytes: Uint8Array): string {
  const odd = (encoding: string): number =>
    new TextDecoder(encoding)
      .decode(bytes.subarray(0, 200_000))
      .match(/\p{L}[^\p{L}\p{N}\p{P}\s\0-\x7f]+|[^\p{L}\p{P}\s\0-\x7f]+\p{L}|[\x80-\x9f]/gu)?.length ?? 0;
  const kinds = ['windows-1252', 'windows-1250', 'iso-8859-2'].map((encoding) => ({ encoding, odd: odd(encoding) }));
  return kinds.reduce((best, kind) => (kind.odd < best.odd ? kind : best)).encoding;
}

/**
 * The encoding of bytes that are no UTF-8 and that nobody declared. In Cyrillic nearly every letter lies beyond ASCII and so stands beside
 * another such letter; in the languages of windows-1252 such letters stand alone. Small letters are the upper half of windows-1251 and the
 * lower half of KOI8-R.
 */
function guessed(bytes: Uint8Array): string {
  const isHigh = (byte: number | undefined): boolean => byte !== undefined && byte >= 0xc0;
  const high = bytes.filter(isHigh).length;
  const chinese = asChinese(bytes);
  if (chinese) return chinese;
  const beside = bytes.filter((byte, at) => isHigh(byte) && (isHigh(bytes[at - 1]) || isHigh(bytes[at + 1]))).length;
  if (beside < 20 || beside < high * 0.8) return latinKind(bytes);
  return bytes.filter((byte) => byte >= 0xe0).length * 2 >= high ? 'windows-1251' : 'koi8-r';
}

/**
 * Bytes of a page to text. Order: byte order mark, charset of the header, charset of the meta element, UTF-8 if the
 * bytes are valid UTF-8, GB 18030 or Big5 when their usual characters are there, windows-1251 or KOI8-R when most letters are
 * Cyrillic in it, windows-1250 or ISO 8859-2 when that gives fewer signs inside words, windows-1252. A declared Latin-1 gives way to valid UTF-8: servers declare it by default.
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const mark = byteOrderMark(bytes);
  if (mark) return new TextDecoder(mark).decode(bytes);
  const declared = headerCharset(contentType) ?? metaCharset(bytes);
  if (declared && !utf8.test(declared) && !latin.test(declared)) return new TextDecoder(declared).decode(bytes);
  const text = validUtf8(bytes);
  if (text !== null) return text;
  if (declared) return new TextDecoder(utf8.test(declared) ? 'utf-8' : 'windows-1252').decode(bytes);
  return new TextDecoder(guessed(bytes)).decode(bytes);
}
