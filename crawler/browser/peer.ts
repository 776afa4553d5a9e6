import { readdir, readFile, readlink } from 'node:fs/promises';

/** As /proc/net/tcp writes a port of 127.0.0.1. */
const loopback = (port: number): string => `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;

/** The socket that a client on this machine opened from one loopback port to another; null when the kernel knows none. */
async function inodeOf(from: number, to: number): Promise<string | null> {
  const table = await readFile('/proc/net/tcp', 'utf8');
  const [local, remote] = [loopback(from), loopback(to)];
  const row = table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find((fields) => fields[1] === local && fields[2] === remote);
  return row?.[9] ?? null;
}

/** Process group of a process; its name, which may hold blanks, ends with the last bracket. */
async function groupOf(pid: string): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) || null;
}

async function holds(pid: string, inode: string): Promise<boolean> {
  const open = await readdir(`/proc/${pid}/fd`).catch(() => []);
  for (const fd of open) {
    const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '');
    if (target === `socket:[${inode}]`) return true;
  }
  return false;
}

/**
 * True when the connection from the loopback port `from` to the loopback port `to` was opened by the process `leader` or one of its group.
 * Where the system has no /proc nobody can tell, and it is taken for one.
 */
export async function isOfGroup(leader: number, from: number, to: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const [group, inode] = await Promise.all([groupOf(String(leader)), inodeOf(from, to)]);
  if (group === null || inode === null) return false;
  for (const pid of await readdir('/proc'))
    if (/^\d+$/.test(pid) && (await groupOf(pid)) === group && (await holds(pid, inode))) return true;
  return false;
}
