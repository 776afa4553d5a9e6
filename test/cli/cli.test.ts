import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../bin/leadline.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'leadline-cli-'));
const data = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (words: readonly string[], input?: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd: folder,
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
};
const page = (title: string) =>
  `<html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p>Vendor: <a href="/v/nordlicht">nordlicht</a></p><p>Price: <span>45 EUR</span></p><p>Ships from: Germany</p><p>Stock: 12</p><button>Order</button></body></html>`;

beforeAll(() => {
  mkdirSync(join(folder, 'pages'));
  writeFileSync(join(folder, 'pages', 'a.html'), page('2C-B pills 20mg'));
  writeFileSync(join(folder, 'pages', 'b.html'), page('Vitamin B complex 2C'));
  writeFileSync(join(folder, 'pages', 'c.html'), page('&lt;img src=x onerror=alert(1)&gt; MDMA crystal 5 g'));
  expect(run(['import', 'pages', '--source', 'saved', '--data', data, '--json']).status).toBe(0);
});

describe('the command line', () => {
  it('answers with help, and with exit code 2 to what it does not understand', () => {
    expect(run(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('search') as string });
    expect(run(['serach', 'x'])).toMatchObject({ status: 2, stderr: expect.stringContaining('search') as string });
    expect(run(['search'])).toMatchObject({ status: 2 });
    expect(run(['search', 'x', '--sort', 'colour', '--data', data])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('relevance') as string,
    });
  });

  it('finds a hyphenated name and nothing else, and prints one JSON document', () => {
    const { status, stdout } = run(['search', '2C-B', '--json', '--data', data]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ total: 1, items: [{ title: '2C-B pills 20mg', vendor: 'nordlicht' }] });
  });

  it('points at the column of a query that it cannot read', () => {
    const { status, stderr } = run(['search', 'vendr:nordlicht', '--data', data]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/vendor/);
    expect(stderr).toContain('^');
  });

  it('shows one item by the first letters of its id, and says where each value came from', () => {
    const { items } = JSON.parse(run(['search', 'mdma', '--json', '--data', data]).stdout) as {
      items: { id: string }[];
    };
    const { status, stdout } = run(['show', items[0]?.id.slice(0, 12) ?? '', '--data', data]);
    expect(status).toBe(0);
    expect(stdout).toContain('WHERE FROM');
    expect(stdout).toContain('Germany');
  });

  it('exports every match and verifies the evidence', () => {
    const out = join(folder, 'all.csv');
    expect(run(['export', '*', '--format', 'csv', '-o', out, '--data', data]).status).toBe(0);
    expect(readFileSync(out, 'utf8').trim().split('\n')).toHaveLength(4);
    expect(run(['evidence', 'verify', '--data', data])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('agree') as string,
    });
  });

  it('tests an alert before it is saved, saves it, and refuses the name twice', () => {
    expect(run(['alert', 'test', '--query', 'mdma', '--last', '9999d', '--data', data]).stdout).toContain('MDMA');
    const add = ['alert', 'add', '--name', 'mdma', '--query', 'mdma', '--data', data];
    expect(run(add).status).toBe(0);
    expect(run(add)).toMatchObject({ status: 1, stderr: expect.stringContaining('already') as string });
    expect(run(['alert', 'add', '--name', 'x', '--query', 'mdma', '--notify', 'nobody', '--data', data]).status).toBe(
      1,
    );
  });

  it('says what is wrong with a configuration, a profile, a proxy or a folder, and what to do', () => {
    writeFileSync(join(folder, 'bad.yaml'), 'server:\n  prot: 1\n');
    expect(run(['status', '--config', 'bad.yaml'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('bad.yaml:2:3: unknown key "prot"; did you mean "port"?') as string,
    });
    expect(run(['extract', '--profile', 'nope', 'pages/a.html'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('generic') as string,
    });
    expect(run(['start', '--data', join(folder, 'other')])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('socks5h://') as string,
    });
    expect(run(['search', 'x', '--data', join(folder, 'empty')])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('no database yet') as string,
    });
    expect(run(['import', 'missing.html', '--source', 's', '--data', data])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('missing.html') as string,
    });
  });

  it('refuses an onion address with a wrong letter by its checksum', () => {
    const source = (address: string) => `id: lab\nkind: market\naddresses: [http://${address}/]\n`;
    writeFileSync(join(folder, 'wrong.yaml'), source('265uushi2vd6yocvizcx4lzarvqacyaay3bq4pvrtllbc6os3c4e5yid.onion'));
    writeFileSync(join(folder, 'right.yaml'), source('265uushi2vc6yocvizcx4lzarvqacyaay3bq4pvrtllbc6os3c4e5yid.onion'));
    expect(run(['source', 'add', 'wrong.yaml', '--data', data])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('checksum') as string,
    });
    expect(run(['source', 'add', 'right.yaml', '--data', data])).toMatchObject({ status: 0 });
  });

  it('reads titles from standard input, byte order mark and all', () => {
    const { stdout } = run(['titles', '--json'], '\uFEFF10g MDMA\n\u00bd g DMT\n');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([
      { title: '10g MDMA', massG: 10, substances: ['mdma'] },
      { massG: 0.5, substances: ['dmt'] },
    ]);
  });

  it('writes a first configuration once, and examines the machine', () => {
    expect(run(['init', 'new']).status).toBe(0);
    expect(run(['init', 'new'])).toMatchObject({ status: 1, stderr: expect.stringContaining('exists') as string });
    const { stdout } = run(['doctor', '--json', '--config', 'new/leadline.yaml']);
    const checks = (JSON.parse(stdout) as { check: string }[]).map((each) => each.check);
    expect(checks).toEqual(expect.arrayContaining(['proxy', 'disk', 'database', 'profiles']));
  });

  it('neither moves the cursor nor colours the terminal with the words of a stranger', () => {
    writeFileSync(join(folder, 'evil.html'), page('Ketamine \u001b[31m5 g\u001b]0;x\u0007'));
    run(['import', 'evil.html', '--source', 'saved', '--data', data]);
    const { stdout } = run(['search', 'ketamine', '--data', data]);
    expect(stdout).toContain('Ketamine');
    expect([...stdout].some((sign) => sign < ' ' && sign !== '\n')).toBe(false);
  });
});
