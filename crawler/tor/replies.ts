/** One line of an answer of Tor's control port; `data` holds what followed a "+" line. */
export interface ReplyLine {
  readonly text: string;
  readonly data: string | null;
}

/** One whole answer or event: its code (250, 515, 650 …) and its lines. */
export interface Reply {
  readonly code: number;
  readonly lines: readonly ReplyLine[];
}

/** Puts answers together from pieces of the stream, as control-spec section 2.3 writes them. */
export function createReplyReader(onReply: (reply: Reply) => void): (piece: string) => void {
  let rest = '';
  let lines: ReplyLine[] = [];
  let data: { readonly text: string; readonly lines: string[] } | null = null;
  const take = (line: string): void => {
    if (data !== null) {
      if (line !== '.') return void data.lines.push(line.startsWith('..') ? line.slice(1) : line);
      lines.push({ text: data.text, data: data.lines.join('\n') });
      data = null;
      return;
    }
    const text = line.slice(4);
    if (line[3] === '+') data = { text, lines: [] };
    else lines.push({ text, data: null });
    if (line[3] !== ' ') return;
    const whole = { code: Number(line.slice(0, 3)), lines };
    lines = [];
    onReply(whole);
  };
  return (piece) => {
    const parts = (rest + piece).split('\r\n');
    rest = parts.pop() ?? '';
    for (const line of parts) take(line);
  };
}

/** A quoted string of the control port without its quotes. */
export const unquote = (text: string): string =>
  text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;

/** The words of a line and its NAME=value pairs, whose values may be quoted. */
export function fieldsOf(line: string): {
  readonly words: readonly string[];
  readonly named: Readonly<Record<string, string>>;
} {
  const words: string[] = [];
  const named: Record<string, string> = {};
  for (const [part] of line.matchAll(/(?:[^\s"]|"(?:\\.|[^"\\])*")+/g)) {
    const pair = /^([A-Za-z_]+)=(.*)$/s.exec(part);
    if (pair?.[1] !== undefined) named[pair[1]] = unquote(pair[2] ?? '');
    else words.push(part);
  }
  return { words, named };
}
