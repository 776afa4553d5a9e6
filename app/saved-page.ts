import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readText } from '../config/load.ts';
import { decodeText } from '../extractors/decode-text.ts';
import { type Page, parsePage } from '../extractors/document.ts';
import type { PageInput } from '../extractors/types.ts';

/** Browsers note the address in a comment when they save a page; many pages name it themselves. */
function addressIn(head: string): string | null {
  const saved = /<!--\s*saved from url=\(\d+\)(\S+)\s*-->|<!--\s*page saved with [^>]*?\burl:\s*(\S+)/i.exec(head);
  const canonical = /<link\b(?=[^>]*\brel=["']?canonical\b)[^>]*\bhref=["']?(https?:[^"'\s>]+)/i.exec(head);
  return saved?.[1] ?? saved?.[2] ?? canonical?.[1]?.replaceAll('&amp;', '&') ?? null;
}

/** A page from a file. Its address: `url`, else what the page says of itself, else the file's own. Throws `file-unreadable`. */
export function savedPage(file: string, url: string | null = null): PageInput {
  const head = readText(file).slice(0, 20_000);
  return {
    bytes: readFileSync(file),
    contentType: '',
    url: url ?? addressIn(head) ?? pathToFileURL(resolve(file)).href,
    capturedAt: statSync(file).mtime.toISOString(),
    status: 200,
  };
}

export const parsed = (input: PageInput): Page => parsePage(decodeText(input.bytes, input.contentType), input.url);
