import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const session = fileURLToPath(new URL('../../cli/session.ts', import.meta.url));
const program = `
  const { stopSignal } = await import(${JSON.stringify(session)});
  const signal = stopSignal(() => console.log('first'));
  setTimeout(() => process.exit(signal.aborted ? 7 : 8), 4000);
  console.log('ready');
`;

async function exitAfter(pauses: readonly number[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
  await once(child.stdout, 'data');
  for (const pause of pauses) {
    await new Promise((done) => setTimeout(done, pause));
    child.kill('SIGTERM');
  }
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, said: said.join('') };
}

describe('a wish to stop', () => {
  it('lets the work end when it comes once, also when it comes by two ways at a time', async () => {
    expect(await exitAfter([0, 50])).toEqual({ code: 7, said: 'ready\nfirst\n' });
  });

  it('stops at once when a person repeats it', async () => {
    expect((await exitAfter([0, 900])).code).toBe(130);
  });
});
