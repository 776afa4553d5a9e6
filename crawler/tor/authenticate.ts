import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { errorText, TryLater } from '../../model/errors.ts';
import { fieldsOf, type Reply } from './replies.ts';

type Ask = (command: string) => Promise<Reply>;

/** Names that control-spec section 3.24 gives to the two keys. */
const serverKey = 'Tor safe cookie authentication server-to-controller hash';
const clientKey = 'Tor safe cookie authentication controller-to-server hash';
const cookieBytes = 32;

interface Protocol {
  readonly version: string;
  readonly methods: readonly string[];
  readonly cookieFile: string;
}

async function protocolOf(ask: Ask): Promise<Protocol> {
  const { lines } = await ask('PROTOCOLINFO 1');
  const all = lines.map(({ text }) => ({ text, ...fieldsOf(text) }));
  const auth = all.find(({ text }) => text.startsWith('AUTH '))?.named ?? {};
  const version = all.find(({ text }) => text.startsWith('VERSION '))?.named.Tor ?? '';
  return { version, methods: (auth.METHODS ?? '').split(','), cookieFile: auth.COOKIEFILE ?? '' };
}

function readCookie(file: string): Buffer {
  try {
    const cookie = readFileSync(file);
    if (cookie.length === cookieBytes) return cookie;
  } catch (cause) {
    throw new TryLater('tor-control', `The cookie of Tor's control port cannot be read: ${errorText(cause)}`, {
      where: file,
      hint: 'run Leadline as a user that may read it (Debian: the group debian-tor)',
      cause,
    });
  }
  throw new TryLater('tor-control', "The cookie file of Tor's control port does not hold 32 bytes", { where: file });
}

/** Proves that both know the cookie, without showing it to whoever listens there. */
async function bySafeCookie(ask: Ask, cookie: Buffer): Promise<string> {
  const nonce = randomBytes(cookieBytes);
  const { lines } = await ask(`AUTHCHALLENGE SAFECOOKIE ${nonce.toString('hex')}`);
  const { SERVERHASH = '', SERVERNONCE = '' } = fieldsOf(lines[0]?.text ?? '').named;
  const message = Buffer.concat([cookie, nonce, Buffer.from(SERVERNONCE, 'hex')]);
  const expected = createHmac('sha256', serverKey).update(message).digest();
  const given = Buffer.from(SERVERHASH, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new TryLater(
      'tor-control',
      'What listens at the control port does not know the cookie, so it is not this Tor',
    );
  return createHmac('sha256', clientKey).update(message).digest('hex');
}

/** Logs in by the best way that Tor offers without a password, and answers its version. Throws `tor-control`. */
export async function logIn(ask: Ask): Promise<string> {
  const { version, methods, cookieFile } = await protocolOf(ask);
  if (methods.includes('NULL')) await ask('AUTHENTICATE');
  else if (methods.includes('SAFECOOKIE')) await ask(`AUTHENTICATE ${await bySafeCookie(ask, readCookie(cookieFile))}`);
  else
    throw new TryLater('tor-control', `The control port takes ${methods.join(', ')} only`, {
      hint: 'set CookieAuthentication 1 in torrc',
    });
  return version;
}
