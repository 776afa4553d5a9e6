import type { PageInput } from '../../extractors/types.ts';
import { createRandom } from '../../lab/random.ts';

/** Whole numbers from 0 up to, not including, `below`. */
export type Draw = (below: number) => number;

export function drawFrom(seed: string): Draw {
  const random = createRandom(seed);
  return (below) => (below < 1 ? 0 : random.int(0, below - 1));
}

const pick = <T>(draw: Draw, [first, ...rest]: readonly [T, ...T[]]): T =>
  [first, ...rest][draw(rest.length + 1)] ?? first;

type Damage = (bytes: Buffer, draw: Draw, other: Buffer) => Buffer;

const span = (bytes: Buffer, draw: Draw, most = 4_000): readonly [from: number, to: number] => {
  const from = draw(bytes.length + 1);
  return [from, Math.min(bytes.length, from + draw(most))];
};
const insert = (bytes: Buffer, at: number, part: Buffer | string): Buffer =>
  Buffer.concat([bytes.subarray(0, at), Buffer.from(part), bytes.subarray(at)]);
const somewhere = (bytes: Buffer, draw: Draw, part: Buffer | string): Buffer =>
  insert(bytes, draw(bytes.length + 1), part);
const noise = (draw: Draw, length: number): Buffer => Buffer.from(Array.from({ length }, () => draw(256)));

const tags = [
  '<table><tr><td>',
  '</table>',
  '</div></div></div>',
  '<!--',
  '-->',
  '<script>',
  '</script>',
  '<textarea>',
  '<title>',
  '<svg><title>x',
  '<![CDATA[',
  '<select><option>',
  '<p style="display:none">',
  '<base href="//[">',
  '<base href="data:,x">',
  '<html lang="\u0000">',
  '<a href="http://[::1">x</a>',
  '<a href="/%E0%A4%A">x</a>',
  '<li><dt><dd><td>',
  '<h1>',
  '<plaintext>',
  '<template>',
  '<time datetime="99999-99-99T99:99:99">',
  '<img src="',
  "<b class='",
] as const;

const texts = [
  'Price: 1e999 EUR',
  'Price: -0.0000000000000000000001 BTC',
  `Price: ${'9'.repeat(400)}.${'9'.repeat(400)} USD`,
  'Price: 1.2.3.4,5,6 EUR',
  'Vendor: ',
  'Vendor: __proto__',
  'Ships from: constructor',
  '99999999999999999999 g for 0 EUR',
  '0g MDMA 0 EUR',
  '31.02.2019 25:61',
  '-1 days ago',
  '999999999999 years ago',
  '\ud800',
  '\u202e\u200b\u00ad\ufeff',
  '-----BEGIN PGP PUBLIC KEY BLOCK-----',
  `bc1${'q'.repeat(300)}`,
  '(((((((((((((((((((((((((((((',
  '[url=http://x.invalid/]'.repeat(40),
  '\u0130\u0131\u1e9e\ufb03',
] as const;

const entities = [
  '&',
  '&#',
  '&#x',
  '&#x110000;',
  '&#xD800;',
  '&#0;',
  '&#99999999999999;',
  '&notanentity;',
  '&amp&lt;&gt',
  '&NotEqualTilde;',
] as const;

const beginnings = [
  '\x89PNG\r\n\x1a\n',
  '%PDF-1.7\n',
  'PK\x03\x04',
  '\x1f\x8b\x08\x00',
  'GIF89a',
  '\xff\xd8\xff\xe0',
  '{"messages":[{"type":"message","id":1,"date":"x","text":[{}]}]}',
  '{"name":1,"type":"x","messages":{}}',
  '[null]',
  '<?xml version="1.0" encoding="utf-16"?><rss>',
  '\xff\xfe<\x00h\x00',
  '\xfe\xff\x00<\x00h',
  'WARC/1.1\r\n',
  'MZ\x90\x00',
] as const;

