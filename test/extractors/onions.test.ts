import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePage } from '../../extractors/document.ts';
import { extract } from '../../extractors/extract.ts';
import { createLexicon } from '../../extractors/lexicon/lexicon.ts';
import { mostMentions, onionsIn, onionsOn } from '../../extractors/onions.ts';
import { onionName } from '../../lab/onion.ts';

const own = onionName('own');
const other = onionName('other');
const label = other.slice(0, 56);
const on = (html: string) => onionsOn(parsePage(html, `http://${own}/t/5`));
const addresses = (html: string) => on(html).map(({ address }) => address);

describe('an onion address on a page', () => {
  it.each([
    ['a link', `<p>our <a href="http://${other}/x?y=1">new board</a> is up</p>`],
    ['a link with a sub-domain', `<a href="https://www.${other}/">x</a>`],
    ['plain text', `<p>new board: ${other}</p>`],
    ['text in capitals', `<p>${other.toUpperCase()}</p>`],
    ['a comment form', `<textarea>${other}</textarea>`],
    ['text with a break inside', `<p>${label.slice(0, 30)}<wbr>${label.slice(30)}.onion</p>`],
    ['text that hides the dot', `<p>${label}[.]onion, ${label} (dot) onion</p>`],
    ['text with character references', `<p>${label}&#46;onion</p>`],
    ['text within an address', `<p>see http://${other}/forum.</p>`],
  ])('is found in %s', (_, html) => {
    expect(addresses(html)).toEqual([other]);
  });

  it('is found with the words around it, two hundred characters at most', () => {
    expect(on(`<p>our <a href="http://${other}/">new board</a> is up</p>`)).toEqual([
      { address: other, context: 'our new board is up' },
    ]);
    const [found] = on(`<p>${'before '.repeat(80)}${other}${' after'.repeat(80)}</p>`);
    expect(found?.context).toContain(other);
    expect(found?.context).toMatch(/before.*after/s);
    expect(found?.context.length).toBeLessThanOrEqual(200);
  });

  it('is none when it is the page’s own, when its checksum is wrong, or when it is hidden in a script', () => {
    expect(addresses(`<a href="/x">a</a><a href="http://${own}/y">b</a><p>${own} onion soup</p>`)).toEqual([]);
    const wrong = `${label.slice(0, 54)}${label[54] === 'a' ? 'b' : 'a'}d.onion`;
    expect(addresses(`<p>${wrong}</p><a href="http://${wrong}/">x</a><p>a${other}</p>`)).toEqual([]);
    expect(addresses(`<script>var x = "${other}"</script>`)).toEqual([]);
  });

  it('is told once, and a flood of them is cut with a word', () => {
    expect(addresses(`<p>${other} ${other}</p><a href="http://${other}/">x</a>`)).toEqual([other]);
    const many = Array.from({ length: mostMentions + 3 }, (_, at) => onionName(`name ${at}`));
    const bytes = Buffer.from(`<title>Links</title><p>${many.join('<br>')}</p>`);
    const input = {
      bytes,
      contentType: 'text/html',
      url: `http://${own}/`,
      capturedAt: '2026-01-01T00:00:00Z',
      status: 200,
    };
    const read = extract(input, { profile: 'generic', profiles: [], lexicon: createLexicon() });
    expect(read.onions).toHaveLength(mostMentions);
    expect(read.title).toBe('Links');
    expect(read.issues.at(-1)?.message).toContain('3 more onion addresses');
  });

  it('is found in an export of a chat, in its messages and behind its links', () => {
    const message = (id: number, text: unknown) => ({
      id,
      type: 'message',
      date: '2026-01-01T00:00:00',
      from: 'a',
      text,
    });
    const hidden = onionName('hidden');
    const link = [{ type: 'text_link', text: 'here', href: `http://${hidden}/` }];
    const messages = [message(1, `we moved:\n${other} soon`), message(2, link)];
    const bytes = Buffer.from(JSON.stringify({ name: 'x', type: 'public_channel', id: 5, messages }));
    const input = {
      bytes,
      contentType: 'application/json',
      url: 'file:x',
      capturedAt: '2026-01-01T00:00:00Z',
      status: 200,
    };
    const read = extract(input, { profile: 'auto', profiles: [], lexicon: createLexicon() });
    expect(read.page).toBe('channel');
    expect(read.onions?.map(({ address }) => address)).toEqual([other, hidden]);
    expect(read.onions?.[0]?.context).toContain(`we moved: ${other} soon`);
  });

  it('is looked for in any text without a fault', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const found = onionsIn(`${before} ${other} ${after}`);
        expect(found.map(({ address }) => address)).toContain(other);
        expect(found.every(({ context }) => context.length <= 200)).toBe(true);
      }),
    );
  });
});
