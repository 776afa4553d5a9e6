import { z } from 'zod';
import { parseDuration } from '../model/duration.ts';
import { type Account, accountSchema, politenessSchema, type Source, sourceKinds } from '../model/source.ts';

/** A duration such as 90s, 12h or 7d, in milliseconds. */
export const durationSchema = z
  .string({ error: 'expected a duration such as 90s, 12h or 7d' })
  .transform((text, context) => {
    const ms = parseDuration(text);
    if (ms === null)
      context.addIssue({ code: 'custom', message: `"${text}" is no duration; write one such as 90s, 12h or 7d` });
    return ms ?? 0;
  });

/** A proxy that resolves names itself. socks5:// would look names up on this machine and leak them. */
export const proxySchema = z
  .string()
  .refine(
    (text) => URL.canParse(text) && new URL(text).protocol === 'socks5h:',
    'expected socks5h://HOST:PORT (socks5h, so that names are resolved by Tor and not on this machine)',
  );

/** `tor`: Leadline runs a Tor of its own. */
const wayOutSchema = z.union([z.literal('tor'), proxySchema], {
  error: 'expected tor (Leadline starts it) or socks5h://HOST:PORT (so that names are resolved by Tor)',
});

const torSchema = z.strictObject({
  /** The program that `proxy: tor` starts: a name, looked up in PATH, or a path. */
  path: z.string().min(1).default('tor'),
  /** Control port of a Tor that runs already: PORT, HOST:PORT, or the path of a socket. */
  control: z
    .union([z.string().min(1), z.number().int().min(1).max(65_535).transform(String)])
    .nullable()
    .default(null),
  /** File with more lines of torrc for `proxy: tor`, such as bridges. */
  torrc: z.string().min(1).nullable().default(null),
});

const webhookSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }), secret: z.string().min(1) });
export const receiverSchema = z.union([
  z.strictObject({ webhook: webhookSchema }),
  z.strictObject({ file: z.strictObject({ path: z.string().min(1) }) }),
]);

const withoutPassword = (what: string, file: string) => ({
  check: (text: string) => URL.canParse(text) && new URL(text).password === '',
  message: `expected ${what}, without a password: that stands in a file of its own (${file})`,
});
const elasticNode = withoutPassword('http://HOST:PORT or https://HOST:PORT', 'elastic.passwordFile');
const redisUrl = withoutPassword('redis://HOST:PORT or rediss://HOST:PORT', 'redis.passwordFile');

/** The servers of `storage: distributed`. */
const elasticSchema = z.strictObject({
  node: z
    .string()
    .refine((text) => /^https?:/.test(text) && elasticNode.check(text), elasticNode.message)
    .default('http://127.0.0.1:9200'),
  username: z.string().min(1).default('elastic'),
  passwordFile: z.string().min(1).nullable().default(null),
  /** What the names of all indices, and of the queue in Redis, begin with. */
  prefix: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/, 'expected lower-case letters, digits and underscores, beginning with a letter')
    .default('leadline'),
});
const redisSchema = z.strictObject({
  url: z
    .string()
    .refine((text) => /^rediss?:/.test(text) && redisUrl.check(text), redisUrl.message)
    .default('redis://127.0.0.1:6379'),
  passwordFile: z.string().min(1).nullable().default(null),
});

/** Where the key that seals sessions comes from; it never stands in leadline.yaml itself. */
const sessionsSchema = z
  .strictObject({
    keyFile: z.string().min(1).nullable().default(null),
    keyCommand: z.array(z.string().min(1)).min(1).nullable().default(null),
  })
  .refine(
    ({ keyFile, keyCommand }) => keyFile === null || keyCommand === null,
    'keyFile and keyCommand are both set; the key comes from one place',
  );

/** What Tor Browser sends, so that a visit does not stand out. */
export const torBrowser = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0';