/** What can happen to a page, by name. */
export const damages = {
  nothing: (bytes) => bytes,
  'byte flips': (bytes, draw) => {
    const flipped = Buffer.from(bytes);
    for (let count = 1 + draw(60); count > 0 && flipped.length > 0; count -= 1)
      flipped[draw(flipped.length)] = draw(256);
    return flipped;
  },
  cut: (bytes, draw) => bytes.subarray(0, draw(bytes.length + 1)),
  'cut at the front': (bytes, draw) => bytes.subarray(draw(bytes.length + 1)),
  'part missing': (bytes, draw) => {
    const [from, to] = span(bytes, draw);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  'part repeated': (bytes, draw) => {
    const [from, to] = span(bytes, draw);
    return insert(bytes, from, Buffer.concat(Array.from({ length: 1 + draw(60) }, () => bytes.subarray(from, to))));
  },
  'parts swapped': (bytes, draw) => {
    const [at, to] = span(bytes, draw);
    return Buffer.concat([bytes.subarray(to), bytes.subarray(at, to), bytes.subarray(0, at)]);
  },
  'part of another page': (bytes, draw, other) => somewhere(bytes, draw, other.subarray(...span(other, draw))),
  'stray tags': (bytes, draw) => {
    let spoilt = bytes;
    for (let count = 1 + draw(8); count > 0; count -= 1) spoilt = somewhere(spoilt, draw, pick(draw, tags));
    return spoilt;
  },
  'odd texts': (bytes, draw) => {
    let spoilt = bytes;
    for (let count = 1 + draw(8); count > 0; count -= 1) spoilt = somewhere(spoilt, draw, pick(draw, texts));
    return spoilt;
  },
  'odd values': (bytes, draw) => {
    const text = pick(draw, texts);
    return Buffer.from(bytes.toString('latin1').replace(/>[^<>]{3,40}</g, (whole) => (draw(4) ? whole : `>${text}<`)));
  },
  'odd entities': (bytes, draw) =>
    Buffer.from(
      bytes.toString('latin1').replace(/ /g, (space) => (draw(12) ? space : pick(draw, entities))),
      'latin1',
    ),
  'control characters': (bytes, draw) => {
    let spoilt = bytes;
    for (let count = 1 + draw(40); count > 0; count -= 1)
      spoilt = somewhere(spoilt, draw, Buffer.of(draw(32), draw(2) * 127));
    return spoilt;
  },
  'broken UTF-8': (bytes, draw) =>
    somewhere(bytes, draw, Buffer.from([0xe2, 0x82, 0xf0, 0x9f, 0xc0, 0xed, 0xa0, 0x80])),
  nesting: (bytes, draw) => somewhere(bytes, draw, pick(draw, tags).repeat(1 + draw(1_200))),
  'giant attribute': (bytes, draw) =>
    somewhere(bytes, draw, `<a href="/${pick(draw, ['x', '%', '&amp;', ' ', 'é']).repeat(draw(300_000))}">`),
  'giant text': (bytes, draw) => somewhere(bytes, draw, pick(draw, texts).slice(0, 60).repeat(draw(4_000))),
  'many attributes': (bytes, draw) =>
    somewhere(bytes, draw, `<p ${Array.from({ length: draw(30_000) }, (_, at) => `a${at}`).join(' ')}>`),
  'quotes missing': (bytes, draw) =>
    Buffer.from(
      bytes.toString('latin1').replace(/"/g, (quote) => (draw(10) ? quote : '')),
      'latin1',
    ),
  'end tags missing': (bytes, draw) =>
    Buffer.from(
      bytes.toString('latin1').replace(/<\/\w+>/g, (end) => (draw(3) ? end : '')),
      'latin1',
    ),
  'UTF-16': (bytes) => Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(bytes.toString('utf8'), 'utf16le')]),
  'another kind of file': (bytes, draw) =>
    Buffer.concat([Buffer.from(pick(draw, beginnings), 'latin1'), draw(2) ? bytes : noise(draw, draw(3_000))]),
  'random bytes': (_bytes, draw) => noise(draw, draw(20_000)),
  'nothing left': () => Buffer.alloc(0),
} as const satisfies Readonly<Record<string, Damage>>;

export type DamageName = keyof typeof damages;
const isName = (name: string): name is DamageName => Object.hasOwn(damages, name);
const names = Object.keys(damages).filter(isName);

const contentTypes = [
  '',
  'text/html',
  'text/html; charset=utf-8',
  'text/html; charset=windows-1251',
  'text/html; charset=utf-16le',
  'text/html; charset=shift_jis',
  'text/html; charset=x-user-defined',
  'text/html; charset=iso-2022-jp',
  'text/html; charset="',
  'image/png',
] as const;

const addresses = ['', 'not an address', 'http://[', 'http://x.invalid/%E0%A4%A?id=%', 'file:///etc'] as const;

/** A page with one to three kinds of damage, and sometimes with a header or an address that is wrong. */
export function mutate(
  input: PageInput,
  other: PageInput,
  draw: Draw,
): { readonly input: PageInput; readonly damage: readonly DamageName[] } {
  const damage = Array.from({ length: 1 + draw(3) }, () => names[draw(names.length)] ?? 'nothing');
  const bytes = damage.reduce<Buffer>(
    (spoilt, name) => damages[name](spoilt, draw, Buffer.from(other.bytes)),
    Buffer.from(input.bytes),
  );
  const contentType = draw(3) ? input.contentType : pick(draw, contentTypes);
  const url = draw(10) ? input.url : pick(draw, addresses);
  const status = draw(10) ? input.status : pick(draw, [0, 204, 301, 403, 404, 503, 999]);
  return { input: { ...input, bytes, contentType, url, status }, damage };
}
