import { type AnyNode, isTag, isText } from 'domhandler';
import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { fixturePages, labPages } from '../../bench/extract-pages.ts';
import { buildTree } from '../../extractors/tree.ts';

type Shape = string | readonly [name: string, attributes: Readonly<Record<string, string>>, children: readonly Shape[]];

/** Elements and texts; neighbouring texts are one, as comments are left out. */
function shapeOf(nodes: readonly AnyNode[]): Shape[] {
  const shapes: Shape[] = [];
  for (const node of nodes) {
    const last = shapes.at(-1);
    if (isTag(node)) shapes.push([node.name, { ...node.attribs }, shapeOf(node.children)]);
    else if (isText(node) && typeof last === 'string') shapes[shapes.length - 1] = last + node.data;
    else if (isText(node)) shapes.push(node.data);
  }
  return shapes;
}

/** Cells, rows and items are left out: they end at the next one as browsers do, which the parser does not know of. */
const names = fc.constantFrom(
  ...'p P div table tbody head body ul dl b font a br hr img input select option optgroup button'.split(' '),
  ...'script style title textarea svg math desc rt rp form h1 x-own'.split(' '),
);
const piece = fc.oneof(
  names.map((name) => `<${name}>`),
  names.map((name) => `<${name}/>`),
  names.map((name) => `</${name}>`),
  names.map((name) => `<${name} A=1 a=2 b='x&amp;y' c d="&ltz&copy=" __proto__=e>`),
  fc.constantFrom('x', '&amp;', '&ampx', '&#65', '&notit;', '&#0;', '&#x110000;', '<!--c-->', '-->', '<![CDATA[d]]>'),
  fc.constantFrom('<?e?>', '<!doctype html>', '<', '>', '</', '<div ', '"', "'", '=', '&', '\0', '<p a="', '/'),
  fc.string({ maxLength: 4 }),
);

describe('the tree of a page', () => {
  it('is that of the parser, comments left out', () => {
    for (const { html } of [...fixturePages(), ...labPages(6)])
      expect(shapeOf(buildTree(html).root.children)).toEqual(
        shapeOf(parseDocument(html, { decodeEntities: true }).children),
      );
  });

  it('is that of the parser whatever the page consists of', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const html = pieces.join('');
        expect(shapeOf(buildTree(html).root.children)).toEqual(
          shapeOf(parseDocument(html, { decodeEntities: true }).children),
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it('is that of the parser when a name, a reference or a tag goes on in the next piece that is handed over', () => {
    for (const rest of ['</p><b class="c">x', '&amp;&copy;y', '<!-- z -->w', '<script>a</script>v'])
      for (let before = 65_536 - rest.length; before <= 65_536; before += 1) {
        const html = `<p>${'-'.repeat(before - 3)}${rest}`;
        expect(shapeOf(buildTree(html).root.children)).toEqual(shapeOf(parseDocument(html).children));
      }
  });

  it('ends a cell at the next one, whatever formatting is still open in it, as browsers do', () => {
    const { root } = buildTree(
      '<table><tr><td><b>1<td><font><i>2<tr><td><b>3</table><ul><li><a href="/">x<li>y</ul><td><b><table><td>in</table>',
    );
    expect(shapeOf(root.children)).toEqual([
      [
        'table',
        {},
        [
          [
            'tr',
            {},
            [
              ['td', {}, [['b', {}, ['1']]]],
              ['td', {}, [['font', {}, [['i', {}, ['2']]]]]],
            ],
          ],
          ['tr', {}, [['td', {}, [['b', {}, ['3']]]]]],
        ],
      ],
      [
        'ul',
        {},
        [
          ['li', {}, [['a', { href: '/' }, ['x']]]],
          ['li', {}, ['y']],
        ],
      ],
      ['td', {}, [['b', {}, [['table', {}, [['td', {}, ['in']]]]]]]],
    ]);
  });

  it('keeps the place of each element and of the end of what it contains', () => {
    const { all } = buildTree('<ul><li>a<b>x</b><li>b</ul><p>c');
    expect(all.map(({ name, startIndex, endIndex }) => [name, startIndex, endIndex])).toEqual([
      ['ul', 0, 4],
      ['li', 1, 3],
      ['b', 2, 3],
      ['li', 3, 4],
      ['p', 4, 5],
    ]);
  });
});
