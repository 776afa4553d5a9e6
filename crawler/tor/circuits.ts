import type { Control } from './control.ts';
import { fieldsOf, unquote } from './replies.ts';

/** One circuit that is built. `user` is the SOCKS user name whose connections it carries; null: for everybody, or for Tor itself. */
export interface Circuit {
  readonly id: string;
  readonly purpose: string;
  /** The onion name without its ending, for the circuits to a service. */
  readonly onion: string | null;
  readonly user: string | null;
  readonly password: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** Reads one line of `GETINFO circuit-status`; null for a circuit that is not built. */
export function readCircuit(line: string): Circuit | null {
  const { words, named } = fieldsOf(line);
  const [id = '', state] = words;
  if (state !== 'BUILT') return null;
  const { PURPOSE = '', REND_QUERY = null, SOCKS_USERNAME, SOCKS_PASSWORD, TIME_CREATED = '' } = named;
  return {
    id,
    purpose: PURPOSE,
    onion: REND_QUERY,
    user: SOCKS_USERNAME === undefined ? null : unquote(SOCKS_USERNAME),
    password: SOCKS_PASSWORD === undefined ? null : unquote(SOCKS_PASSWORD),
    createdAt: `${TIME_CREATED.replace(/\.\d+$/, '')}Z`,
  };
}

/** Every circuit that Tor has built now. */
export async function circuits(control: Control): Promise<readonly Circuit[]> {
  const text = await control.info('circuit-status');
  return text.split('\n').flatMap((line) => readCircuit(line) ?? []);
}
