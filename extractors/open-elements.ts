import type { ElementKind } from './element-kinds.ts';

/** The elements that are open. */
export interface OpenElements {
  /** The name of a start tag has been read: what it implies the end of ends, even if the tag itself never ends. */
  readonly named: (kind: ElementKind) => void;
  /** Opens an element, after what a browser would end before it has ended. */
  readonly open: (kind: ElementKind) => void;
  /** Ends the innermost element. */
  readonly close: () => void;
  /** Ends what an end tag ends; false when that is nothing. */
  readonly end: (kind: ElementKind) => boolean;
  readonly closeAll: () => void;
  /** Inside of drawings and formulas a start tag may be an end tag too. */
  readonly isForeign: () => boolean;
  readonly held: () => number;
}

/**
 * Keeps the elements that are open as the parser of htmlparser2 does, and knows those of them that a browser would have ended: at a new cell,
 * row or item it ends the one before, whatever formatting is still open in it. `leave` is told of each element that ends.
 */
export function openElements(leave: () => void): OpenElements {
  const kinds: ElementKind[] = [];
  const ended: boolean[] = [];
  const foreign: boolean[] = [];
  const close = () => {
    kinds.pop();
    if (ended.pop() === false) leave();
  };
  /** Ends what a browser would end before an element whose start ends `over`. */
  const endBefore = (over: ReadonlySet<string>) => {
    let found = false;
    let from = kinds.length;
    for (let kind = kinds[from - 1]; kind; kind = kinds[from - 1]) {
      const isOver = over.has(kind.name);
      if (!ended[from - 1] && !isOver && (found || !kind.isFormatting)) break;
      found ||= isOver;
      from -= 1;
    }
    for (let at = kinds.length - 1; found && at >= from; at -= 1) {
      if (!ended[at]) leave();
      ended[at] = true;
    }
  };
  return {
    named({ implied }) {
      if (implied === null) return;
      for (let last = kinds.at(-1); last && implied.has(last.name); last = kinds.at(-1)) close();
    },
    open(kind) {
      const { over } = kind;
      if (over !== null && kinds.at(-1)?.isFormatting) endBefore(over);
      kinds.push(kind);
      ended.push(false);
      if (kind.foreign !== null) foreign.push(kind.foreign);
    },
    close,
    end(kind) {
      if (kind.foreign !== null) foreign.pop();
      let at = kinds.length - 1;
      while (at >= 0 && kinds[at]?.name !== kind.name) at -= 1;
      if (at < 0) return false;
      while (kinds.length > at) close();
      return true;
    },
    closeAll() {
      while (kinds.length > 0) close();
    },
    isForeign: () => foreign.at(-1) ?? false,
    held: () => kinds.length,
  };
}
