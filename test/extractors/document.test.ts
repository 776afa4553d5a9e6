import * as cheerio from 'cheerio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSelector, parsePage } from '../../extractors/document.ts';
import { labelKey, readLabels } from '../../extractors/labels.ts';
import { isHidden, lineOf, textOf } from '../../extractors/text.ts';

const page = (html: string, url = 'http://shop.invalid/a/b/c') => parsePage(html, url);
const afterLabel = (html: string, label: string): string[] =>
  [...readLabels(page(html)).after(new Set([labelKey(label)]), null)].map((pair) => pair.text ?? lineOf(pair.nodes));

describe('text of a page', () => {
  it('keeps neighbouring cells, blocks and options apart', () => {
    const parsed = page('<table><tr><td>10</td><td>250 USD</td></tr></table><div>a</div><div>b</div>c<br>d');
    expect(textOf(parsed.root.children)).toBe('10 250 USD\na\nb\nc\nd');
    expect(lineOf(parsed.root.children)).toBe('10 250 USD a b c d');
  });

  it('leaves out script, style, template, noscript and comments', () => {
    const parsed = page(
      'a<script>var p="9999 EUR"</script><style>b{content:"777 EUR"}</style><template>t</template><noscript>n</noscript><!--c-->z',
    );
    expect(lineOf(parsed.root.children)).toBe('az');
  });

  it('leaves struck-out text out when the current value is asked for', () => {
    const parsed = page('<del>US$240</del> <b>US$180</b> <s>9</s><strike>8</strike>');
    expect(lineOf(parsed.root.children, { current: true })).toBe('US$180');
    expect(lineOf(parsed.root.children)).toContain('US$240');
  });

  it('keeps the line breaks of preformatted text', () => {
    expect(textOf(page('<pre>-----BEGIN\n\nabc\nxyz</pre>').root.children)).toBe('-----BEGIN\n\nabc\nxyz');
    expect(textOf(page('<p style="white-space: pre-wrap">a\nb</p>').root.children)).toBe('a\nb');
  });

  it('knows what a page hides', () => {
    const [shown, hidden] = page('<p>a</p><p style="display: none">b</p>').elements();
    expect([shown, hidden].map((element) => element && isHidden(element))).toEqual([false, true]);
  });
});

describe('addresses', () => {
  it.each([
    ['/board/', 'show.php?t=5', 'http://lab.invalid/board/show.php?t=5'],
    ['', '?x=1', 'http://lab.invalid/board/view.php/topic/12/3/?x=1'],
    ['http://mirror.invalid/x/', '../y', 'http://mirror.invalid/y'],
  ])('count from base "%s": %s', (base, href, expected) => {
    const parsed = parsePage(
      `${base && `<base href="${base}">`}<a href="${href}">`,
      'http://lab.invalid/board/view.php/topic/12/3/',
    );
    expect(parsed.absolute(href)).toBe(expected);
  });

  it('drop fragments and everything that cannot be fetched', () => {
    const parsed = page('');
    expect(parsed.absolute('/x#part')).toBe('http://shop.invalid/x');
    for (const href of [
      '#top',
      'javascript:void(0)',
      'mailto:a@b.invalid',
      'data:text/html,x',
      'ftp://h.invalid/',
      '',
      'http://[',
    ])
      expect(parsed.absolute(href)).toBeNull();
  });
});

describe('values after labels', () => {
  it.each([
    ['cells', '<table><tr><th>Price</th><td>5 EUR</td></tr></table>'],
    [
      'four cells in a row',
      '<table><tr><td><b>Class</b></td><td>x</td><td><b>Price</b></td><td>5 EUR</td></tr></table>',
    ],
    ['dt and dd', '<dl><dt>Price:</dt><dd>5 EUR</dd></dl>'],
    ['a label element', '<div><label>Price</label> <span>5 EUR</span></div>'],
    ['bold text', '<p><b>Price:</b> 5 EUR <b>Stock:</b> 3</p>'],
    ['a line', '<p>Price: 5 EUR<br>Stock: 3</p>'],
    ['a line with mark-up', '<p>Price: <span class="price">5 EUR</span></p>'],
    ['neighbouring blocks', '<div class="k">Price</div><div class="v">5 EUR</div>'],
    ['a wrapped label', '<div><span><b>Price</b></span></div><div>5 EUR</div>'],
    ['an old price before the new', '<p>Price: <del>9 EUR</del> 5 EUR</p>'],
  ])('are found in %s', (_form, html) => {
    expect(afterLabel(html, 'Price')[0]).toBe('5 EUR');
  });

  it('are not taken from the label of another value', () => {
    expect(afterLabel('<p><b>Price:</b></p><p>Old price: 9 EUR</p>', 'Price')).not.toContain('9 EUR');
    expect(afterLabel('<p>My price list</p>', 'Price')).toEqual([]);
  });
});

// No cells and items: those are ended as in browsers, which the parser's own engine does not do.
const tag = fc.constantFrom('div', 'p', 'span', 'section', 'a', 'ul', 'nav');
const name = fc.constantFrom('a', 'b', 'c');
const tree = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constant('x'),
    fc
      .tuple(tag, name, fc.array(tie('node'), { maxLength: 4 }))
      .map(([element, cls, children]) => `<${element} class="${cls} z">${children.join('')}</${element}>`),
  ),
})).node;

describe('selection', () => {
  it.each([
    '.a',
    'div.b > .c',
    'section, .c',
    '.a .b',
    'span:not(.a)',
    '[class~="c"]',
    'nav:first-child',
    '.a:has(.b)',
    '*',
    'a.b, p',
  ])('by "%s" finds what an ordinary engine finds', (selector) => {
    const compiled = compileSelector(selector);
    fc.assert(
      fc.property(tree, (html) => {
        const parsed = page(html);
        const $ = cheerio.load(html, { xml: { xmlMode: false, decodeEntities: true } });
        expect(parsed.select(compiled).map((element) => textOf([element]))).toEqual(
          $(selector)
            .get()
            .map((element) => textOf([element])),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('stays inside its scope and takes ">" as a direct child', () => {
    const parsed = page('<div id="r"><p class="a">1<span><p class="a">2</p></span></p></div><p class="a">3</p>');
    const [scope] = parsed.select(compileSelector('#r'));
    expect(parsed.select(compileSelector('.a'), scope).length).toBe(2);
    expect(parsed.select(compileSelector('> .a'), scope).length).toBeLessThan(3);
    expect(parsed.select(compileSelector('> .a'), scope).every((element) => element.parent === scope)).toBe(true);
  });
});
