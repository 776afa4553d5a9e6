/** Addresses that end a session: a page that links to one is shown to somebody who is logged in. */
const ends =
  /(?:^|[/?&=;])(?:user|do|member)?(?:log-?_?(?:out|off)|sign-?_?(?:out|off)|abmelden|ausloggen|deconnexion|se-?deconnecter|cerrar-?sesion|desconectar|disconnetti|esci|sair|uitloggen|afmelden|wyloguj|vyhod|выход|выйти)(?:\.\w+)?(?:$|[/?&=;])/iu;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** True for a link by which one logs out. It is never followed. */
export function endsSession(url: string): boolean {
  const parsed = URL.parse(url, 'http://page.invalid');
  return parsed !== null && ends.test(decoded(parsed.pathname + parsed.search));
}

/** How often pages of a kind offered to log out, and which did not lately although others of their kind had. */
export interface Signs {
  readonly offered: Readonly<Record<string, number>>;
  readonly missing: readonly string[];
}

export const noSigns: Signs = { offered: {}, missing: [] };

/** So many pages of a kind have to offer it before one without is worth a thought, and so many without in a row are a doubt. */
const enough = 3;

/** What one page adds. Kinds that never offer to log out say nothing. Pure. */
export function afterPage(
  { offered, missing }: Signs,
  page: { readonly id: string; readonly kind: string; readonly offers: boolean },
): Signs {
  const known = offered[page.kind] ?? 0;
  if (page.offers) return { offered: { ...offered, [page.kind]: known + 1 }, missing: [] };
  return known < enough ? { offered, missing } : { offered, missing: [...missing, page.id] };
}

/** The session may have ended without a login being shown. */
export const isDoubtful = ({ missing }: Signs): boolean => missing.length >= enough;
