import { type AnyNode, isTag, isText } from 'domhandler';
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

describe('the tree of a page', () => {
  it('is that of the parser, comments left out', () => {
    for (const { html } of [...fixturePages(), ...labPages(6)])
      expect(shapeOf(buildTree(html).root.children)).toEqual(
        shapeOf(parseDocument(html, { decodeEntities: true }).children),
      );
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
