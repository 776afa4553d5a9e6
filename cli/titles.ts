import { createInterface } from 'node:readline';
import { createLexicon } from '../extractors/lexicon/lexicon.ts';
import { readTitle } from '../extractors/titles.ts';
import { writeTo } from './output.ts';
import type { Register } from './session.ts';

async function* read(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  const lexicon = createLexicon();
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const title = line.replace(/^\uFEFF/, '');
    if (title.trim() !== '') yield `${JSON.stringify(readTitle(title, lexicon))}\n`;
  }
}

export const register: Register = (program) => {
  program
    .command('titles')
    .description('reads listing titles on standard input, one a line, and says what each offers')
    .option('--json', 'JSON lines (the only form)')
    .addHelpText('after', '\nExample:\n  echo "Ketamine 5-10 g" | leadline titles --json')
    .action(() => writeTo(null, read(process.stdin)));
};
