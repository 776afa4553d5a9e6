import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

export const root: string = fileURLToPath(new URL('..', import.meta.url));

const sourceOfVolume = z.string().transform((text, context) => {
  const [source, target, mode = 'rw'] = text.split(':');
  if (!source || !target) {
    context.addIssue({ code: 'custom', message: `${text} is no volume` });
    return z.NEVER;
  }
  return { source, target, mode, isHost: /^[./~]/.test(source) };
});

const serviceSchema = z.looseObject({
  image: z.string(),
  user: z.string(),
  build: z.object({ context: z.string(), target: z.string() }).optional(),
  command: z.array(z.string()).default([]),
  entrypoint: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  ports: z.array(z.string()).default([]),
  volumes: z.array(sourceOfVolume).default([]),
  tmpfs: z.array(z.string()).default([]),
  read_only: z.boolean(),
  restart: z.string(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  mem_limit: z.string().regex(/^\d+m$/),
  pids_limit: z.number(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.looseObject({ test: z.array(z.string()), interval: z.string(), retries: z.number() }),
});

const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(
    z.string(),
    z.object({ internal: z.boolean().default(false), driver_opts: z.record(z.string(), z.string()).default({}) }),
  ),
  volumes: z.record(z.string(), z.object({})),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

export const read = (name: string): string => readFileSync(`${root}${name}`, 'utf8');

export const compose = () => composeSchema.parse(parse(read('docker-compose.yml'), { merge: true }));
