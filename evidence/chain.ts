import { createHash } from 'node:crypto';

/**
 * The chain. Every linked record (warcinfo, response, revisit, seal) ends its header with
 *   Leadline-Chain-Previous: the link before it (64 zeros for the first of a worker)
 *   Leadline-Chain: SHA-256 over all bytes of this header that stand before this line
 * The header states the digests of block and payload, the capture, address and date, and in `Leadline-Before` the digest of every byte of
 * the file so far, so a change anywhere in a file breaks a later link. The first record of a file carries on from the last one of the file before it.
 */
export const chainStart = '0'.repeat(64);

const chainField = '\r\nLeadline-Chain: ';

const linkOver = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** `head` (ending with a line break) with its link as the last field and the blank line after it. */
export function sealHead(head: string): { readonly bytes: Buffer; readonly chain: string } {
  const chain = linkOver(Buffer.from(head));
  return { bytes: Buffer.from(`${head}${chainField.slice(2)}${chain}\r\n\r\n`), chain };
}

/** True when the link that `head` states follows from the rest of it and is its last field. */
export function linkHolds(head: Uint8Array, chain: string): boolean {
  const bytes = Buffer.from(head);
  const at = bytes.lastIndexOf(chainField);
  return (
    at >= 0 &&
    linkOver(bytes.subarray(0, at + 2)) === chain &&
    bytes.toString('latin1', at) === `${chainField}${chain}\r\n\r\n`
  );
}
