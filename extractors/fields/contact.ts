import { type Parsed, parsed } from './parsed.ts';

interface ContactRule {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly confidence: number;
  /** The normalised address of a match, or null when it is none after all. */
  readonly value: (groups: Readonly<Record<string, string | undefined>>) => string | null;
}

const dot = String.raw`(?:\s?[[({<]\s?(?:\.|dot|punkt|punto)\s?[\])}>]\s?|\.|\s(?:dot|DOT)\s)`;
const at = String.raw`(?:\s?[[({<]\s?(?:@|at|AT|arroba|ät)\s?[\])}>]\s?|@|\s(?:at|AT)\s(?=[a-z0-9-]{2,40}\sdot\s[a-z]{2,12}(?![a-z])))`;
const local = `[a-z0-9_%+-]{1,40}(?:${dot}[a-z0-9_%+-]{1,40}){0,4}`;
const domain = `[a-z0-9-]{1,63}(?:${dot}[a-z0-9-]{1,63}){0,4}${dot}(?:onion|[a-z]{2,12})`;
const label = (names: string): string =>
  `(?<![\\p{L}\\p{N}@])(?:${names})(?:\\s?(?:id|me|user(?:name)?|handle|account|contact|number|address))?\\s?(?:[:=→>-]+|\\sis\\s)\\s?`;

const armed = (address: string): string =>
  address.replace(new RegExp(at, 'giu'), '@').replace(new RegExp(dot, 'giu'), '.').toLowerCase();

const jabberHosts =
  /@(?:.*\.)?(?:jabber\.\w+|jabb(?:er|im)?\.\w+|xmpp\.\w+|exploit\.im|thesecure\.biz|xabber\.\w+|jabb3r\.\w+|conversations\.im|5222\.de|creep\.im|dismail\.de|disroot\.org\/xmpp|sj\.ms|swissjabber\.\w+|yax\.im|404\.city|draugr\.de|chinwag\.im|blabber\.im)$/;

/** The last two of the 38 bytes are the exclusive or of the others, in pairs. */
function isToxId(id: string): boolean {
  const words = id.match(/.{4}/g) ?? [];
  return words.reduce((sum, word) => sum ^ Number.parseInt(word, 16), 0) === 0;
}

const telegramPaths = /^(?:joinchat|share|addstickers|proxy|socks|iv|s|c)$/i;
const telegramName = (groups: Readonly<Record<string, string | undefined>>): string | null => {
  const value = groups.value ?? '';
  return telegramPaths.test(value) || /^\d/.test(value) ? null : `@${value}`;
};

