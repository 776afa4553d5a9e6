import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

interface LabProcess {
  readonly proxy: string;
  readonly address: string;
  close(): Promise<void>;
}

/** The lab behind its private Tor network, in a process of its own, so that serving takes nothing from those who ask. */
export async function startLabProcess(): Promise<LabProcess> {
  const program = fileURLToPath(new URL('../../bin/leadline.js', import.meta.url));
  const args = [program, 'lab', 'start', '--tor', '--size', 'small', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const pieces: Buffer[] = [];
  const told = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (piece: Buffer) => {
      pieces.push(piece);
      const text = Buffer.concat(pieces).toString();
      if (text.trimEnd().endsWith('}')) resolve(text);
    });
    exited.then(() => reject(new Error('the lab ended before it was ready')));
  });
  const close = async () => {
    child.kill('SIGINT');
    await exited;
  };
  const { proxy, sites } = JSON.parse(await told) as { proxy: string; sites: { id: string; address: string }[] }; // as lab start --json prints it
  return { proxy, address: sites.find(({ id }) => id === 'halyard')?.address ?? '', close };
}
