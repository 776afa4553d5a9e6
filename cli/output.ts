import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { styleText } from 'node:util';
import { errorText, LeadlineError } from '../model/errors.ts';

/** 0 ok, 1 failed, 2 wrong usage, 3 partly done. */
export type ExitCode = 0 | 1 | 2 | 3;

const colours = (stream: NodeJS.WriteStream) => stream.isTTY === true && process.env.NO_COLOR === undefined;
export const bold = (text: string): string => (colours(process.stdout) ? styleText('bold', text) : text);
export const dim = (text: string): string => (colours(process.stdout) ? styleText('dim', text) : text);

/** Text from a stranger's page must not move the cursor or colour the terminal. */
export const plain = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (sign) => (sign === '\u200d' ? sign : ' '));

/** The same for whole documents, whose lines and columns stay. Files and pipes get every byte as it is. */
export const forTerminal = (text: string): string =>
  text.replace(/(?![\n\t\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu, (sign) => (sign === '\r' ? '' : ' '));

const asShown = (text: string): string => (process.stdout.isTTY === true ? forTerminal(text) : text);

/** Messages and progress go to standard error, data to standard output. What they quote of a stranger moves no cursor. */
export const say = (text: string): void =>
  void process.stderr.write(`${process.stderr.isTTY === true ? forTerminal(text) : text}\n`);

async function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}

export const print = (text: string): Promise<void> => write(process.stdout, text.endsWith('\n') ? text : `${text}\n`);
export const printJson = (value: unknown): Promise<void> =>
  print(asShown(JSON.stringify(value, null, process.stdout.isTTY ? 2 : 0)));

/** Streams pieces to a file, or to standard output for null and "-". A file that cannot be written is an error before work is lost. */
export async function writeTo(path: string | null, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
  if (path === null || path === '-') {
    for await (const piece of pieces) await write(process.stdout, asShown(piece));
    return;
  }
  const stream = createWriteStream(path);
  try {
    await once(stream, 'open');
    for await (const piece of pieces) await write(stream, piece);
    stream.end();
    await once(stream, 'close');
  } catch (cause) {
    throw new LeadlineError('file-unreadable', `${path} cannot be written: ${errorText(cause)}`, {
      where: path,
      hint: 'check that the folder exists and that you may write there, or name another file with -o',
      cause,
    });
  }
}

/** Breaks a long text between words, so that no line is longer than the terminal is wide; 80 where there is none. */
export function wrap(text: string, width: number = process.stdout.columns || 80): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && longer.length > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].join('\n');
}

/** What is probably mistyped in a query, beside its answer. */
export const sayHints = (hints: readonly string[]): void => {
  for (const hint of hints) say(wrap(`hint: ${plain(hint)}`, process.stderr.columns || 80));
};

/** Columns padded to their widest cell; numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = rows.map((row) =>
    row.map((cell) => ({ text: cell === null ? '' : plain(String(cell)), right: typeof cell === 'number' })),
  );
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.text.length ?? 0)),
  );
  const line = (row: readonly { text: string; right: boolean }[]) =>
    row
      .map((cell, column) =>
        cell.right ? cell.text.padStart(widths[column] ?? 0) : cell.text.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [bold(line(head.map((text) => ({ text, right: false })))), ...cells.map(line)].join('\n');
}

export const clip = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 1)}…`;

/** One line on a terminal that replaces itself; nothing where standard error is no terminal. */
export function progress(): { show(text: string): void; end(): void } {
  if (process.stderr.isTTY !== true) return { show: () => {}, end: () => {} };
  return {
    show: (text) => void process.stderr.write(`\r\u001b[K${clip(plain(text), (process.stderr.columns || 80) - 1)}`),
    end: () => void process.stderr.write('\r\u001b[K'),
  };
}

/** What happened, where, and what to do next; the exit code that goes with it. */
export function explain(error: unknown): ExitCode {
  if (error instanceof LeadlineError) {
    say(`leadline: ${error.message}`);
    say(`  ${error.hint}`);
    process.stderr.write(`${dim(`  (${error.code}; docs/errors.md)`)}\n`);
    return error.code === 'usage' || error.code === 'query-syntax' || error.code.startsWith('config-') ? 2 : 1;
  }
  say(`leadline: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return 1;
}
