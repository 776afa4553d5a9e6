import { createHmac } from 'node:crypto';
import { idOf } from '../../model/ids.ts';

/** A SOCKS user name and password. Tor gives every pair its own circuit, so two pairs cannot be linked by the exit. */
export interface Identity {
  readonly user: string;
  readonly password: string;
}

/** The identity of one (source, account): the same after a restart, and no way back to the names without the secret. */
export function identityOf(source: string, account: string | null, secret: string): Identity {
  const digest = createHmac('sha256', secret)
    .update(idOf('identity', source, account ?? ''))
    .digest('hex');
  return { user: digest.slice(0, 32), password: digest.slice(32) };
}
