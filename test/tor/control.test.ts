import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootstrapOf, readBootstrap, readClockSkew } from '../../crawler/tor/bootstrap.ts';
import { readCircuit } from '../../crawler/tor/circuits.ts';
import { openControl } from '../../crawler/tor/control.ts';
import { controlAddressIn, startTor, type TorProcess } from '../../crawler/tor/process.ts';
import { findTor } from '../../crawler/tor/program.ts';
import { createReplyReader, type Reply } from '../../crawler/tor/replies.ts';
import { temporaryFolder } from '../app/harness.ts';
import { isRunning, until } from '../servers/processes.ts';
import { nowhere } from './nowhere.ts';

const folder = temporaryFolder();
const { path: program } = await findTor('tor', process.env.PATH ?? '');
const options = { program, folder: join(folder.path, 'tor'), socksPort: null, extra: nowhere, onLine: () => undefined };
let tor: TorProcess;
let address = '';
beforeAll(async () => {
  tor = await startTor(options);
  address = controlAddressIn(options.folder) ?? '';
});
afterAll(async () => {
  await tor.stop();
  folder.remove();
});

describe('the control port', () => {
  it('is logged in at by the cookie, without showing it, and tells how far Tor has come', async () => {
    const control = await openControl({ address });
    expect(control.version).toMatch(/^0\.4\.\d/);
    expect(await bootstrapOf(control)).toMatchObject({ percent: 0, trouble: null });
    expect(await control.info('config-text')).toContain('IsolateSOCKSAuth');
    await expect(control.ask('GETINFO nonsense')).rejects.toMatchObject({ code: 'tor-control' });
    expect(await control.info('status/bootstrap-phase')).toContain('PROGRESS=');
    control.close();
  });

  it('is not used when what listens there does not know the cookie', async () => {
    const cookie = join(folder.path, 'cookie');
    writeFileSync(cookie, Buffer.alloc(32, 7));
    const seen: string[] = [];
    const impostor = createServer((socket) => {
      socket
        .on('error', () => undefined)
        .on('data', (bytes) => {
          seen.push(bytes.toString());
          socket.write(
            seen.length === 1
              ? `250-PROTOCOLINFO 1\r\n250-AUTH METHODS=COOKIE,SAFECOOKIE COOKIEFILE="${cookie}"\r\n250-VERSION Tor="0.4.9.1"\r\n250 OK\r\n`
              : `250 AUTHCHALLENGE SERVERHASH=${'00'.repeat(32)} SERVERNONCE=${'11'.repeat(32)}\r\n`,
          );
        });
    });
    await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve));
    const port = (impostor.address() as { port: number }).port; // listens on TCP
    await expect(openControl({ address: String(port) })).rejects.toMatchObject({ code: 'tor-control' });
    impostor.close();
    expect(seen.join('')).not.toContain(Buffer.alloc(32, 7).toString('hex'));
  });

  it('says what is wrong where nothing listens, or where it is no address', async () => {
    for (const wrong of ['1', '/nowhere/control', 'nonsense'])
      await expect(openControl({ address: wrong })).rejects.toMatchObject({ code: 'tor-control' });
  });

  it('is one that a second tor of the same folder does not get', async () => {
    await expect(startTor(options)).rejects.toMatchObject({ code: 'tor-stuck' });
    expect(controlAddressIn(options.folder)).toBe(address);
  });

  it('ends with the process that started it, even when that is killed', async () => {
    const code = `
      import { startTor } from '${join(import.meta.dirname, '../../crawler/tor/process.ts')}';
      const options = ${JSON.stringify({ ...options, folder: join(folder.path, 'other') })};
      console.log((await startTor({ ...options, onLine: () => undefined })).pid);
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = Number(await new Promise((resolve) => child.stdout.once('data', resolve)));
    expect(isRunning(pid)).toBe(true);
    child.kill('SIGKILL');
    await until(() => !isRunning(pid), { ms: 20_000, late: () => 'tor outlives Leadline' });
  });
});

describe('what Tor says', () => {
  it('is put together from any pieces', () => {
    const text =
      '250+circuit-status=\r\n1 BUILT $AA~a\r\n..dot\r\n.\r\n250 OK\r\n650 HS_DESC FAILED x\r\n552 no such key\r\n';
    for (const size of [1, 2, 7, 1_000]) {
      const replies: Reply[] = [];
      const read = createReplyReader((reply) => replies.push(reply));
      for (let at = 0; at < text.length; at += size) read(text.slice(at, at + size));
      expect(replies.map(({ code }) => code)).toEqual([250, 650, 552]);
      expect(replies[0]?.lines[0]).toEqual({ text: 'circuit-status=', data: '1 BUILT $AA~a\n.dot' });
    }
  });

  it('of a start that is stuck becomes a reason and what to do about it', () => {
    const line = (warning: string, reason: string) =>
      readBootstrap(
        `WARN BOOTSTRAP PROGRESS=14 TAG=handshake SUMMARY="Handshaking" WARNING="${warning}" REASON=${reason}`,
      );
    expect(readBootstrap('NOTICE BOOTSTRAP PROGRESS=100 TAG=done SUMMARY="Done"')).toEqual({
      percent: 100,
      doing: 'Done',
      trouble: null,
    });
    expect(line('Clock skew -7200 in microdesc flavor consensus', 'CLOCK_SKEW').trouble?.kind).toBe('clock');
    expect(line('Network is unreachable', 'NOROUTE').trouble?.kind).toBe('network');
    expect(line('Connection refused', 'CONNECTREFUSED').trouble?.mend).toContain('bridges');
    expect(readClockSkew('WARN CLOCK_SKEW SKEW=-3600 MIN_SKEW=1 SOURCE=DIRSERV:1.2.3.4:5')?.text).toContain(
      '3600 s behind',
    );
    expect(readClockSkew('NOTICE OTHER')).toBeNull();
  });

  it('of a circuit names the identity that it carries', () => {
    const line =
      '12 BUILT $AA~a,$BB~b BUILD_FLAGS=NEED_UPTIME PURPOSE=HS_CLIENT_REND HS_STATE=HSCR_JOINED REND_QUERY=abc TIME_CREATED=2026-06-01T10:00:00.123456 SOCKS_USERNAME="u\\"1" SOCKS_PASSWORD="p"';
    expect(readCircuit(line)).toEqual({
      id: '12',
      purpose: 'HS_CLIENT_REND',
      onion: 'abc',
      user: 'u"1',
      password: 'p',
      createdAt: '2026-06-01T10:00:00Z',
    });
    expect(readCircuit('13 LAUNCHED PURPOSE=GENERAL')).toBeNull();
  });
});
