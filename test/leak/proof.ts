import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Figure, Proof, Way } from './figures.ts';

const program = fileURLToPath(new URL('./inside.ts', import.meta.url));

/** Root makes a namespace at once; others may where the kernel lets users have namespaces of their own. */
const wrappers = [
  ['unshare', '--net', '--mount'],
  ['unshare', '--user', '--map-root-user', '--net', '--mount'],
] as const;

/** A wrapper within which the devices that the proof needs can be made; null where there is none. */
function namespaceWrapper(): readonly string[] | null {
  const probe = [
    'sh',
    '-c',
    'ip link add leak0 type veth peer name leak1 && mount --bind /etc/hostname /etc/resolv.conf',
  ];
  return (
    wrappers.find(([command, ...args]) => spawnSync(command, [...args, ...probe], { stdio: 'ignore' }).status === 0) ??
    null
  );
}

export interface ProofOptions {
  /** The better way that is to be had when absent. */
  readonly way?: Way;
  /** Only these paths and controls; all when absent. */
  readonly only?: readonly string[];
}

/** Shows that the crawl reaches nothing but the proxy, and that it would be seen if it did. */
export async function prove({ way, only = [] }: ProofOptions = {}): Promise<Proof> {
  const wrapper = way === 'hook' ? null : namespaceWrapper();
  const taken: Way = wrapper ? 'namespace' : 'hook';
  const [command = '', ...args] = [...(wrapper ?? []), process.execPath, program, taken, ...only];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const { v6, figures } = JSON.parse(await text(child.stdout)) as { v6: boolean; figures: readonly Figure[] }; // our own program
  return {
    way: taken,
    because:
      wrapper || way === 'hook'
        ? null
        : 'A network namespace cannot be made here (unshare and ip, as root or where users may).',
    v6,
    figures,
    notCovered: [
      'Tor itself, when Leadline runs one: its connections are the way out.',
      'Webhooks of alert receivers go out by design, past the proxy unless their address is an onion.',
      ...(figures.some(({ name }) => name === 'browser')
        ? []
        : [
            `The browser: ${taken === 'hook' ? 'the hook sees no program that is not Node' : 'not asked for, or there is no Chromium'}.`,
          ]),
    ],
    ok: figures.length > 0 && figures.every(({ wrong }) => wrong === null),
  };
}
