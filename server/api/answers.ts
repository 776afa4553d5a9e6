/** A JSON answer; `next` also goes into a Link header, as the address of the next page. */
export function jsonAnswer(value: unknown, url: string, next: string | null = null, status = 200): Response {
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8' });
  if (next !== null) headers.set('link', `<${nextAddress(url, next)}>; rel="next"`);
  return new Response(JSON.stringify(value), { status, headers });
}

function nextAddress(url: string, next: string): string {
  const { pathname, searchParams } = new URL(url);
  searchParams.set('after', next);
  searchParams.delete('from');
  return `${pathname}?${searchParams}`;
}

const types = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
} as const;

export type FileFormat = keyof typeof types;

/** Headers of a file to save; the name is ours and safe on every system. */
export const fileHeaders = (name: string, format: FileFormat): Headers =>
  new Headers({ 'content-type': types[format], 'content-disposition': `attachment; filename="${name}.${format}"` });

/**
 * A file that is sent while it is computed. The first piece is awaited before the answer begins, so that a bad query is still an error
 * document and not half a file.
 */
export async function streamAnswer(pieces: AsyncIterable<string>, headers: Headers): Promise<Response> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let first: IteratorResult<string> | null = await iterator.next();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = first ?? (await iterator.next());
      first = null;
      if (piece.done) controller.close();
      else controller.enqueue(encoder.encode(piece.value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, { headers });
}

/** The archived bytes, so that no browser ever shows or runs them. */
export const payloadAnswer = (bytes: Uint8Array<ArrayBuffer>, name: string): Response =>
  new Response(bytes, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${name}.bin"`,
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    },
  });
