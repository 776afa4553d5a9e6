/** What a contestant is told, as JSON in its only argument. */
export interface Task {
  /** Where the site begins, such as http://127.0.0.1:PORT. */
  readonly origin: string;
  /** Only these pages, known beforehand, or everything that can be reached from the front page. */
  readonly paths: readonly string[] | null;
  readonly inFlight: number;
  /** A file for what was read: one JSON object a record. */
  readonly out: string;
  /** Leadline alone: it goes through a proxy whatever happens. */
  readonly proxy: string;
  /** Leadline alone: as a worker that serves no pages, which keeps its memory small. */
  readonly small: boolean;
  /** A folder that is empty. */
  readonly folder: string;
}

/** One record as the page has it: raw text, no white space around. `category` on a listing's own page only. */
export interface RawOffer {
  readonly page: string;
  readonly title: string;
  readonly vendor: string;
  readonly price: string;
  readonly from: string;
  readonly to: string;
  readonly category: string;
}
