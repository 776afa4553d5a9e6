import { type Document, isCollection, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type ErrorCode, LeadlineError } from '../model/errors.ts';
import { nearest } from './nearest.ts';

const maxBytes = 1 << 20;

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const spot = (place: Place): string => `${place.file}:${place.line}:${place.column}`;

/** Reads YAML 1.2 (core schema, so that NO is a string) and checks it. Every fault names file, line, column, what was expected and the nearest valid key. */
export function readYaml<T>(text: string, schema: z.ZodType<T>, file: string, code: ErrorCode = 'config-invalid'): T {
  if (Buffer.byteLength(text) > maxBytes)
    throw new LeadlineError(code, `${file} is larger than 1 MiB`, { where: file });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2', prettyErrors: false });
  const error = document.errors[0];
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw fault(code, { file, line, column: col }, describeSyntax(error.message, error.code, text, error.pos[0]));
  }
  const parsed = schema.safeParse(toPlain(document, file, code) ?? {});
  if (parsed.success) return parsed.data;
  throw issuesOf(parsed.error, document, lines, file, schema, code);
}

function toPlain(document: Document, file: string, code: ErrorCode): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch (cause) {
    throw new LeadlineError(code, `${file}: too many aliases`, { where: file, cause });
  }
}

const fault = (code: ErrorCode, place: Place, message: string): LeadlineError =>
  new LeadlineError(code, `${spot(place)}: ${message}`, { where: spot(place) });

function describeSyntax(message: string, code: string, text: string, offset: number): string {
  if (code !== 'DUPLICATE_KEY') return `not valid YAML: ${message}`;
  const key = /^["']?([^:"'\n]+)/.exec(text.slice(offset))?.[1] ?? '';
  return `the key "${key.trim()}" is given twice; keep one`;
}

function issuesOf(
  error: z.ZodError,
  document: Document,
  lines: LineCounter,
  file: string,
  schema: z.ZodType,
  code: ErrorCode,
): LeadlineError {
  const messages = error.issues.flatMap((issue) =>
    describe(issue, schema).map(({ path, message }) => ({ place: locate(document, lines, path, file), message })),
  );
  const first = messages[0];
  const text = messages.map(({ place, message }) => `${spot(place)}: ${message}`).join('\n');
  return new LeadlineError(code, text, first ? { where: spot(first.place) } : {});
}

type Path = readonly PropertyKey[];
type Described = { readonly path: Path; readonly message: string };

function describe(issue: z.core.$ZodIssue, schema: z.ZodType): Described[] {
  const name = issue.path.length > 0 ? `"${issue.path.join('.')}"` : 'the file';
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => {
      const near = nearest(key, known);
      const hint = near ? `; did you mean "${near}"?` : known.length > 0 ? `; known keys: ${known.join(', ')}` : '';
      return { path: [...issue.path, key], message: `unknown key "${key}"${hint}` };
    });
  }
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat().map((each) => each.message);
    return [{ path: issue.path, message: `${name}: ${[...new Set(inner)].join(' or ') || issue.message}` }];
  }
  return [{ path: issue.path, message: `${name}: ${issue.message}` }];
}

interface Shaped {
  readonly _zod: {
    readonly def: {
      readonly type: string;
      readonly shape?: Record<string, Shaped>;
      readonly innerType?: Shaped;
      readonly element?: Shaped;
      readonly valueType?: Shaped;
      readonly in?: Shaped;
      readonly out?: Shaped;
    };
  };
}

/** The keys that the schema knows at `path`; looks through wrappers such as optional, default and transform. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  let current: Shaped | undefined = schema as unknown as Shaped; // zod's definition tree has no public type
  const unwrap = (node: Shaped | undefined): Shaped | undefined => {
    let inner = node;
    while (inner && !inner._zod.def.shape && (inner._zod.def.innerType ?? inner._zod.def.in))
      inner = inner._zod.def.innerType ?? inner._zod.def.in;
    return inner;
  };
  for (const step of path) {
    current = unwrap(current);
    const def: Shaped['_zod']['def'] | undefined = current?._zod.def;
    current = typeof step === 'number' ? def?.element : (def?.shape?.[String(step)] ?? def?.valueType);
  }
  return Object.keys(unwrap(current)?._zod.def.shape ?? {});
}

/** Where the value at `path` starts; for a missing value the nearest thing around it. */
function locate(document: Document, lines: LineCounter, path: Path, file: string): Place {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) break;
      if (isScalar(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = (pair.value as Node | null) ?? null;
    } else if (isCollection(node)) {
      node = (node.items[Number(step)] as Node | undefined) ?? null;
      offset = node?.range?.[0] ?? offset;
    } else break;
  }
  const { line, col } = lines.linePos(offset);
  return { file, line, column: col };
}
