import { createHmac } from 'node:crypto';
import { idOf } from '../../model/ids.ts';

/** A SOCKS user name and password. Tor gives every pair its own circuit, so two pairs cannot be linked by the exit. */
export interface Identity {
  readonly user: string;
  readonly password: string;
}

/**
 * The identity of one (source, account): the same after a restart, and no way back to the names without the secret. Another `generation`
 * changes the password alone, and so the circuits, while the user name goes on to say whose they are.
 */
export function identityOf(source: string, account: string | null, secret: string, generation = 0): Identity {
  const digest = (...more: string[]) =>
    createHmac('sha256', secret)
      .update(idOf('identity', source, account ?? '', ...more))
      .digest('hex');
  return {
    user: digest().slice(0, 32),
    password: (generation === 0 ? digest() : digest(String(generation))).slice(32),
  };
}
