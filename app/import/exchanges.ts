import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { foreignPages } from '../../evidence/foreign.ts';
import type { Exchange } from '../../model/capture.ts';
import { LeadlineError } from '../../model/errors.ts';
import { formatOf } from './files.ts';
import { telegramChunks } from './telegram.ts';

/** A page to be archived, or why a part of the file holds none. */
export type Found = Exchange | { readonly skipped: string };

const imported = (
  source: string,
  tool: string,
  url: string,
  at: string,
  contentType: string | null,
  body: Uint8Array,
): Exchange => ({
  source,
  url,
  at,
  session: null,
  tool,
  request: null,
  response: {
    status: 200,
    statusText: 'OK',
    headers: contentType === null ? [] : [['Content-Type', contentType]],
    body,
  },
});

/** The address that a browser noted when it saved the page; the file's own address where it did not. */
function addressOf(file: string, bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 4_096)).toString('latin1');
  const noted = /<!--\s*saved from url=\(\d+\)(\S+?)\s*-->/i.exec(head)?.[1];
  return noted && URL.canParse(noted) ? noted : pathToFileURL(resolve(file)).href;
}

function* page(file: string, source: string, tool: string): Generator<Exchange> {
  const bytes = readFileSync(file);
  yield imported(source, tool, addressOf(file, bytes), statSync(file).mtime.toISOString(), null, bytes);
}

async function* warc(file: string, source: string, tool: string): AsyncGenerator<Found> {
  for await (const found of foreignPages(file, source, tool)) {
    yield found.kind === 'page'
      ? found.exchange
      : { skipped: `record at ${found.offset} is left out: ${found.reason}` };
  }
}

async function* telegram(file: string, source: string, tool: string): AsyncGenerator<Exchange> {
  for await (const chunk of telegramChunks(file))
    yield imported(source, tool, chunk.url, chunk.at, 'application/json', Buffer.from(chunk.body));
}

/** What a file holds, as exchanges to be archived. Throws `format-unknown` or `file-unreadable`. */
export function exchangesOf(file: string, source: string, tool: string): AsyncIterable<Found> | Iterable<Found> {
  switch (formatOf(file)) {
    case 'page':
      return page(file, source, tool);
    case 'warc':
      return warc(file, source, tool);
    case 'telegram':
      return telegram(file, source, tool);
    default:
      throw new LeadlineError('format-unknown', `${file} is of no format that can be imported`, {
        where: file,
        hint: 'HTML pages, WARC files and Telegram Desktop exports (result.json) can be imported',
      });
  }
}
