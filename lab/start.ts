import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Rates } from '../model/money.ts';
import { weekAt, weekStart } from './calendar.ts';
import { type Call, createCallLog, type SocksRecord } from './calls.ts';
import { startControl } from './control.ts';
import { createGate, type Gate, type GateRules } from './gate.ts';
import { type SiteName, siteNames, type World } from './nouns.ts';
import { onionName } from './onion.ts';
import { fathom } from './pages/fathom.ts';
import { halyard } from './pages/halyard.ts';
import { nordkai } from './pages/nordkai.ts';
import { slacktide } from './pages/slacktide.ts';
import { slipway } from './pages/slipway.ts';
import type { WallKind } from './pages/walls.ts';
import { asRates } from './rates.ts';
import { createSiteServer, isDown } from './serve.ts';
import { type SocksRoute, startSocks } from './socks.ts';
import { openDoors, type TorDoors } from './tor/sites.ts';
import { type Truth, truthOf } from './truth.ts';

export interface LabOptions {
  readonly world: World;
  /** Port of the SOCKS server; 0 or absent: any free one. */
  readonly port?: number;
  /** Port of the control endpoint; 0 or absent: any free one. */
  readonly controlPort?: number;
  /** How long each answer takes, in milliseconds; 0 when absent. */
  readonly delayMs?: number;
}

/** The lab's calendar and its walls. Time only goes forward. */
interface LabControl {
  /** From 1; it goes on past the last week of the world. */
  week(): number;
  /** Milliseconds since 1970, the time that all sites live in. */
  now(): number;
  /** To the first moment of a week, or to a moment. An earlier time than now is refused with a RangeError. */
  advance(to: { readonly week: number } | { readonly ms: number }): void;
  /** Puts a wall before every page of a site, or takes it away. */
  wall(site: SiteName, kind: WallKind | null): void;
  /** Puts a gate before a site, with a memory of its own; null takes it away. */
  gate(site: SiteName, rules: GateRules | null): Gate | null;
  /** Puts a site behind an onion name, or (null) nobody: mirrors come and go, and a name may serve another site one day. */
  serve(name: string, site: SiteName | null): void;
}

export interface LabSource {
  readonly id: SiteName;
  readonly name: string;
  readonly kind: 'market' | 'forum' | 'channel';
  readonly address: string;
}

export interface Lab {
  /** `socks5h://127.0.0.1:PORT` */
  readonly socksUrl: string;
  /** `http://127.0.0.1:PORT`, for other programs; it cannot be reached through the SOCKS server. */
  readonly controlUrl: string;
  readonly control: LabControl;
  /** Where a site begins, such as http://….onion/. */
  address(site: SiteName): string;
  sources(): readonly LabSource[];
  /** Every request and every refused connection so far, in the order in which they ended. */
  log(): readonly SocksRecord[];
  /** What could be seen by a week; by the calendar's week when absent. */
  truth(upToWeek?: number): Truth;
  rates(): Rates;
  /** Opens a port of loopback for each site, for a Tor that serves it under its name (lab/tor). */
  openDoors(): Promise<TorDoors['ports']>;
  close(): Promise<void>;
}

const about: Readonly<Record<SiteName, Pick<LabSource, 'name' | 'kind'> & { readonly start: string }>> = {
  halyard: { name: 'Halyard', kind: 'market', start: '/' },
  fathom: { name: 'Fathom', kind: 'market', start: '/' },
  nordkai: { name: 'Nordkai', kind: 'market', start: '/' },
  slipway: { name: 'Slipway', kind: 'forum', start: '/' },
  slacktide: { name: 'Slack Tide', kind: 'channel', start: '/s/slacktide' },
};

/** From what the name of a site and its key are made. */
export const siteKey = (world: World, site: SiteName): string => `${world.seed}|${site}`;

function createControl(
  hosts: Map<string, SiteName>,
  walls: Map<SiteName, WallKind>,
  gates: Map<SiteName, Gate>,
): LabControl {
  let time = weekStart(1);
  return {
    week: () => weekAt(time),
    now: () => time,
    advance: (to) => {
      const next = 'week' in to ? weekStart(to.week) : to.ms;
      if (!(next >= time))
        throw new RangeError(`the calendar stands at ${new Date(time).toISOString()} and never goes back`);
      time = next;
    },
    wall: (site, kind) => {
      if (kind === null) walls.delete(site);
      else walls.set(site, kind);
    },
    serve: (name, site) => {
      if (site === null) hosts.delete(name);
      else hosts.set(name, site);
    },
    gate: (site, rules) => {
      gates.delete(site);
      const gate = rules && createGate(rules);
      if (gate) gates.set(site, gate);
      return gate;
    },
  };
}

const sitesOf = (world: World) => ({
  halyard: halyard(world),
  fathom: fathom(world),
  nordkai: nordkai(world),
  slipway: slipway(world),
  slacktide: slacktide(world),
});

/** Starts the dark web of `world` on loopback, in week 1. Nothing on its pages tells that it is one. */
export async function startLab({ world, port = 0, controlPort = 0, delayMs = 0 }: LabOptions): Promise<Lab> {
  const walls = new Map<SiteName, WallKind>();
  const gates = new Map<SiteName, Gate>();
  const hosts = new Map(siteNames.map((site) => [onionName(siteKey(world, site)), site] as const));
  const control = createControl(hosts, walls, gates);
  const { now } = control;
  const calls = new WeakMap<Socket, Call>();
  const log = createCallLog(now);
  const server: Server = createSiteServer({
    world,
    sites: sitesOf(world),
    calls,
    hosts,
    log,
    walls,
    gates,
    now,
    delayMs,
  });
  const socks = await startSocks({
    port,
    route: (request, socket): SocksRoute => {
      const site = hosts.get(request.host) ?? null;
      const call: Call = { ...request, site, client: socket.remoteAddress ?? '' };
      const why =
        request.atyp !== 3
          ? 'address instead of name'
          : site === null
            ? 'unknown name'
            : isDown(world, site, now())
              ? 'site closed'
              : null;
      if (why !== null) {
        log.refused(call, why);
        return { kind: 'refused', reply: why === 'site closed' ? 5 : why === 'unknown name' ? 4 : 2 };
      }
      calls.set(socket, call);
      return { kind: 'server', server };
    },
  });
  const opened: TorDoors[] = [];
  const enter = async () => {
    const doors = siteNames.map((site) => ({ site, host: onionName(siteKey(world, site)) }));
    const found = await openDoors(doors, (socket, call) => {
      calls.set(socket, call);
      server.emit('connection', socket);
    });
    opened.push(found);
    return found.ports;
  };
  const address = (site: SiteName) => `http://${onionName(siteKey(world, site))}${about[site].start}`;
  const truth = (upToWeek = control.week()) => truthOf(world, upToWeek);
  const remote = await startControl({ port: controlPort, control, truth, log: log.records });
  return {
    socksUrl: socks.url,
    controlUrl: remote.url,
    control,
    address,
    sources: () => siteNames.map((id) => ({ id, name: about[id].name, kind: about[id].kind, address: address(id) })),
    log: log.records,
    truth,
    rates: () => asRates(world.rates),
    openDoors: enter,
    close: async () => {
      await Promise.all([socks.close(), remote.close(), ...opened.map((doors) => doors.close())]);
    },
  };
}
