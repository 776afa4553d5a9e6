import { type ChildNode, Document, Element, type ParentNode, Text } from 'domhandler';
import { type HtmlHandler, readHtml } from './html.ts';

/**
 * A page as a tree, with its elements at hand by tag, class and id, all in document order. An element's startIndex is its place in `all`
 * and its endIndex the place after its last descendant; no offsets into the source are kept. Comments are left out.
 */
export interface Tree {
  readonly root: Document;
  readonly all: readonly Element[];
  readonly tags: ReadonlyMap<string, readonly Element[]>;
  readonly classes: ReadonlyMap<string, readonly Element[]>;
  readonly ids: ReadonlyMap<string, readonly Element[]>;
}

type Lists = Map<string, Element[]>;

/** Most names have one element; a list that begins empty and grows would hold room for seventeen. */
function put(lists: Lists, name: string, element: Element): void {
  const known = lists.get(name);
  if (known) known.push(element);
  else lists.set(name, [element]);
}

/** What an element has before its first child comes. */
const noChildren: ChildNode[] = [];
Object.freeze(noChildren);

function append(parent: ParentNode, node: Element | Text): void {
  const siblings = parent.children;
  const last = siblings[siblings.length - 1];
  node.parent = parent;
  if (last) {
    last.next = node;
    node.prev = last;
    siblings.push(node);
  } else parent.children = [node];
}

/** Files elements while they are opened. Rows repeat the same class attribute, which is taken apart once. */
function createIndex(): Omit<Tree, 'root'> & { readonly file: (element: Element) => void } {
  const all: Element[] = [];
  const [tags, classes, ids]: [Lists, Lists, Lists] = [new Map(), new Map(), new Map()];
  const apart = new Map<string, ReadonlySet<string>>();
  const namesIn = (attribute: string): ReadonlySet<string> => {
    const known = apart.get(attribute);
    if (known) return known;
    const names = new Set(attribute.split(/\s+/).filter(Boolean));
    apart.set(attribute, names);
    return names;
  };
  const file = (element: Element) => {
    element.startIndex = all.length;
    all.push(element);
    put(tags, element.name, element);
    const { id, class: names } = element.attribs;
    if (id) put(ids, id, element);
    if (!names) return;
    if (!/\s/.test(names)) put(classes, names, element);
    else for (const name of namesIn(names)) put(classes, name, element);
  };
  return { all, tags, classes, ids, file };
}

/** From so many characters on a page is first read without keeping anything of it, so that a bomb never becomes a tree. */
const large = 300_000;
const nothing: HtmlHandler = { open() {}, close() {}, text() {} };

/** Parses a page within the limits. Throws GiveUp with a `page-too-…` code. */
export function buildTree(html: string): Tree {
  if (html.length > large) readHtml(html, nothing);
  const root = new Document([]);
  const { file, ...index } = createIndex();
  let parent: ParentNode = root;
  let text: Text | null = null;
  const handler: HtmlHandler = {
    open(name, attributes) {
      const element = new Element(name, attributes, noChildren);
      append(parent, element);
      file(element);
      parent = element;
      text = null;
    },
    close() {
      parent.endIndex = index.all.length;
      parent = parent.parent ?? root;
      text = null;
    },
    text(data) {
      if (text) text.data += data;
      else {
        text = new Text(data);
        append(parent, text);
      }
    },
  };
  readHtml(html, handler);
  return { root, ...index };
}
