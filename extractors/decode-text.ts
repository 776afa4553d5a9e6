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

/**
 * The encoding of bytes that are no UTF-8 and that nobody declared. In Cyrillic nearly every letter lies beyond ASCII and so stands beside
 * another such letter; in the languages of windows-1252 such letters stand alone. Small letters are the upper half of windows-1251 and the
 * lower half of KOI8-R.
 */
function guessed(bytes: Uint8Array): string {
  const isHigh = (byte: number | undefined): boolean => byte !== undefined && byte >= 0xc0;
  const high = bytes.filter(isHigh).length;
  const beside = bytes.filter((byte, at) => isHigh(byte) && (isHigh(bytes[at - 1]) || isHigh(bytes[at + 1]))).length;
  if (beside < 20 || beside < high * 0.8) return 'windows-1252';
  return bytes.filter((byte) => byte >= 0xe0).length * 2 >= high ? 'windows-1251' : 'koi8-r';
}

/**
 * Bytes of a page to text. Order: byte order mark, charset of the header, charset of the meta element, UTF-8 if the
 * bytes are valid UTF-8, windows-1251 or KOI8-R when most letters are Cyrillic in it, windows-1252. A declared Latin-1 gives way to valid UTF-8: servers declare it by default.
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
