/** Elements that set text off inside a line. Old pages leave them open at the end of a cell. */
const formatting = new Set('a b i u s em strong font span small big tt code sub sup ins mark'.split(' '));
/** For a cell, row or item: what it ends when only formatting is open in between. */
const ends: Readonly<Record<string, ReadonlySet<string>>> = {
  td: new Set(['td', 'th']),
  th: new Set(['td', 'th']),
  tr: new Set(['td', 'th', 'tr']),
  li: new Set(['li']),
  dt: new Set(['dt', 'dd']),
  dd: new Set(['dt', 'dd']),
};

interface Open {
  readonly name: string;
  ended: boolean;
}

/**
 * The elements that the parser holds open, and those of them that a browser would have ended: at a new cell, row or item it ends the one before,
 * whatever formatting is still open in it. `opened` and `closed` are told what the parser does, and say how many elements end then.
 */
export function openElements(): {
  readonly opened: (name: string) => number;
  readonly closed: () => number;
  readonly held: () => number;
} {
  const stack: Open[] = [];
  const endedBy = (name: string): number => {
    const over = ends[name];
    if (!over || !formatting.has(stack.at(-1)?.name ?? '')) return stack.length;
    let at = stack.length;
    let ended = false;
    for (let open = stack[at - 1]; open; open = stack[at - 1]) {
      const isOver = over.has(open.name);
      if (!open.ended && !isOver && (ended || !formatting.has(open.name))) break;
      ended ||= isOver;
      at -= 1;
    }
    return ended ? at : stack.length;
  };
  return {
    opened(name) {
      let count = 0;
      for (let at = stack.length - 1, last = endedBy(name); at >= last; at -= 1) {
        const open = stack[at];
        if (!open || open.ended) continue;
        open.ended = true;
        count += 1;
      }
      stack.push({ name, ended: false });
      return count;
    },
    closed: () => (stack.pop()?.ended === false ? 1 : 0),
    held: () => stack.length,
  };
}
