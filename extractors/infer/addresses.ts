const escaped = (text: string): string =>
  text.replace(/[\\^$.*+?()[\]{}|/-]/g, (mark) => (mark === '/' || mark === '-' ? mark : `\\${mark}`));

interface Address {
  readonly segments: readonly string[];
  readonly slash: boolean;
  readonly params: readonly (readonly [name: string, value: string])[];
}

/** Parameters that choose a part or an order of the same list. */
const paging = /^(?:page|p|pg|start|offset|from|sort|order|dir|per_?page|limit)$/i;
const router = /^(?:act|action|do|view|route|r|mod|module|section|area|cmd|op|option|task|screen|page)$/i;
const idName = /^(?:id|.*_?id|pid|item|listing|product|offer|name|user|u|vendor|seller|handle|slug)$/i;

function addressOf(url: string): Address {
  const { pathname, search } = new URL(url);
  const params = search
    .slice(1)
    .split('&')
    .filter(Boolean)
    .map((pair): [string, string] => {
      const [name = '', ...rest] = pair.split('=');
      return [name, rest.join('=')];
    });
  return {
    segments: pathname.split('/').filter(Boolean),
    slash: pathname.endsWith('/'),
    params: params.filter(([name, value]) => !(paging.test(name) && /^(?:\d*|asc|desc)$/i.test(value))),
  };
}

/** The first part of a path says what kind of page it leads to, where it is a word. */
const kindOf = (segments: readonly string[]): string =>
  segments.length > 1 && /^[\p{L}_-]+$/u.test(segments[0] ?? '') ? (segments[0] ?? '') : '';

const shapeOf = ({ segments, params }: Address): string =>
  `${kindOf(segments)} ${segments.length}?${params
    .map(([name]) => name)
    .sort()
    .join('&')}`;

const isId = (text: string): boolean => /^\d+$/.test(text) || (/\d/.test(text) && /^[0-9a-f-]{8,}$/i.test(text));

/** A class of characters that fits all values and little else. */
function classOf(values: readonly string[]): string {
  if (values.every((value) => /^\d+$/.test(value))) return '\\d+';
  if (values.every((value) => /^[0-9a-f]{8,}$/.test(value))) return '[0-9a-f]+';
  if (values.every((value) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value))) return '[0-9a-fA-F-]{36}';
  return '[^/?&#]+';
}

const commonEnding = (values: readonly string[]): string => {
  const ending = /\.\w{2,5}$/.exec(values[0] ?? '')?.[0] ?? '';
  return ending && values.every((value) => value.endsWith(ending)) ? ending : '';
};

/** A varying part as a pattern; "title-of-the-thing-1234" varies with its title, so only the id at its end is the key. */
function varying(values: readonly string[], key: boolean): string {
  const ending = commonEnding(values);
  const sign = /^[@~]/.exec(values[0] ?? '')?.[0] ?? '';
  const start = sign && values.every((value) => value.startsWith(sign)) ? sign : '';
  const cores = values.map((value) => value.slice(start.length, value.length - ending.length));
  const tails = cores.map((core) => /^(?:.+[-._])([0-9a-z]*\d[0-9a-z]*)$/i.exec(core)?.[1] ?? '');
  const lengths = new Set(tails.map((tail) => tail.length));
  const tailed =
    tails.every(Boolean) && (lengths.size === 1 || tails.every((tail) => /^\d+$/.test(tail))) && !cores.every(isId);
  const name = key ? '?<key>' : '?:';
  const body = tailed
    ? `[^/?&#]*[-._](${name}${tails.every((tail) => /^\d+$/.test(tail)) ? '\\d+' : '[0-9A-Za-z]+'})`
    : key
      ? `(${name}${classOf(cores)})`
      : classOf(cores);
  return `${start}${body}${escaped(ending)}`;
}

const same = (values: readonly string[]): boolean => values.every((value) => value === values[0]);

/** With one address only, what looks like an id or follows a word is taken to vary. */
const looksVarying = (segments: readonly string[], at: number): boolean =>
  isId((segments[at] ?? '').replace(/\.\w+$/, '')) ||
  (at > 0 && at === segments.length - 1 && !/\.(?:php|aspx?|cgi|html?)$/i.test(segments[at] ?? ''));

function patternOf(addresses: readonly Address[], keyed: boolean): string | null {
  const [first] = addresses;
  if (!first) return null;
  const column = (at: number) => addresses.map((each) => each.segments[at] ?? '');
  const single = new Set(addresses.map((each) => JSON.stringify(each))).size === 1;
  const moving = first.segments.map((_, at) => (single ? looksVarying(first.segments, at) : !same(column(at))));
  const values = (name: string) => addresses.map((each) => each.params.find(([other]) => other === name)?.[1] ?? '');
  const names = first.params.map(([name]) => name);
  const movingNames = names.filter((name) =>
    single ? !(router.test(name) && /^[a-z_-]+$/i.test(values(name)[0] ?? '')) : !same(values(name)),
  );
  const keyAt = keyed ? moving.lastIndexOf(true) : -1;
  const keyName = keyed && keyAt < 0 ? (movingNames.find((name) => idName.test(name)) ?? movingNames[0]) : undefined;
  if (keyed && keyAt < 0 && keyName === undefined) return null;
  const path = first.segments
    .map((segment, at) => (moving[at] ? varying(column(at), at === keyAt) : escaped(segment)))
    .join('/');
  const fixed = names
    .filter((name) => !movingNames.includes(name))
    .map((name) => `(?=.*\\b${escaped(name)}=${escaped(values(name)[0] ?? '')}(?:&|$))`);
  const others = movingNames.filter((name) => name !== keyName).map((name) => `(?=.*\\b${escaped(name)}=)`);
  const start = `^/${path}${first.slash && first.segments.length > 0 ? '/?' : ''}`;
  if (keyName !== undefined)
    return `${start}\\?${[...fixed, ...others].join('')}(?:.*&)?${escaped(keyName)}=${varying(values(keyName), true)}`;
  if (fixed.length + others.length > 0) return `${start}\\?${[...fixed, ...others].join('')}`;
  return `${start}(?:\\?.*)?$`;
}

/** Things with an address, those of one form together, the largest group first. */
export function byShape<T>(all: readonly T[], urlOf: (each: T) => string): readonly (readonly T[])[] {
  const shapes = new Map<string, T[]>();
  for (const each of all) {
    const shape = shapeOf(addressOf(urlOf(each)));
    shapes.set(shape, [...(shapes.get(shape) ?? []), each]);
  }
  return [...shapes.values()].sort((a, b) => b.length - a.length);
}

/** Patterns that fit addresses of one kind of page, the commonest form first. `keyed`: with the varying id as the named group `key`. */
export function addressPatterns(urls: readonly string[], keyed: boolean): readonly string[] {
  const ordered = byShape([...new Set(urls)], (url) => url).map((group) => group.map(addressOf));
  const most = Math.max(0, ...ordered.map((each) => each.length));
  return [
    ...new Set(
      ordered.filter((each) => !keyed || each.length >= 0.2 * most).flatMap((each) => patternOf(each, keyed) ?? []),
    ),
  ].slice(0, 4);
}
