import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onionKeyFiles } from '../onion.ts';

const run = promisify(execFile);

/** Makes the keys by which an authority signs the consensus, and answers their fingerprint. */
export async function authorityKeys(folder: string): Promise<string> {
  const keys = join(folder, 'keys');
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  const named = (name: string) => join(keys, `authority_${name}`);
  const making = run('tor-gencert', [
    ...['--create-identity-key', '-m', '12', '--passphrase-fd', '0'],
    ...['-i', named('identity_key'), '-s', named('signing_key'), '-c', named('certificate')],
  ]);
  making.child.stdin?.end('a private network needs no secret\n');
  await making;
  return /^fingerprint ([0-9A-F]{40})/m.exec(readFileSync(named('certificate'), 'utf8'))?.[1] ?? '';
}

/** Lets tor make the identity of a relay, and answers its fingerprint. */
export async function relayFingerprint(program: string, folder: string, name: string): Promise<string> {
  const none = join(folder, 'none');
  await run(program, [
    ...['--list-fingerprint', '--quiet', '--ignore-missing-torrc', '--defaults-torrc', none, '-f', none],
    ...['--DataDirectory', folder, '--Nickname', name, '--ORPort', '127.0.0.1:1', '--Address', '127.0.0.1'],
    ...['--AssumeReachable', '1', '--DirAuthority', `none 127.0.0.1:1 ${'F'.repeat(40)}`],
  ]);
  return readFileSync(join(folder, 'fingerprint'), 'utf8').trim().split(' ')[1] ?? '';
}

/** Puts the keys of an onion service where Tor looks for them. */
export function placeOnionKeys(folder: string, keyText: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, bytes] of Object.entries(onionKeyFiles(keyText)))
    writeFileSync(join(folder, name), bytes, { mode: 0o600 });
}
