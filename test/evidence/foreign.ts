import { createHash } from 'node:crypto';
import { base32 } from '@scure/base';

/** A WARC record as another program writes it. */
export function record(type: string, fields: Readonly<Record<string, string>>, block: Uint8Array | string): Buffer {
  const bytes = Buffer.from(block);
  const all = {
    'WARC-Type': type,
    'WARC-Record-ID': `<urn:uuid:${createHash('md5').update(bytes).digest('hex')}>`,
    'WARC-Date': '2024-03-02T12:00:00Z',
    'WARC-Target-URI': 'http://lab.invalid/a',
    'Content-Length': String(bytes.length),
    ...fields,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`WARC/1.0\r\n${head.join('')}\r\n`), bytes, Buffer.from('\r\n\r\n')]);
}

export const sha1 = (bytes: Uint8Array | string): string =>
  `sha1:${base32.encode(createHash('sha1').update(bytes).digest())}`;

export const response = (headers: string, body: Uint8Array | string): Buffer =>
  Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${headers}\r\n`), Buffer.from(body)]);
