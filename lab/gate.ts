import type { WallKind } from './pages/walls.ts';

/** What stands in the way now and then. Counts are of answers; absent: never. */
export interface GateRules {
  /** Pages that one session serves; afterwards it is worth nothing. Without a session the login is shown. */
  readonly sessionPages?: number;
  /** Sessions that end like that; those after them last. All of them when absent. */
  readonly logouts?: number;
  /** Pages between two waiting rooms, how many of these there are (endless when absent), and the looks until one is let in. */
  readonly queueEvery?: number;
  readonly queues?: number;
  readonly queueLooks?: number;
  /** Each such request meets a captcha, whatever it asks for. */
  readonly captchaEvery?: number;
}

interface GateCounts {
  /** Sessions that were given out, and those after whose end somebody still came with them. */
  readonly sessions: number;
  readonly logouts: number;
  readonly queues: number;
  /** Visitors who came back to the waiting room under another identity, or without the cookie of their place. */
  readonly lostPlaces: number;
  /** Answers that were walls. */
  readonly walls: number;
}

/** Who asks: the Cookie header and the SOCKS user. */
interface Visitor {
  readonly cookie: string | null;
  readonly user: string | null;
}

interface Sight {
  readonly wall: WallKind;
  readonly headers: Readonly<Record<string, string>>;
}

/** The door of one site. */
export interface Gate {
  /** A person logs in: the value of the cookie `sid`. */
  login(): string;
  /** What stands before this visitor now; null: the page that was asked for. */
  meet(visitor: Visitor): Sight | null;
  counts(): GateCounts;
}

const cookieOf = (header: string | null, name: string): string | null =>
  (header ?? '')
    .split(/;\s*/)
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? null;

/** Sessions that end after some pages. */
function createSessions({ sessionPages = Number.POSITIVE_INFINITY, logouts = Number.POSITIVE_INFINITY }: GateRules) {
  const left = new Map<string, number>();
  const met = new Set<string>();
  let ended = 0;
  return {
    open(): string {
      const name = `s${left.size + 1}`;
      left.set(name, ended < logouts ? sessionPages : Number.POSITIVE_INFINITY);
      return name;
    },
    isOpen(name: string | null): boolean {
      const pages = name === null ? undefined : left.get(name);
      if (name !== null && pages === 0) met.add(name);
      return pages !== undefined && pages > 0;
    },
    use(name: string): void {
      const pages = (left.get(name) ?? 0) - 1;
      left.set(name, pages);
      if (pages === 0) ended += 1;
    },
    counts: () => ({ sessions: left.size, logouts: met.size }),
  };
}

/** One waiting room at a time; its place is bound to a cookie and to the identity that got it. */
function createLine({
  queueEvery = Number.POSITIVE_INFINITY,
  queues = Number.POSITIVE_INFINITY,
  queueLooks = 2,
}: GateRules) {
  let served = 0;
  let lines = 0;
  let lostPlaces = 0;
  let place: { readonly name: string; readonly user: string | null; looks: number } | null = null;
  function begin({ user }: Visitor): Sight {
    place = { name: `${lines}-${lostPlaces}`, user, looks: 1 };
    return { wall: 'queue', headers: { 'set-cookie': `place=${place.name}; Path=/` } };
  }
  return {
    serve: () => {
      served += 1;
    },
    meet(visitor: Visitor): Sight | null {
      if (place) {
        if (cookieOf(visitor.cookie, 'place') !== place.name || visitor.user !== place.user) {
          // Whoever asked at the same time as the first has seen no cookie yet.
          if (place.looks === 1) return { wall: 'queue', headers: {} };
          lostPlaces += 1;
          return begin(visitor);
        }
        place.looks += 1;
        if (place.looks <= queueLooks) return { wall: 'queue', headers: {} };
        place = null;
        served = 0;
        return null;
      }
      if (served < queueEvery || lines >= queues) return null;
      lines += 1;
      return begin(visitor);
    },
    counts: () => ({ queues: lines, lostPlaces }),
  };
}

export function createGate(rules: GateRules): Gate {
  const sessions = createSessions(rules);
  const line = createLine(rules);
  let requests = 0;
  let walls = 0;
  function meet(visitor: Visitor): Sight | null {
    requests += 1;
    if (rules.captchaEvery !== undefined && requests % rules.captchaEvery === 0)
      return { wall: 'captcha', headers: {} };
    const waiting = line.meet(visitor);
    if (waiting) return waiting;
    const session = cookieOf(visitor.cookie, 'sid');
    if (rules.sessionPages !== undefined) {
      if (session === null || !sessions.isOpen(session)) return { wall: 'login', headers: {} };
      sessions.use(session);
    }
    line.serve();
    return null;
  }
  return {
    login: sessions.open,
    meet(visitor) {
      const sight = meet(visitor);
      if (sight) walls += 1;
      return sight;
    },
    counts: () => ({ ...sessions.counts(), ...line.counts(), walls }),
  };
}
