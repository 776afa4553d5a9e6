import type { MarketPage } from './shown.ts';

/** Which byte stands for a letter in windows-1251. */
function cyrillicBytes(): ReadonlyMap<string, number> {
  const decoder = new TextDecoder('windows-1251');
  return new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
}

/** A page as its server sends it. What windows-1251 has no letter for becomes a numeric reference, as browsers and editors do it. */
export function bytesOf({ html, charset }: Pick<MarketPage, 'html' | 'charset'>): Uint8Array {
  if (charset === 'utf-8') return Buffer.from(html);
  const bytes = cyrillicBytes();
  return Uint8Array.from([...html].flatMap((sign) => bytes.get(sign) ?? [...Buffer.from(`&#${sign.codePointAt(0)};`)]));
}
