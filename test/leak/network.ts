import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The address of the name server within the namespace, and what it answers to every name: an address that only the way out leads to. */
export const nameServer = '127.0.0.53';
export const elsewhere = '203.0.113.80';

const device = 'leak0';

/**
 * A pair of devices without anybody behind it is the way out: the kernel routes what leaks there and counts it. Neighbours are entered by hand, so
 * that the packet itself goes out and not only the question who has the address.
 */
const making = ['link set lo up', `link add ${device} type veth peer name leak1`];
const opening = [
  `link set ${device} up`,
  'link set leak1 up',
  `addr add 192.0.2.2/24 dev ${device}`,
  `route add default via 192.0.2.1 dev ${device}`,
  `neigh add 192.0.2.1 lladdr 02:00:00:00:00:01 dev ${device}`,
];
const openingV6 = [
  `-6 addr add 2001:db8::2/64 dev ${device} nodad`,
  `-6 route add default via 2001:db8::1 dev ${device}`,
  `-6 neigh add 2001:db8::1 lladdr 02:00:00:00:00:01 dev ${device}`,
];

const ip = (command: string) => execFileSync('ip', command.split(' '), { stdio: 'pipe' });

/** Whether IPv6 has a way out, too; a kernel without it has none. */
function openV6(): boolean {
  try {
    openingV6.forEach(ip);
    return true;
  } catch {
    return false;
  }
}

/** Unasked, the kernel would look for routers, make up addresses and tell which groups it listens to. */
function quieten(): void {
  ip(`link set ${device} multicast off`);
  try {
    ip(`link set ${device} addrgenmode none`);
    writeFileSync(`/proc/sys/net/ipv6/conf/${device}/router_solicitations`, '0');
    writeFileSync('/proc/sys/net/ipv6/conf/leak1/disable_ipv6', '1');
  } catch {
    // Without IPv6 it is quiet already.
  }
}

/** Makes the namespace that this process is in: loopback, a way out that is counted, and a name server of our own. Throws where that is not allowed. */
export function openNetwork(): { readonly v6: boolean } {
  making.forEach(ip);
  quieten();
  opening.forEach(ip);
  const v6 = openV6();
  const names = join(mkdtempSync(join(tmpdir(), 'leadline-leak-')), 'resolv.conf');
  writeFileSync(names, `nameserver ${nameServer}\noptions timeout:1 attempts:1\n`);
  execFileSync('mount', ['--bind', names, '/etc/resolv.conf'], { stdio: 'pipe' });
  return { v6 };
}

/** Packets that went out by any device but loopback since the namespace was made. */
export function packetsOut(): number {
  const lines = readFileSync('/proc/net/dev', 'utf8').split('\n').slice(2);
  const sent = (line: string) => Number(line.split(':')[1]?.trim().split(/\s+/)[9] ?? 0);
  return lines
    .filter((line) => line.includes(':') && !line.trim().startsWith('lo:'))
    .reduce((sum, line) => sum + (line.trim().startsWith('leak1:') ? 0 : sent(line)), 0);
}
