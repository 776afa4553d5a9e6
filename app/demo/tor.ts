import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config/schema.ts';
import { findTor } from '../../crawler/tor/program.ts';
import { type Lab, type LabOptions, startLab } from '../../lab/start.ts';
import { startTorLab, type TorLab } from '../../lab/tor/start.ts';
import { LeadlineError } from '../../model/errors.ts';

export interface LabStart extends LabOptions {
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** A lab, and the part of a configuration by which Leadline reaches it. */
export interface Reachable<T extends Lab = Lab> {
  readonly lab: T;
  readonly way: Pick<Config, 'proxy' | 'tor'>;
}

/** The lab's sites as onion services of a private Tor network. Throws `tor-missing` where there is no tor. */
export async function startLabOnTor(options: LabStart): Promise<Reachable<TorLab>> {
  const { path: program } = await findTor('tor', process.env.PATH ?? '');
  const folder = mkdtempSync(join(tmpdir(), 'leadline-tor-'));
  try {
    const lab = await startTorLab({ ...options, folder: join(folder, 'network'), program });
    const torrc = join(folder, 'members.torrc');
    writeFileSync(torrc, lab.members);
    const close = async () => {
      await lab.close();
      rmSync(folder, { recursive: true, force: true });
    };
    return { lab: { ...lab, close }, way: { proxy: 'tor', tor: { path: program, control: null, torrc } } };
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    if (cause instanceof LeadlineError) throw cause;
    if (options.signal?.aborted) throw new LeadlineError('stopped', 'The start of the private Tor network was stopped');
    throw new LeadlineError('tor-stuck', 'The private Tor network did not start', {
      hint: 'the machine may be too busy, or tor-gencert (it comes with the package tor) may be missing',
      cause,
    });
  }
}

/** The lab behind its own SOCKS server, or behind a real Tor. */
export async function startReachable(tor: boolean, options: LabStart): Promise<Reachable> {
  if (tor) return startLabOnTor(options);
  const lab = await startLab(options);
  return { lab, way: { proxy: lab.socksUrl, tor: { path: 'tor', control: null, torrc: null } } };
}