/** leadline.yaml. Paths are relative to the file. */
export const configSchema = z.strictObject({
  data: z.string().default('./data'),
  proxy: wayOutSchema.nullable().default(null),
  tor: torSchema.prefault({}),
  storage: z.enum(['embedded', 'distributed']).default('embedded'),
  elastic: elasticSchema.prefault({}),
  redis: redisSchema.prefault({}),
  sessions: sessionsSchema.prefault({}),
  server: z
    .strictObject({ host: z.string().default('127.0.0.1'), port: z.number().int().min(0).max(65_535).default(8080) })
    .prefault({}),
  /** Folder of source files that `leadline start` watches. */
  sources: z.string().default('./sources'),
  /** Folder of own site profiles; they are looked up before those that come with Leadline. */
  sites: z.string().default('./sites'),
  /** CSV of exchange rates: date,currency,usd,source. */
  rates: z.string().nullable().default(null),
  receivers: z.record(z.string().regex(/^[a-z0-9-]+$/), receiverSchema).default({}),
  /** Receivers that are told when a source needs a person. */
  operators: z.array(z.string()).default([]),
  crawl: z
    .strictObject({
      /** For every source that names no budget of its own. */
      pagesPerDay: z.number().int().min(1).nullable().default(null),
      timeout: durationSchema.prefault('90s'),
      maxBodyBytes: z
        .number()
        .int()
        .min(1_000)
        .default(8 << 20),
      userAgent: z.string().default(torBrowser),
      workers: z.number().int().min(1).max(64).default(4),
      readers: z.number().int().min(1).max(64).default(2),
    })
    .prefault({}),
  browser: z
    .strictObject({
      /** null: looked for in the usual places. */
      path: z.string().min(1).nullable().default(null),
      /** Draw also pages that no profile asks for and that HTTP finds empty. */
      shells: z.boolean().default(true),
      maxMemoryMb: z.number().int().min(64).default(512),
    })
    .prefault({}),
});
export type Config = z.infer<typeof configSchema>;

const politenessFileSchema = z.strictObject({
  minInterval: durationSchema.optional(),
  jitter: z.number().min(0).max(1).optional(),
  maxInFlight: z.number().int().min(1).max(16).optional(),
  pagesPerTurn: z.number().int().min(1).optional(),
  pagesPerDay: z.number().int().min(1).nullable().optional(),
  quietHours: z.strictObject({ from: z.number().int().min(0).max(23), to: z.number().int().min(0).max(23) }).optional(),
});

/** Hours as they are written and milliseconds as they are kept. */
const accountFileSchema = z.strictObject({
  name: accountSchema.shape.name,
  maxPagesPerDay: z.number().int().min(1).optional(),
  maxHours: z.number().min(0.1).max(24).optional(),
  coolDown: durationSchema.optional(),
});

const accountsFileSchema = z
  .array(accountFileSchema)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two accounts have the same name')
  .default([]);

/** The list of a source's addresses that its staff signs. Paths are relative to the source file. */
const mirrorsFileSchema = z.strictObject({
  list: z.string().min(1),
  key: z.string().min(1),
  signature: z.string().min(1).nullable().default(null),
  keyAt: z.string().min(1).nullable().default(null),
  take: z.enum(['ask', 'signed']).default('ask'),
});

/** A source file, one for each source. */
export const sourceFileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected lower-case letters, digits and dashes'),
  name: z.string().optional(),
  kind: z.enum(sourceKinds),
  addresses: z.array(z.string()).default([]),
  mirrors: mirrorsFileSchema.optional(),
  via: z.enum(['tor', 'import']).default('tor'),
  profile: z.string().nullable().default(null),
  account: z.string().nullable().default(null),
  accounts: accountsFileSchema,
  every: durationSchema.prefault('1d'),
  politeness: politenessFileSchema.prefault({}),
});
export type SourceFile = z.infer<typeof sourceFileSchema>;

const toAccount = (file: z.infer<typeof accountFileSchema>): Account => ({
  name: file.name,
  maxPagesPerDay: file.maxPagesPerDay ?? null,
  maxMsPerDay: file.maxHours === undefined ? null : Math.round(file.maxHours * 3_600_000),
  coolDownMs: file.coolDown ?? 0,
});

/** A source as a file states it, before anything happened to it. */
export const toSource = (file: SourceFile): Source => ({
  id: file.id,
  name: file.name ?? file.id,
  kind: file.kind,
  addresses: file.addresses,
  via: file.via,
  profile: file.profile,
  account: file.account,
  ...(file.accounts.length === 0 ? {} : { accounts: file.accounts.map(toAccount) }),
  politeness: politenessSchema.parse({
    ...(file.politeness.minInterval === undefined ? {} : { minIntervalMs: file.politeness.minInterval }),
    ...(file.politeness.jitter === undefined ? {} : { jitter: file.politeness.jitter }),
    ...(file.politeness.maxInFlight === undefined ? {} : { maxInFlight: file.politeness.maxInFlight }),
    ...(file.politeness.pagesPerTurn === undefined ? {} : { pagesPerTurn: file.politeness.pagesPerTurn }),
    ...(file.politeness.pagesPerDay === undefined ? {} : { pagesPerDay: file.politeness.pagesPerDay }),
    ...(file.politeness.quietHours === undefined ? {} : { quietHours: file.politeness.quietHours }),
  }),
  everyMs: Math.max(60_000, file.every),
  state: 'active',
  reason: null,
  lastTurnAt: null,
  lastSuccessAt: null,
});