const rules: readonly ContactRule[] = [
  {
    kind: 'matrix',
    confidence: 0.95,
    pattern: /(?<![\w@])(?<value>@[a-z0-9._=/-]{1,60}:[a-z0-9.-]{2,80}\.[a-z]{2,12})(?![\w])/giu,
    value: (groups) => groups.value?.toLowerCase() ?? null,
  },
  {
    kind: 'telegram',
    confidence: 0.98,
    pattern: new RegExp(
      `(?<![\\w.])(?:https?://|hxxps?://)?(?:t|telegram)${dot}(?:me|dog)/(?:s/)?@?(?<value>[a-z][a-z0-9_]{3,31})(?![\\w])`,
      'giu',
    ),
    value: telegramName,
  },
  {
    kind: 'telegram',
    confidence: 0.98,
    pattern: /tg:\/\/resolve\?domain=(?<value>[a-z][a-z0-9_]{3,31})/giu,
    value: telegramName,
  },
  {
    kind: 'telegram',
    confidence: 0.95,
    pattern: new RegExp(
      `${label('telegram|telegramm|tele|tg|телеграм|телеграмм|тг')}@?(?<value>[a-z][a-z0-9_]{3,31})(?![\\w.@])`,
      'giu',
    ),
    value: telegramName,
  },
  {
    kind: 'telegram',
    confidence: 0.9,
    pattern: /(?<![\p{L}\p{N}])(?:telegram|telegramm|tg|телеграм|тг)\s@(?<value>[a-z][a-z0-9_]{3,31})(?![\w.@])/giu,
    value: telegramName,
  },
  {
    kind: 'wickr',
    confidence: 0.95,
    pattern: new RegExp(`${label('wickr|wickr\\s?me|wick3r')}@?(?<value>[a-z0-9._-]{3,32}[a-z0-9])(?![\\w@])`, 'giu'),
    value: (groups) => groups.value?.toLowerCase() ?? null,
  },
  {
    kind: 'tox',
    confidence: 1,
    pattern: /(?<![0-9a-z])(?<value>[0-9A-F]{76})(?![0-9a-z])/giu,
    value: (groups) => (isToxId(groups.value ?? '') ? (groups.value?.toUpperCase() ?? null) : null),
  },
  {
    kind: 'session',
    confidence: 0.95,
    pattern: /(?<![0-9a-z])(?<value>05[0-9a-f]{64})(?![0-9a-z])/giu,
    value: (groups) => groups.value?.toLowerCase() ?? null,
  },
  {
    kind: 'threema',
    confidence: 0.95,
    pattern: new RegExp(`${label('threema')}(?<value>[A-Z0-9*][A-Z0-9]{7})(?![\\w])`, 'giu'),
    value: (groups) => groups.value?.toUpperCase() ?? null,
  },
  {
    kind: 'signal',
    confidence: 0.95,
    pattern: new RegExp(
      `${label('signal')}@?(?<value>[a-z_][a-z0-9_]{2,31}\\.\\d{2,9}|\\+\\d[\\d ()-]{7,17}\\d)(?![\\w])`,
      'giu',
    ),
    value: (groups) => groups.value?.replace(/[ ()-]/g, '').toLowerCase() ?? null,
  },
  {
    kind: 'whatsapp',
    confidence: 0.95,
    pattern: new RegExp(`(?:${label('whats?\\s?app')}|wa${dot}me/)(?<value>\\+?\\d[\\d ()-]{7,17}\\d)(?![\\w])`, 'giu'),
    value: (groups) => `+${(groups.value ?? '').replace(/\D/g, '')}`,
  },
  {
    kind: 'icq',
    confidence: 0.9,
    pattern: new RegExp(`${label('icq')}(?<value>\\d[\\d-]{4,11}\\d)(?![\\w])`, 'giu'),
    value: (groups) => groups.value?.replace(/\D/g, '') ?? null,
  },
  {
    kind: 'discord',
    confidence: 0.9,
    pattern: new RegExp(`${label('discord')}@?(?<value>[a-z0-9._]{2,32}(?:#\\d{4})?)(?![\\w@])`, 'giu'),
    value: (groups) => groups.value?.toLowerCase() ?? null,
  },
  {
    kind: 'jabber',
    confidence: 0.97,
    pattern: new RegExp(`${label('jabber|xmpp|jid|otr')}(?<value>${local}${at}${domain})(?![\\w@])`, 'giu'),
    value: (groups) => armed(groups.value ?? ''),
  },
  {
    kind: 'jabber',
    confidence: 0.97,
    pattern: /xmpp:(?<value>[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,12})/giu,
    value: (groups) => groups.value?.toLowerCase() ?? null,
  },
  {
    kind: 'mail',
    confidence: 0.95,
    pattern: new RegExp(`(?<![\\w.%+@-])(?<value>${local}${at}${domain})(?![\\w@])`, 'giu'),
    value: (groups) => armed(groups.value ?? ''),
  },
  {
    kind: 'telegram',
    confidence: 0.7,
    pattern: /(?<![\p{L}\p{N}@./_-])@(?<value>[a-z][a-z0-9_]{4,31})(?![\w@]|[.:][a-z0-9])/giu,
    value: telegramName,
  },
];

export interface ContactOptions {
  /** Read a bare `@name` as a Telegram name; for chats, where nothing else is meant. */
  readonly bareNames?: boolean | undefined;
}

const kindOf = (rule: ContactRule, value: string): string =>
  rule.kind === 'mail' && jabberHosts.test(value) ? 'jabber' : rule.kind;
const isBare = (rule: ContactRule): boolean => rule.confidence < 0.75;
const overlaps = (a: Parsed<string>, b: Parsed<string>): boolean => a.start < b.end && b.start < a.end;

/** Ways to reach a person, as `kind:value` (telegram:@name, mail:a@b.org, jabber:, wickr:, session:, signal:, threema:, tox:, matrix:, …), each once. Disarmed forms such as `a[.]b[@]c[.]org` are read as meant. */
export function parseContacts(text: string, options: ContactOptions = {}): Parsed<string>[] {
  if (!/[@:=>\-/]|\bat\b|05[0-9a-f]{64}|[0-9A-F]{76}/iu.test(text)) return [];
  const found: Parsed<string>[] = [];
  for (const rule of rules) {
    if (isBare(rule) && !options.bareNames) continue;
    for (const match of text.matchAll(rule.pattern)) {
      const value = rule.value(match.groups ?? {});
      const raw = match.groups?.value ?? '';
      if (value === null || raw === '') continue;
      const start = match.index + match[0].lastIndexOf(raw);
      const kind = kindOf(rule, value);
      const one = parsed(
        text,
        { start, end: start + raw.length },
        `${kind}:${value}`,
        `contact:${kind}`,
        rule.confidence,
      );
      if (!found.some((other) => overlaps(other, one) || other.value === one.value)) found.push(one);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
