import { type Exchange, header } from '../../model/capture.ts';

/** Scripts and style sheets of one identity, which every page of a site asks for again. */
export interface ScriptCache {
  get(url: string): Exchange | null;
  keep(url: string, exchange: Exchange): void;
}

const maxBytes = 16 << 20;

/** Keeps what the site does not forbid to keep, until the browser is started anew. */
export function createScriptCache(): ScriptCache {
  const kept = new Map<string, Exchange>();
  let bytes = 0;
  return {
    get: (url) => kept.get(url) ?? null,
    keep(url, exchange) {
      const { status, headers, body } = exchange.response;
      const refused = /no-store|private/i.test(header(headers, 'cache-control') ?? '');
      if (status !== 200 || refused || bytes + body.length > maxBytes) return;
      bytes += body.length;
      kept.set(url, exchange);
    },
  };
}
