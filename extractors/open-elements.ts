/** Elements that set text off inside a line. Old pages leave them open at the end of a cell. */
const formatting = new Set('a b i u s em strong font span small big tt code sub sup ins mark'.split(' '));
/** For a cell, row or item: what it ends when only formatting is open in between. */
const ends: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['td', new Set(['td', 'th'])],
  ['th', new Set(['td', 'th'])],
  ['tr', new Set(['td', 'th', 'tr'])],
  ['li', new Set(['li'])],
  ['dt', new Set(['dt', 'dd'])],
  ['dd', new Set(['dt', 'dd'])],
]);

/**
 * The elements that the parser holds open, and those of them that a browser would have ended: at a new cell, row or item it ends the one before,
 * whatever formatting is still open in it. `opened` and `closed` are told what the parser does, and say how many elements end then.
 */
export function openElements(): {
  readonly opened: (name: string) => number;
  readonly closed: () => number;
  readonly held: () => number;
} {
  const names: string[] = [];
  const ended: boolean[] = [];
  /** Ends what a browser would end before an element whose start ends `over`; answers how many were not ended before. */
  const endBefore = (over: ReadonlySet<string>): number => {
    let from = names.length;
    let found = false;
    for (; from > 0; from -= 1) {
      const name = names[from - 1] ?? '';
      const isOver = over.has(name);
      if (!ended[from - 1] && !isOver && (found || !formatting.has(name))) break;
      found ||= isOver;
    }
    if (!found) return 0;
    let count = 0;
    for (let at = names.length - 1; at >= from; at -= 1) {
      if (!ended[at]) count += 1;
      ended[at] = true;
    }
    return count;
  };
  return {
    opened(name) {
      const over = ends.get(name);
      const count = over && formatting.has(names[names.length - 1] ?? '') ? endBefore(over) : 0;
      names.push(name);
      ended.push(false);
      return count;
    },
    closed() {
      names.pop();
      return ended.pop() === false ? 1 : 0;
    },
    held: () => names.length,
  };
}
