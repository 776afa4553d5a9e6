import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/load.ts';
import { serversOf } from '../../config/servers.ts';
import { LeadlineError } from '../../model/errors.ts';

const world = { folder: '' };
beforeAll(() => {
  world.folder = mkdtempSync(join(tmpdir(), 'leadline-test-'));
});
afterAll(() => rmSync(world.folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const path = join(world.folder, name);
  writeFileSync(path, text);
  return path;
};
const config = (text: string) => loadConfig(write('leadline.yaml', text), world.folder);
const fault = (run: () => unknown): LeadlineError => {
  try {
    run();
  } catch (error) {
    if (error instanceof LeadlineError) return error;
    throw error;
  }
  throw new Error('expected an error');
};

describe('the servers of the distributed store', () => {
  it('are those of this machine, without a password, unless something else is said', () => {
    expect(serversOf(config('storage: distributed'), {})).toEqual({
      elastic: { node: 'http://127.0.0.1:9200', prefix: 'leadline' },
      redis: { url: 'redis://127.0.0.1:6379' },
    });
  });

  it('take their passwords from files beside leadline.yaml, without the line break at the end', () => {
    write('es', 'correct horse \n');
    write('rd', 'battery\r\n');
    const read = config(
      'storage: distributed\nelastic: { node: "https://es:9200", username: leadline, passwordFile: es, prefix: team_1 }\nredis: { url: "rediss://rd:6380/2", passwordFile: ./rd }',
    );
    expect(serversOf(read, {})).toEqual({
      elastic: { node: 'https://es:9200', prefix: 'team_1', username: 'leadline', password: 'correct horse ' },
      redis: { url: 'rediss://rd:6380/2', password: 'battery' },
    });
  });

  it('take them from the environment first, as files or as they are', () => {
    const read = config('elastic: { passwordFile: missing }');
    const env = { LEADLINE_ELASTIC_PASSWORD_FILE: write('secret', 'from a file'), LEADLINE_REDIS_PASSWORD: 'plain' };
    expect(serversOf(read, env)).toMatchObject({
      elastic: { username: 'elastic', password: 'from a file' },
      redis: { password: 'plain' },
    });
  });

  it('say which key or variable leads to a password that cannot be used', () => {
    const missing = fault(() => serversOf(config('redis: { passwordFile: nowhere }'), {}));
    expect(missing).toMatchObject({ code: 'config-invalid', where: 'redis.passwordFile' });
    expect(missing.message).toMatch(/nowhere cannot be read/);
    const variable = 'LEADLINE_ELASTIC_PASSWORD_FILE';
    const of = (text: string) => fault(() => serversOf(config(''), { [variable]: write('bad', text) }));
    expect(of('\n')).toMatchObject({ where: variable, message: expect.stringContaining('is empty') });
    expect(of('one\ntwo\n').message).toContain('more than one line');
    const both = { LEADLINE_REDIS_PASSWORD: 'a', LEADLINE_REDIS_PASSWORD_FILE: 'b' };
    expect(fault(() => serversOf(config(''), both)).message).toContain('both set');
  });

  it('are refused with a password in the address, and with a prefix that Elasticsearch would not take', () => {
    expect(fault(() => config('elastic: { node: "http://u:p@es:9200" }')).message).toContain('elastic.passwordFile');
    expect(fault(() => config('elastic: { node: "es:9200" }')).message).toContain('http://HOST:PORT');
    expect(fault(() => config('redis: { url: "redis://:p@rd:6379" }')).message).toContain('redis.passwordFile');
    expect(fault(() => config('redis: { url: "http://rd" }')).message).toContain('redis://HOST:PORT');
    for (const prefix of ['Leadline', '-x', '_x', '1x', 'a-b', 'a*', '""'])
      expect(fault(() => config(`elastic: { prefix: ${prefix} }`)).message).toContain('prefix');
  });
});
