import { type AnyNode, type Element, isTag, isText } from 'domhandler';

const silent = new Set(['script', 'style', 'template', 'noscript', 'head', 'iframe', 'object', 'svg', 'canvas']);
const struck = new Set(['del', 's', 'strike']);
const lines = new Set(
  'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section summary table tbody tfoot thead tr ul option'.split(
    ' ',
  ),
);
const cells = new Set(['td', 'th', 'label', 'button', 'select', 'textarea']);

export const isBlock = (element: Element): boolean => lines.has(element.name);
export const isSilent = (element: Element): boolean => silent.has(element.name);

export interface TextOptions {
  /** Leave struck-out text (old prices) out. */
  readonly current?: boolean;
  readonly drop?: (element: Element) => boolean;
  /** Stop after this many characters. */
  readonly limit?: number;
}

/** Text with "\n" at block borders and " " at cell borders; white space is not yet folded. */
function gather(nodes: readonly AnyNode[], options: TextOptions): string {
  let text = '';
  const limit = options.limit ?? Number.POSITIVE_INFINITY;
  const visit = (node: AnyNode, kept: boolean) => {
    if (text.length > limit) return;
    if (isText(node)) text += kept ? node.data : node.data.replace(/[ \t\r\n\f]+/g, ' ');
    if (!isTag(node) || silent.has(node.name)) return;
    if ((options.current && struck.has(node.name)) || options.drop?.(node)) return;
    if (node.name === 'br') {
      text += '\n';
      return;
    }
    const border = lines.has(node.name) ? '\n' : cells.has(node.name) ? ' ' : '';
    const edge = () => {
      if (border === ' ' || (border && !/\n *$/.test(text))) text += border;
    };
    const keeps =
      kept || node.name === 'pre' || node.name === 'textarea' || /white-space:\s*pre/i.test(node.attribs.style ?? '');
    edge();
    for (const child of node.children) visit(child, keeps);
    edge();
  };
  for (const node of nodes) visit(node, false);
  return text;
}

/** Folds each line and keeps at most one empty line between two others. */
const foldLines = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.replace(/[\s\u200b\ufeff]+/gu, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** White space folded to single spaces, zero-width space and byte order mark removed. */
export const foldLine = (text: string): string =>
  text
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** The text of nodes on one line. */
export const lineOf = (nodes: readonly AnyNode[], options: TextOptions = {}): string =>
  foldLine(gather(nodes, options));

/** The text of nodes with the line breaks that a reader sees. */
export const textOf = (nodes: readonly AnyNode[], options: TextOptions = {}): string =>
  foldLines(gather(nodes, options));

/** Only the text directly inside an element. */
export const ownText = (element: Element): string =>
  foldLine(element.children.map((child) => (isText(child) ? child.data : ' ')).join(''));

/** Hidden by the page's own mark-up (style sheets are not looked at). */
export const isHidden = (element: Element): boolean =>
  element.attribs.hidden !== undefined ||
  (element.name === 'input' && element.attribs.type === 'hidden') ||
  /display:\s*none|visibility:\s*hidden/i.test(element.attribs.style ?? '');
