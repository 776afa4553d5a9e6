import { type AnyNode, type Element, isTag, isText } from 'domhandler';

const silent = new Set(['script', 'style', 'template', 'noscript', 'head', 'iframe', 'object', 'svg', 'canvas']);
/** Elements whose text no longer holds, such as an old price. */
export const struck: readonly string[] = ['del', 's', 'strike'];
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

const leavesOut = (element: Element, { current, drop }: TextOptions): boolean =>
  silent.has(element.name) || (current && struck.includes(element.name)) || drop?.(element) || false;

const spaces = (text: string): string => (/[\n\r]/.test(text) ? text.replace(/[ \t\r\n\f]+/g, ' ') : text);

/** Text with "\n" at block borders and " " at cell borders, or only spaces when `flat`; white space is not yet folded. */
function gather(nodes: readonly AnyNode[], options: TextOptions, flat: boolean): string {
  const parts: string[] = [];
  const limit = options.limit ?? Number.POSITIVE_INFINITY;
  const line = flat ? ' ' : '\n';
  let length = 0;
  let fresh = true;
  const push = (text: string, blank: boolean) => {
    parts.push(text);
    length += text.length;
    fresh = blank && (fresh || text === '\n');
  };
  const edge = (border: string) => {
    if (border === ' ' || (border && !fresh)) push(border, true);
  };
  const say = (data: string, kept: boolean) => {
    const text = data.length > limit ? data.slice(0, limit + 1) : data;
    push(flat || kept ? text : spaces(text), !/\S/.test(text));
  };
  const visit = (node: AnyNode, kept: boolean) => {
    if (length > limit) return;
    if (isText(node)) say(node.data, kept);
    if (!isTag(node) || leavesOut(node, options)) return;
    if (node.name === 'br') return push(line, true);
    const border = lines.has(node.name) ? line : cells.has(node.name) ? ' ' : '';
    const keeps = kept || (!flat && isKept(node));
    edge(border);
    for (const child of node.children) visit(child, keeps);
    edge(border);
  };
  for (const node of nodes) visit(node, false);
  return parts.join('');
}

const isKept = (element: Element): boolean =>
  element.name === 'pre' || element.name === 'textarea' || /white-space:\s*pre/i.test(element.attribs.style ?? '');

/** Folds each line and keeps at most one empty line between two others. */
const foldLines = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.replace(/[\s\u200b\ufeff]+/gu, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** White space folded to single spaces, zero-width space and byte order mark removed. */
export function foldLine(text: string): string {
  // Most texts are folded already; looking is cheaper than replacing every space by itself.
  if (!/[^\S ]|[ ] |\u200b/.test(text)) return text.trim();
  return text
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** True when the text of nodes holds a colon, the mark of a label. */
export const hasColon = (nodes: readonly AnyNode[]): boolean => /[:：]/.test(gather(nodes, { limit: 4000 }, true));

/** The text of a node that is nothing but one text, however deeply wrapped; null for all others. */
function soleText(nodes: readonly AnyNode[], options: TextOptions): string | null {
  let all = nodes;
  for (;;) {
    const [node] = all;
    if (!node || all.length > 1) return null;
    if (isText(node)) return node.data;
    if (!isTag(node) || leavesOut(node, options)) return null;
    all = node.children;
  }
}

/** The text of nodes on one line. */
export function lineOf(nodes: readonly AnyNode[], options: TextOptions = {}): string {
  const text = soleText(nodes, options);
  if (text === null) return foldLine(gather(nodes, options, true));
  return foldLine(options.limit !== undefined && text.length > options.limit ? text.slice(0, options.limit + 1) : text);
}

/** The text of nodes with the line breaks that a reader sees. */
export const textOf = (nodes: readonly AnyNode[], options: TextOptions = {}): string =>
  foldLines(gather(nodes, options, false));

/** Only the text directly inside an element. */
export const ownText = (element: Element): string =>
  foldLine(element.children.map((child) => (isText(child) ? child.data : ' ')).join(''));

/** Hidden by the page's own mark-up (style sheets are not looked at). */
export const isHidden = (element: Element): boolean =>
  element.attribs.hidden !== undefined ||
  (element.name === 'input' && element.attribs.type === 'hidden') ||
  /display:\s*none|visibility:\s*hidden/i.test(element.attribs.style ?? '');
