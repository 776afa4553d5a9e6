import { createDecider, type Decider } from '../alerts/decide.ts';
import { createDeliverer, type DeliveryCounts } from '../alerts/deliver.ts';
import type { Notifier } from '../alerts/notifier.ts';
import { type LoadedConfig, readText } from '../config/load.ts';
import { createHttpFetch, type Fetch } from '../crawler/fetch/http.ts';
import { LeadlineError } from '../model/errors.ts';
import type { Generation } from '../model/identity.ts';
import type { HandIn } from '../model/session.ts';
import type { Source } from '../model/source.ts';
import { type AddOptions, addSource, checkAddress, refuseLookAlikes } from './add-source.ts';
import type { VisitOptions, VisitReport } from './collect.ts';
import type { SourceDrawing } from './drawing.ts';
import { identityNow, renewIdentity } from './identities.ts';
import { type ImportOptions, type ImportReport, importPaths } from './import/import.ts';
import { ingest } from './ingest.ts';
import type { Parts } from './parts.ts';
import { subscriptions } from './queries/alerts.ts';
import { readQuery } from './queries/context.ts';
import { sourceById } from './queries/sources.ts';
import { catchUp, type ReextractOptions, type ReextractReport, reextract, sourceFromArchive } from './reextract.ts';
import { handInText, resumeSource } from './sessions/hand-in.ts';
import { type LogInOptions, logIn } from './sessions/log-in.ts';
import type { Sessions } from './sessions/sessions.ts';
import { visitAs } from './sessions/visit-as.ts';
import { isSourceNote, readSourceNote } from './source-note.ts';
import { updateSource } from './update-source.ts';
import { patiently, type WayOut } from './way-out.ts';

/** Everything that changes what is stored. */
export interface Operations {
  /** Throws `exists`, `address-invalid` for an address that cannot be fetched, or `look-alike` for one that looks like a known one. */
  addSource(source: Source, options?: AddOptions): Promise<Source>;
  /** Takes over what the file of a known source says now. Throws `not-found`, `address-invalid` or `look-alike`. */
  updateSource(source: Source): Promise<Source>;
  setState(id: string, state: Source['state'], reason: string | null): Promise<Source>;
  /** Hands in the session file of a logged-in browser, for the account where the source has several. */
  login(id: string, file: string, account?: string | null): Promise<HandIn>;
  /** Opens a browser on the source's own circuit for a person to log in, and takes its cookies when it is closed. */
  logIn(id: string, account: string | null, options?: LogInOptions): Promise<HandIn>;
  /** A person has acted for the source, or for one account of it. */
  resume(id: string, account?: string | null): Promise<Source>;
  rotateSessionKey: Sessions['rotate'];
  /** Under which user name the proxy meets a source. Throws `not-found`, or `usage` when the account has to be named. */
  identity(id: string, account: string | null): Promise<{ readonly account: string | null; readonly user: string }>;
  /** New circuits for one (source, account) from its next turn on, and for no other. */
  renewIdentity(id: string, account: string | null): Promise<Generation>;
  visit(id: string, options?: Pick<VisitOptions, 'signal' | 'onPage' | 'lease'>): Promise<VisitReport>;
  import(paths: readonly string[], options: ImportOptions): Promise<ImportReport>;
  reextract(options?: ReextractOptions): Promise<ReextractReport>;
  /** Takes in what was archived but not recorded when a process died. Answers how many captures. */
  catchUp(): Promise<number>;
  /** One attempt for every delivery that is due. */
  deliver(signal?: AbortSignal): Promise<DeliveryCounts>;
}

export interface OperationsOptions {
  readonly parts: Parts;
  readonly config: LoadedConfig;
  readonly wayOut: WayOut;
  readonly drawing: SourceDrawing;
  readonly sessions: Sessions;
  readonly notifiers: Readonly<Record<string, Notifier>>;
  readonly secret: string;
  readonly version: string;
  readonly random: () => number;
}

const createDecide = async (parts: Parts): Promise<Decider> =>
  createDecider(await subscriptions(parts), (text) => readQuery(parts, text).query);

async function setState(parts: Parts, id: string, state: Source['state'], reason: string | null): Promise<Source> {
  if (state === 'active') return resumeSource(parts, id);
  const source: Source = { ...(await sourceById(parts, id)), state, reason };
  await parts.storage.sources.put(id, source);
  return source;
}

async function takeIn(parts: Parts, decider: Decider): Promise<number> {
  return catchUp(parts, async (capture) => {
    if (isSourceNote(capture)) return readSourceNote(parts, capture);
    const source = (await parts.storage.sources.get(capture.source))?.value ?? sourceFromArchive(capture.source);
    await ingest(parts, source, capture, { decider });
  });
}

export function createOperations(options: OperationsOptions): Operations {
  const { parts, config, wayOut, drawing, sessions, notifiers, secret, random } = options;
  const uses = { collection: parts.storage.accounts, clock: parts.clock };
  const deliverer = createDeliverer({ ...parts.storage, notifiers, clock: parts.clock, random });
  let made: Promise<Fetch> | null = null;
  // Made at the first visit, so that questions need no proxy; a failure is met anew by the next visit.
  const make = async (): Promise<Fetch> => {
    const http = createHttpFetch({
      proxy: await wayOut.proxy(),
      clock: parts.clock,
      userAgent: config.crawl.userAgent,
      tool: `leadline/${options.version} http`,
      limits: { totalMs: config.crawl.timeout, bodyBytes: config.crawl.maxBodyBytes },
    });
    return patiently(http, wayOut);
  };
  const fetcher = (): Promise<Fetch> => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
  let caughtUp: Promise<number> | null = parts.storage.endedWell ? Promise.resolve(0) : null;
  const catchUpOnce = (): Promise<number> => {
    caughtUp ??= createDecide(parts).then((decider) => takeIn(parts, decider));
    return caughtUp;
  };
  return {
    addSource: (source, more) => addSource(parts, source, more),
    updateSource: async (source) => {
      for (const address of source.addresses) checkAddress(address);
      await refuseLookAlikes(
        parts,
        source.addresses,
        'leadline source approve ADDRESS --id ID --trust takes it all the same',
      );
      return updateSource(parts, source);
    },
    setState: (id, state, reason) => setState(parts, id, state, reason),
    login: async (id, file, account = null) => handInText(parts, sessions, id, { account, text: readText(file) }),
    logIn: (id, account, more) => logIn({ parts, sessions, wayOut, config, secret }, id, account, more),
    resume: (id, account) => resumeSource(parts, id, account),
    rotateSessionKey: () => sessions.rotate(),
    identity: (id, account) => identityNow(parts, id, account, secret),
    renewIdentity: (id, account) => renewIdentity(parts, id, account),
    async visit(id, more = {}) {
      const source = await sourceById(parts, id);
      if (source.via !== 'tor')
        throw new LeadlineError('usage', `${id} is fed by imports; there is nothing to visit`, {
          hint: `leadline import PATH --source ${id}`,
        });
      await catchUpOnce();
      const decider = await createDecide(parts);
      return visitAs({ parts, sessions, uses }, source, {
        fetch: drawing.of(source, await fetcher()),
        decider,
        secret,
        random,
        ...more,
      });
    },
    import: async (paths, importOptions) => {
      await catchUpOnce();
      return importPaths(parts, () => createDecide(parts), paths, importOptions, `leadline/${options.version} import`);
    },
    reextract: (more) => reextract(parts, more),
    catchUp: async () => takeIn(parts, await createDecide(parts)),
    deliver: (signal) => deliverer.runDue(parts.clock.now(), signal),
  };
}
