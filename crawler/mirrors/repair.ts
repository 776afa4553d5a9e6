const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  sol: '/',
  equals: '=',
  plus: '+',
};

const withoutEntities = (text: string): string =>
  text
    .replace(/&amp;(?=#?\w+;)/g, '&')
    .replace(/&#x([0-9a-f]{1,5});/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);

const withoutTags = (html: string): string =>
  withoutEntities(
    html
      .replace(/\r?\n?[ \t]*<br\s*\/?>[ \t]*(?:\r?\n)?/gi, '\n')
      .replace(/<\/(?:p|div|li|tr|h\d|pre)>/gi, '\n')
      .replace(/<[^<>]{0,500}>/g, ''),
  );

/** What every line of a block has before it, such as the indent of the page around it. */
function withoutIndent(block: string): string {
  const lines = block.split('\n');
  const indents = lines
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t>|]*/.exec(line)?.[0].length ?? 0);
  const least = indents.length === 0 ? 0 : Math.min(...indents);
  return lines
    .map((line, at) =>
      at === 0 ? line.trimStart() : line.slice(Math.min(least, /^[ \t>|]*/.exec(line)?.[0].length ?? 0)),
    )
    .join('\n');
}

const isHeader = (line: string): boolean => /^(Hash|Version|Comment|MessageID|Charset): /.test(line.trim());

/** An armour's data stand behind an empty line, and a signed text too; pages lose it. */
function withEmptyLines(block: string): string {
  const out: string[] = [];
  let within = false;
  for (const line of block.split('\n')) {
    if (within && !isHeader(line)) {
      if (line.trim() !== '') out.push('');
      within = false;
    }
    out.push(within || /^-----/.test(line.trim()) ? line.trim() : line);
    if (/^-----BEGIN /.test(line.trim())) within = true;
  }
  return out.join('\n');
}

const blocks = {
  signed: /-----BEGIN PGP SIGNED MESSAGE-----[\s\S]*?-----END PGP SIGNATURE-----/g,
  signature: /-----BEGIN PGP SIGNATURE-----[\s\S]*?-----END PGP SIGNATURE-----/g,
  key: /-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*?-----END PGP PUBLIC KEY BLOCK-----/g,
} as const;

/**
 * Every block of a kind in a text or page, each in all forms in which it may have been meant, the plainest first: as it stands, without mark-up and
 * character references, without the indent, with the empty lines that were lost. Only a signature that holds tells which form is right.
 */
export function blocksIn(text: string, kind: keyof typeof blocks): readonly (readonly string[])[] {
  const plain = text
    .replace(/\r*\n|\r/g, '\n')
    .replace(/[\u200b\u00ad\ufeff\u2060]/g, '')
    .replace(/[\u2010-\u2015]{5}/g, '-----');
  const spread = [plain, withoutTags(plain)];
  const forms = [...spread, ...spread.map((form) => form.replaceAll('\u00a0', ' '))].map(
    (form) => form.match(blocks[kind]) ?? [],
  );
  const count = Math.max(...forms.map(({ length }) => length));
  return Array.from({ length: count }, (_, at) => {
    const found = forms.flatMap((form) => form[at] ?? []);
    const unindented = found.map(withoutIndent);
    return [...new Set([...found, ...unindented, ...[...found, ...unindented].map(withEmptyLines)])];
  });
}
