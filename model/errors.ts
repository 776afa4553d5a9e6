/** Every error that a person can meet, by code: what it means and what to do. docs/errors.md lists the same codes (test). */
export const errorCodes = {
  usage: 'The command was called in a way it does not understand.',
  'config-invalid': 'leadline.yaml has an unknown key or a bad value.',
  'config-missing': 'The configuration file named on the command line does not exist.',
  'profile-invalid': 'A site profile has an unknown key, a bad value or a selector that does not parse.',
  'profile-missing': 'No site profile has that name.',
  'nothing-to-infer': 'None of the saved pages shows a listing, a list or a vendor, so no profile can be drafted.',
  'layout-changed': 'A required field is found on clearly fewer pages than before; the site may have a new layout.',
  'query-syntax': 'The query cannot be read; the message points at the column.',
  'not-found': 'Nothing is stored under that id or name.',
  exists: 'Something is already stored under that id.',
  'file-unreadable': 'A file named on the command line cannot be read.',
  'format-unknown': 'The file is of no format that can be imported.',
  'proxy-missing': 'No SOCKS proxy is configured, so nothing is fetched.',
  'proxy-insecure': 'The proxy address would leak host names; only socks5h:// is accepted.',
  'proxy-down': 'The SOCKS proxy does not answer, so nothing is fetched.',
  'tor-missing': 'Leadline is told to start Tor, but finds no tor here that runs.',
  'tor-stuck': 'Tor does not get ready; nothing is fetched until it is.',
  'tor-control': "Tor's control port cannot be used.",
  'address-invalid': 'The address of a source is not one that Leadline can fetch.',
  'look-alike': 'An address looks like that of a known source and is not on its list.',
  'other-site': 'An address of the source serves another site.',
  'mirror-list': 'A list of addresses is not taken: its signature does not hold, or it is older than the one known.',
  'host-unreachable': 'The proxy could not reach the host.',
  'onion-descriptor': 'Tor finds no descriptor of the onion service: it is offline, or was given up.',
  'onion-unreachable': 'The onion service is published, but Tor could not connect to it.',
  'onion-locked': 'The onion service opens to clients with a key only.',
  'fetch-timeout': 'The answer took longer than the limit.',
  'fetch-interrupted': 'The connection broke before the answer was complete.',
  'body-too-large': 'The answer is larger than the limit, packed or unpacked.',
  'body-ratio': 'The answer unpacks to far more than it should; it looks like a decompression bomb.',
  'body-corrupt': 'The answer ends before its compressed stream does, or does not decompress.',
  'headers-too-large': 'The answer has more header bytes than the limit.',
  certificate: 'The certificate is not that of the address, so nobody knows who answers.',
  'redirect-loop': 'The address redirects in a circle or too often.',
  'redirect-away': 'The address redirects outside its source.',
  'http-status': 'The server answered with an error status.',
  'browser-missing': 'A profile asks for a browser, and there is none on this machine.',
  'browser-down': 'Chromium does not start, or ended while it drew a page.',
  'browser-slow': 'A page in the browser did not come to rest, or kept the processor, longer than the limit.',
  'browser-memory': 'A page in the browser took more memory than the limit; its process was ended.',
  'login-required': 'The session has ended; a person has to log in.',
  captcha: 'The site asks for a captcha; a person has to solve it.',
  banned: 'The site refuses this account or circuit.',
  'session-key': 'The key that seals the sessions of sources is missing, cannot be read, or is another one.',
  'session-damaged': 'A stored session does not open with its key, or is not what was stored.',
  'display-missing': 'A browser for a person to log in cannot be shown, for there is no display.',
  'session-unusable': 'What was handed in holds no cookie that the source would get and that still holds.',
  queue: 'The site keeps visitors in a waiting room.',
  maintenance: 'The site is closed for maintenance.',
  'rate-limited': 'The site answers that there were too many requests.',
  'page-too-deep': 'The page is nested deeper than the limit.',
  'page-too-many-nodes': 'The page has more elements than the limit.',
  'page-too-many-attributes': 'The page has more attributes than the limit.',
  'page-too-large': 'The page is larger than the limit.',
  'page-too-slow': 'Reading the page took more computing time than the limit; its reader was ended.',
  'page-crashed': 'The reader of the page ended, most likely for want of memory.',
  'readers-down': 'The processes that read pages cannot be started, so no page is read.',
  'port-taken': 'The pages cannot be served at this address and port.',
  'storage-locked': 'Another Leadline process works on this data folder.',
  'storage-corrupt': 'The database does not pass its integrity check.',
  'storage-version': 'The store was written by a newer Leadline, or its server is of a version that cannot be used.',
  'storage-down': 'The storage server cannot be reached, or cannot answer now.',
  'storage-denied': 'The storage server refuses the user name, the password or what is asked.',
  'redis-down': 'Redis cannot be reached.',
  'redis-unsafe': 'This Redis would lose planned turns.',
  'disk-full': 'The disk is full or cannot be written.',
  'archive-corrupt': 'An archive record does not match its digest or the hash chain.',
  'lease-lost': 'Another worker holds this source now.',
  conflict: 'The record was changed by someone else meanwhile.',
  stopped: 'The work was interrupted; what was done is saved.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

const leftInArchive = 'nothing to do: the page is quarantined; its bytes are in the archive';

/** What to do next, for errors whose thrower knows nothing better. docs/errors.md says the same at more length. */
export const errorHints: Readonly<Record<ErrorCode, string>> = {
  usage: '`leadline COMMAND --help` shows how it is called',
  'config-invalid': 'go to the file and line that the message names; docs/configuration.md lists every key',
  'config-missing': 'check the path after --config, or write a file with leadline init',
  'profile-invalid': 'go to the file and line that the message names; leadline profile schema prints the whole schema',
  'profile-missing': 'put a profile of that name into your sites folder, or correct the name',
  'nothing-to-infer': "save pages while logged in: two listings, a list and a vendor's page",
  'layout-changed': 'save such a page and run leadline source test PROFILE.yaml --page PAGE.html',
  'query-syntax': 'see docs/search.md for fields, operators and examples',
  'not-found': 'leadline search finds ids; they may be shortened as long as they are unique',
  exists: 'choose another name, or remove the old one first; nothing was changed',
  'file-unreadable': 'check that the file exists and that you may read it',
  'format-unknown': 'HTML pages, WARC files and Telegram Desktop exports can be imported',
  'proxy-missing': 'set proxy: tor in leadline.yaml, or start Tor and set proxy: socks5h://127.0.0.1:9050',
  'proxy-insecure': 'write socks5h:// instead, so that names are looked up behind the proxy and not on this machine',
  'proxy-down': 'start Tor (systemctl start tor) or correct the address; what waits stays waiting',
  'tor-missing': 'install tor (Debian: apt-get install tor), or name it with tor.path in leadline.yaml',
  'tor-stuck': 'leadline doctor says where it stands and what may mend it; what waits stays waiting',
  'tor-control': 'set ControlPort 9051 and CookieAuthentication 1 in torrc, and let Leadline read the cookie file',
  'address-invalid': 'copy the whole address again; an onion name holds a checksum, so one wrong letter is noticed',
  'look-alike':
    'compare every letter with a list that the site has signed; leadline source add FILE --trust takes it all the same',
  'other-site':
    'look at the address with care; leadline source approve ADDRESS --id ID takes it back, else remove it from the source',
  'mirror-list': 'look at the list and the key by hand; the addresses known so far are used on',
  'host-unreachable': 'nothing to do: it is tried again later; if it lasts, the site has moved or closed',
  'onion-descriptor':
    'nothing to do: it is tried again later; if it lasts for days, look for a new address of the site',
  'onion-unreachable': 'nothing to do: it is tried again later; if it lasts, it may be under attack or overloaded',
  'onion-locked': 'put the key that the site gave you into Tor (ClientOnionAuthDir), or stop the source',
  'fetch-timeout': 'nothing to do: it is tried again later; crawl.timeout in leadline.yaml sets the limit',
  'fetch-interrupted': 'nothing to do: it is tried again later',
  'body-too-large': 'if the page is real, raise crawl.maxBodyBytes in leadline.yaml',
  'body-ratio': 'nothing to do: the address is left alone; the source may be hostile',
  'body-corrupt': 'nothing to do: it is recorded and tried again with the next visit',
  'headers-too-large': 'nothing to do: the address is left alone',
  certificate: 'nothing was read; use the onion address of the site, or write http:// if it has no better one',
  'redirect-loop':
    'look at the address in a browser; a site that wants a cookie may need a session (leadline source login)',
  'redirect-away': 'if the target belongs to the site, add its address to the source',
  'http-status': '4xx: the page is gone or closed to you; 5xx: it is tried again later',
  'browser-missing': 'install Chromium (apt-get install chromium), or set browser.path in leadline.yaml',
  'browser-down': 'nothing to do: Chromium is started anew; if it lasts, leadline doctor says what is missing',
  'browser-slow': 'nothing to do: the address is left alone; if the page is real, look at browser.wait of its profile',
  'browser-memory':
    'nothing to do: the address is left alone; if the page is real, raise browser.maxMemoryMb in leadline.yaml',
  'login-required': 'log in with a browser through Tor and run leadline source login ID cookies.txt',
  captcha: 'solve it in a browser through Tor and run leadline source login ID cookies.txt; Leadline never solves one',
  banned: 'use another account or circuit (account: in the source file), or stop',
  'session-key':
    'bring the file back that sessions.keyFile names, or mend sessions.keyCommand; without the key, log in again',
  'session-damaged': 'log in again and run leadline source login ID cookies.txt',
  'display-missing':
    'log in with Tor Browser on another machine, save the cookies of the site, and run leadline source login ID cookies.txt',
  'session-unusable': 'log in with a browser through Tor and save the cookies of that site, not of another',
  queue: 'nothing to do: the turn goes on later',
  maintenance: 'nothing to do: the turn goes on later',
  'rate-limited':
    'nothing to do: the source is visited slower, then later; if it lasts, raise politeness.minInterval in its file',
  'page-too-deep': leftInArchive,
  'page-too-many-nodes': leftInArchive,
  'page-too-many-attributes': leftInArchive,
  'page-too-large': leftInArchive,
  'page-too-slow': leftInArchive,
  'page-crashed': leftInArchive,
  'readers-down':
    'look for a site profile that cannot be read, or for want of memory; then start again; pages wait in the archive',
  'port-taken':
    'another program listens there, or this user may not; set server.port in leadline.yaml, or --port of the demo',
  'storage-locked': 'stop the process that holds it, or use its pages; searching works beside it',
  'storage-corrupt': 'move the database away and run leadline reextract: everything is rebuilt from the archive',
  'storage-version': 'update Leadline, or use another --data folder or prefix; a server has to be Elasticsearch 9',
  'storage-down':
    'start the server or correct its address; work goes on by itself when it is back, and what was saved is safe',
  'redis-down': 'start Redis, or correct redis.url in leadline.yaml',
  'redis-unsafe': 'change the setting of Redis that the message names',
  'storage-denied':
    'correct the user name and the password file in leadline.yaml, and give that user all rights on the indices of the prefix',
  'disk-full': 'free some space or move the data folder; nothing that was acknowledged is lost',
  'archive-corrupt':
    'keep the file and compare it with a backup; leadline evidence verify names every place, leadline reextract --incomplete rebuilds what can be read',
  'lease-lost': 'nothing to do: the other worker goes on',
  conflict: 'nothing to do: call the command again; it works on the newer record',
  stopped: 'call the command again to go on',
};

/** An error for people: what happened (message), where, and what to do next (hint). */
export class LeadlineError extends Error {
  readonly code: ErrorCode;
  readonly where: string | null;
  readonly hint: string;
  constructor(code: ErrorCode, message: string, options: { where?: string; hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.where = options.where ?? null;
    this.hint = options.hint ?? errorHints[code];
  }
}

/** The work may succeed later: time-outs, 429, 5xx, queues, a proxy that is down. `afterMs` is the server's own wish, if it gave a sane one. */
export class TryLater extends LeadlineError {
  readonly afterMs: number | null;
  constructor(
    code: ErrorCode,
    message: string,
    options: { afterMs?: number | null; where?: string; hint?: string; cause?: unknown } = {},
  ) {
    super(code, message, options);
    this.afterMs = options.afterMs ?? null;
  }
}

/** Only a person can help: login, captcha, ban, a missing proxy. */
export class NeedsOperator extends LeadlineError {}

/** Never worth another attempt: 404, a bomb, a redirect away. */
export class GiveUp extends LeadlineError {}

export const isCode = (error: unknown, code: ErrorCode): boolean =>
  error instanceof LeadlineError && error.code === code;

/** What happened and what to do, on one line, for a log. */
export const withHint = ({ message, hint }: LeadlineError): string => `${message.replace(/\.$/, '')} (${hint})`;

/** The words of whatever was thrown: JavaScript lets anything be thrown, not only errors. */
export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));
