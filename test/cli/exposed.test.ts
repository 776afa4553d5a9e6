import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../bin/leadline.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'leadline-exposed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const configFor = (host: string): string => {
  const file = join(folder, `${host.replaceAll(':', '_')}.yaml`);
  writeFileSync(file, `data: ./data\nserver: { host: "${host}", port: 0 }\n`);
  return file;
};

/** What `leadline start` says until the pages are served. */
async function saidAtStart(host: string): Promise<string> {
  const child = spawn(process.execPath, [program, '--config', configFor(host), 'start', '--roles', 'web'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8');
  for await (const text of child.stderr) {
    said += text;
    if (/pages at .*\n/.test(said)) child.kill('SIGTERM');
  }
  if (child.exitCode === null) await once(child, 'exit');
  return said;
}

describe('pages that other machines can reach', () => {
  it('are warned of at the start, and those on loopback are not', async () => {
    expect(await saidAtStart('0.0.0.0')).toMatch(/warning: .*no login.*docs\/configuration\.md/);
    expect(await saidAtStart('127.0.0.1')).not.toContain('warning');
  });

  it('are warned of by doctor, which calls nothing broken that works', () => {
    const { stdout } = spawnSync(process.execPath, [program, '--config', configFor('0.0.0.0'), 'doctor', '--json'], {
      encoding: 'utf8',
    });
    const findings = JSON.parse(stdout) as { check: string; ok: boolean; warning?: boolean; mend: string }[];
    expect(findings.find((each) => each.check === 'pages')).toMatchObject({
      ok: true,
      warning: true,
      mend: expect.stringContaining('proxy with a login') as string,
    });
  });
});
