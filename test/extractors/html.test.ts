import { type AnyNode, isTag, isText } from 'domhandler';
import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { fixturePages, labPages } from '../../bench/extract-pages.ts';
import { decodeText } from '../../extractors/decode-text.ts';
import { buildTree } from '../../extractors/tree.ts';
import { GiveUp } from '../../model/errors.ts';
import { damagedPage } from './mutation-run.ts';

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

/** An end that leaves nothing open; what a page says after its last ">" is not compared. */
const closed = (html: string): string => `${html.replace(/<!-?>/g, '')}"><p>end</p>`;
const ours = (html: string): Shape[] => shapeOf(buildTree(html).root.children);
const theirs = (html: string): Shape[] => shapeOf(parseDocument(html, { decodeEntities: true }).children);

const pages = [...fixturePages(), ...labPages(6)];

const piece = fc.oneof(
  fc.constantFrom(
    ...'<p> </p> <div class="a b"> </div> <td> <tr> <table> </table> <br> </br> <br/> <li> <option selected> </span> <svg> </svg>'.split(
      ' ',
    ),
    ...[
      '<',
      '>',
      '/',
      '=',
      '"',
      "'",
      ' ',
      '\n',
      '&',
      ';',
      '<!--',
      '-->',
      '<!',
      '<?',
      '</',
      '</ ',
      '<a href=',
      '<a b = c d>',
      '<x/>',
    ],
    ...[
      '&amp;',
      '&copy',
      '&copy=1',
      '&#x41;',
      '&#128;',
      '&notin;',
      '&amp;lt;',
      '&NotEqualTilde;',
      '?a=1&lt=2&b',
      '&nbsp;x',
    ],
    ...[
      '<script>',
      '</script>',
      '</SCRIPT >',
      '<style>',
      '</style',
      '<title>',
      '</title>',
      '<textarea>',
      '</textarea>',
      '<ScRipt/>',
    ],
    ...[
      '<![CDATA[',
      ']]>',
      '<input value=x/>',
      '<img src="a" SRC=b>',
      '<desc>',
      '<math>',
      '</math>',
      '<form>',
      '<h1>',
      '<\u0000b>',
    ],
  ),
  fc.string({ maxLength: 6 }),
);

describe('the reading of HTML', () => {
  it('gives the tree that htmlparser2 gives, for every saved page', () => {
    for (const { html } of pages) expect(ours(html)).toEqual(theirs(html));
  });

  it('gives that tree for any text', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const html = closed(pieces.join(''));
        expect(ours(html)).toEqual(theirs(html));
      }),
      { numRuns: 3_000 },
    );
  });

  it('gives that tree for damaged pages', () => {
    for (let number = 0; number < 150; number += 1) {
      const { bytes, contentType } = damagedPage(
        5,
        number,
        pages.map(({ input }) => input),
      ).input;
      const html = closed(decodeText(bytes, contentType));
      try {
        const tree = ours(html);
        expect(tree).toEqual(theirs(html));
      } catch (error) {
        if (!(error instanceof GiveUp)) throw error;
      }
    }
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

  it('does not take a document type that never ends for text', () => {
    expect(ours('<p>a</p><!doctype html public')).toEqual([['p', {}, ['a']]]);
  });
});
