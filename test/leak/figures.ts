/** How a leak would be seen: a network namespace of its own whose way out is counted (and the hook within), or the hook alone. */
export type Way = 'namespace' | 'hook';

/** What was seen while one order was carried out. `null`: this way cannot see it. */
export interface Figure {
  readonly name: string;
  /** `path`: nothing may be seen. `control`: a deliberate leak, which has to be seen. */
  readonly kind: 'path' | 'control';
  readonly packets: number | null;
  readonly queries: number | null;
  /** Connections, datagrams and look-ups that the process itself began to anywhere but the proxy. */
  readonly calls: number;
  /** Requests that arrived at sites behind the proxy. */
  readonly requests: number;
  readonly detail: string;
  /** What went wrong, in words; null when it is as it has to be. */
  readonly wrong: string | null;
}

export interface Proof {
  readonly way: Way;
  /** Why it is not the better way. */
  readonly because: string | null;
  readonly v6: boolean;
  readonly figures: readonly Figure[];
  readonly notCovered: readonly string[];
  readonly ok: boolean;
}
