import type { Element } from 'domhandler';
import type { PageState } from '../model/observation.ts';
import { compileSelector, type Page } from './document.ts';
import { isHidden, lineOf, textOf } from './text.ts';

/** A page that is no content, with how sure that is and which sign gave it away. */
export interface WallSighting {
  readonly state: PageState;
  readonly confidence: number;
  readonly sign: string;
}

/** What the recogniser looks at: headings, all visible text, and its length. */
interface Sight {
  readonly heading: string;
  readonly text: string;
  readonly page: Page;
}

const headings = compileSelector('title, h1, h2, .title, legend');
const passwords = compileSelector('input[type="password" i]');
const images = compileSelector('img, canvas, iframe');
const forms = compileSelector('form');
const inputs = compileSelector('input, textarea, select');
const refresh = compileSelector('meta[http-equiv="refresh" i]');

/** Longer pages say such words in passing: in a news box, a help text, a listing. */
const shortPage = 2_500;

const words = {
  login:
    /\b(log ?in|sign ?in|log ?on|anmelden|anmeldung|einloggen|connexion|se connecter|identifiez|iniciar sesi[oó]n|acceder|entrar|accedi|inloggen|aanmelden|zaloguj|logowanie|giri[sş] yap)\b|войти|вход|авторизац|登录|ログイン/iu,
  captcha:
    /captcha|verify (that )?you('| a)?re? (a )?human|prove (that )?you|not a robot|are you (a )?(human|robot)|human verification|security check|solve the (following )?(challenge|puzzle)|kein roboter|bist du ein mensch|menschlich|sicherheitsabfrage|code eingeben|pas un robot|no soy un robot|no eres un robot|geen robot|non sono un robot|je[sś]li nie jeste[sś] robotem|не робот|введите (код|символы)|(код|символы|текст) с картинки|капч|(characters|letters|code|text|digits) (you see|shown|(in|from) the (image|picture))|zeichen (aus|im|auf) d(em|as) bild|caract[eè]res (de l['’ ]image|affich[eé]s)|recopiez le code|code affich[eé]|c[oó]digo de la imagen|caracteres (da|de la) imagem?n?|voc[eê] [eé] humano|n[aã]o (sou|[eé]) um rob[oôó]|(code|tekens|karakters) uit de afbeelding|caratteri (dell|nell)['’ ]immagine|kod z obrazka|przepisz (kod|znaki)|验证码|人机验证|输入图/iu,
  queue:
    /\b(you are|you're|you have been placed) (now )?(waiting )?(in|on) ((the|a|our) )?(waiting )?(queue|line|list)|\bin the queue\b|waiting room|place in (the )?(line|queue)|position in (the )?queue|queue position|estimated wait|checking your browser|(awaiting|waiting for) (forwarding|redirect(ion)?)|placed in a (waiting )?(queue|line)|ddos[- ]?(protection|guard|filter)|please wait while|warteschlange|warteraum|wartezeit|file d['’ ]attente|salle d['’ ]attente|sala de espera|cola de espera|est[aá](s|n)? en (la )?cola|w kolejce|wachtrij|wachtkamer|in coda|lista d['’ ]attesa|kolejce|poczekalni|очеред|подождите|(est[aá]s?|voc[eê] est[aá]) na fila|posi[cç][aã]o na fila|\bna fila\b|lugar na fila|aguarde|verbinding controleren|排队|队列|请稍[候等]/iu,
  banned:
    /\b(you|your (account|ip|access)) (have been|has been|are|is|were) (temporarily |permanently )?(banned|blocked|suspended|disabled|locked)|account (banned|suspended|locked|disabled)|access denied|\b403\b[^\n]{0,12}\bforbidden\b|(?:^|\n)[^\S\n]*forbidden[\s.!]*(?:\n|$)|(konto|account|zugang) (wurde |ist )?(gesperrt|blockiert)|zugriff verweigert|compte (a [eé]t[eé] |est )?(banni|suspendu|bloqu[eé])|acc[eè]s refus[eé]|cuenta (ha sido |est[aá] )?(suspendida|bloqueada)|acceso denegado|account (is )?geblokkeerd|toegang geweigerd|accesso negato|konto (zosta[lł]o )?zablokowane|odmowa dost[eę]pu|заблокирован|доступ (запрещ|закрыт)|vous avez [eé]t[eé] banni|(foi|est[aá]) (banid[oa]|suspens[oa]|bloquead[oa])|conta (banida|suspensa|bloqueada)|acesso negado|(been|je bent|siete stati|sei stato|zosta[lł]e[sś]) (banned|verbannen|bannati|bannato|zbanowany)|账[号户]已?被?封|已被封禁|禁止访问/iu,
  missing:
    /\b(error )?404\b|\bnot found\b|(does not|doesn['’]t|no longer) exist|no longer (available|on sale)|(has been|was) (removed|deleted)|(listing|product|item|page|user|vendor|topic) (is )?(unavailable|removed|deleted|gone)|nicht gefunden|existiert nicht|nicht (mehr )?(verf[uü]gbar|vorhanden)|(wurde )?(entfernt|gel[oö]scht)|introuvable|n['’]existe (pas|plus)|supprim[eé]e?|no encontrad[oa]|no existe|ya no est[aá] disponible|niet gevonden|bestaat niet|non trovat[oa]|non esiste|nie znaleziono|nie istnieje|не найден|не существует|удал[её]н|n[aã]o encontrad[oa]|n[aã]o existe|j[aá] n[aã]o est[aá] dispon[ií]vel|foi removid[oa]|bestaat niet (meer)?|finns inte|hittades inte|kunde inte hittas|findes ikke|finnes ikke|ikke funnet|ikke fundet|ei löytynyt|ei löydy|nenalezen|neexistuje|nem található|nem létezik|bulunamadı|mevcut değil|nu a fost găsit|nu există|не знайдено|не існує|غير موجود|لم يتم العثور|could not be found|未找到|不存在|已下架|已删除/iu,
};

/** Said on pages that stand for the whole site, so only where the page says little else. */
const closed = {
  maintenance:
    /\b(under(going)?|down for|in|for|scheduled|planned|routine) (scheduled |planned |routine )?maintenance\b|maintenance (mode|work|break|in progress)|we(['’]| wi)ll be back (soon|shortly|in|at)|(site|market|server|forum) is (currently |temporarily )?(offline|down|being updated)|wartungsarbeiten|wartungsmodus|in wartung|wird gewartet|en maintenance|maintenance (en cours|programm[eé]e|pr[eé]vue)|(en|modo( de)?|por) mantenimiento|mantenimiento programado|in manutenzione|manutenzione (programmata|in corso)|(in|gepland) onderhoud|onderhouds(werk|modus)|prace (konserwacyjne|techniczne|serwisowe)|przerwa techniczna|tryb konserwacji|техническ(ие|их) работ|(тех)?обслуживани(и|е|я) сайта|ведутся работы|технічні роботи|em manutenç[aã]o|manutenç[aã]o programada|underhåll(sarbete)?|vedlikehold|vedligeholdelse|huoltokatko|údržb[aěy]|karbantartás|bak[ıi]m (çal[ıi]şmas[ıi]|modu)|bak[ıi]mda|mentenanță|维护中|系统维护|正在维护|صيانة/iu,
  'rate-limit':
    /too many requests|rate[- ]?limit(ed|ing)?\b|(request|access) limit (exceeded|reached)|requests? too (fast|quickly|often|frequently)|(browsing|clicking|going|surfing) too (fast|quickly)|please slow down|zu viele (anfragen|zugriffe)|anfragelimit|trop de requ[eê]tes|demasiadas (solicitudes|peticiones)|troppe richieste|te veel (verzoeken|aanvragen)|zbyt wiele ([żz][ąa]da[ńn]|zapyta[ńn])|запрос\p{L}* слишком част|слишком (много|частые) запрос|забагато запит|muitas (requisiç[oõ]es|solicitaç[oõ]es)|demasiados pedidos|för många (förfrågningar|anrop)|for mange (forespørsler|forespørgsler)|liian monta pyyntöä|příliš mnoho požadavků|túl sok kérés|çok fazla istek|prea multe (cereri|solicitări)|请求(过于频繁|过多|太频繁)|访问(过于频繁|太频繁)|طلبات كثيرة/iu,
};

/** Ways to say that one waits, which longer pages have of parcels and answers as well. */
const waits =
  /too many (visitors|users|connections|people)|your turn|tiempo (de espera )?estimado|tiempo de espera|tu turno|temps d['’ ]attente|dans la file|votre tour|tempo d[ie] (attesa|espera)|wachttijd|in de rij(?!\p{L})|czas oczekiwania|врем[яе]н?[иі]? (ожидания|очікування)|ve frontě|(?<!\p{L})i kön?(?!\p{L})|väntetid|ventetid|jonossa|odotusaika|sorban|várakoz|sıradasın|bekleme süresi|timp(ul)? de așteptare|la coadă|в черзі|等待(时间|进入|访问)|等候|الانتظار|الطابور/iu;

/** A visible place for a captcha's answer or its picture. A scoring badge that nobody has to solve is none. */
function captchaChallenge(page: Page): boolean {
  const names = (element: Element) =>
    ['name', 'id', 'placeholder', 'title', 'alt', 'src', 'class'].map((name) => element.attribs[name] ?? '').join(' ');
  const asks = (element: Element) =>
    /captcha|challenge|turnstile/i.test(names(element)) && !/badge|invisible/i.test(names(element));
  const visible = (element: Element) => !isHidden(element) && !/size-?invisible/i.test(names(element));
  return (
    page.select(inputs).some((element) => asks(element) && visible(element)) ||
    page.select(images).some((element) => asks(element) && visible(element))
  );
}

const signs =
  'codes?|zeichen|buchstaben|ziffern|zahlen|characters?|letters?|digits|numbers?|text|caract[eè]res?|lettres?|chiffres|c[oó]digo|letras|n[uú]meros|caratteri|lettere|codice|cifre|tekens|karakters|letters|cijfers|znaki|litery|kod|cyfry|teck(?:en|net|nen)|bokst[aä]v\\p{L}*|tegn|koden|znaky|písmena|merkit|karaktereket|caracterele|karakterleri|код|символы|буквы|цифры|текст|символи|字符|验证码|数字|字母|الرموز|الأحرف';
const pictures =
  'image|picture|bild(?:e|er|es|en|et)?|grafik|imagen|imagem|immagine|afbeelding|plaatje|obraz\\p{L}*|billedet|obrázk\\p{L}*|kuva\\p{L}*|kép\\p{L}*|imagine\\p{L}*|resim\\p{L}*|картинк\\p{L}*|изображени\\p{L}*|зображенн\\p{L}*|图片|图中|图像|الصورة';
/** "the characters that you see in the picture", in either order. */
const copied = new RegExp(
  `(?<!\\p{L})(?:(?:${signs})(?!\\p{L})[^\\n.!?]{0,40}(?<!\\p{L})(?:l['’])?(?:${pictures})|(?:${pictures})(?!\\p{L})[^\\n.!?]{0,40}(?<!\\p{L})(?:${signs})(?!\\p{L}))|图[片中像上][^\\n。]{0,12}(?:字符|数字|字母|验证码|文字)`,
  'iu',
);

const hasPassword = (page: Page): boolean => page.select(passwords).length > 0;

const writable = compileSelector('input, textarea');
const drawn = compileSelector('img, canvas, [style*="background"]');

/** A short page that shows a picture and one place to write in, and asks for no password: a captcha that does not say so. */
function pictureChallenge(page: Page): boolean {
  const places = page
    .select(writable)
    .filter((element) => /^(?:text|search|number|tel)?$/i.test(element.attribs.type ?? '') && !isHidden(element));
  const posts = page.select(forms).some((form) => /^post$/i.test(form.attribs.method ?? ''));
  return places.length === 1 && posts && page.select(drawn).length > 0 && !hasPassword(page);
}

const loginName =
  /^(log-?in|log-?on|sign-?in|auth(enticate|entication|orize)?|anmelden|anmeldung|connexion|acceder|entrar|accedi|inloggen|zaloguj|vhod)(\.\w+)?$/i;

/** The page stands at an address that names a login, as the last segment or a parameter does, and wants something sent. */
function isAtLogin(page: Page): boolean {
  if (!page.url) return false;
  const segments = page.url.pathname.split('/').filter((segment) => segment !== '');
  const names = [segments.at(-1) ?? '', ...page.url.searchParams.values()];
  return (
    names.some((name) => loginName.test(name)) &&
    page.select(forms).some((form) => /^post$/i.test(form.attribs.method ?? ''))
  );
}

function immediateRefresh(page: Page): boolean {
  const content = page.select(refresh)[0]?.attribs.content ?? '';
  return /^\s*[0-5]\s*[;,]/.test(content);
}

/** A ban names its reason ("too many requests"), so it is looked for first; a thread about a closure has more to say than a closure. */
function byClosure(heading: string, text: string): WallSighting | null {
  const state = (['maintenance', 'rate-limit'] as const).find(
    (each) => text.length < 800 && (closed[each].test(heading) || (text.length < 500 && closed[each].test(text))),
  );
  return state ? { state, confidence: 0.85, sign: `${state} text` } : null;
}

function byText({ heading, text, page }: Sight): WallSighting | null {
  const short = text.length <= shortPage;
  const password = hasPassword(page);
  const signIn = words.login.test(heading) || (short && words.login.test(text));
  if (password && signIn && (short || words.login.test(heading)))
    return { state: 'login', confidence: 0.95, sign: 'password form' };
  if (!short) return words.missing.test(heading) ? { state: 'not-found', confidence: 0.6, sign: 'heading' } : null;
  const challenge = captchaChallenge(page);
  if (challenge && !password) return { state: 'captcha', confidence: 0.9, sign: 'captcha form' };
  if (text.length < 600 && (words.captcha.test(text) || copied.test(text)) && pictureChallenge(page))
    return { state: 'captcha', confidence: 0.9, sign: 'picture and its answer' };
  if (words.queue.test(heading) || words.queue.test(text) || (text.length < 400 && waits.test(text)))
    return { state: 'queue', confidence: 0.9, sign: 'queue text' };
  if (words.banned.test(heading) || (text.length < 800 && words.banned.test(text)))
    return { state: 'banned', confidence: 0.8, sign: 'ban text' };
  const shut = byClosure(heading, text);
  if (shut) return shut;
  if (password) return { state: 'login', confidence: 0.8, sign: 'password form' };
  if (isAtLogin(page)) return { state: 'login', confidence: 0.7, sign: 'address of a login' };
  if (words.captcha.test(heading) && text.length < 800)
    return { state: 'captcha', confidence: 0.7, sign: 'captcha heading' };
  return null;
}

function byStatus(status: number): WallSighting | null {
  if (status === 404 || status === 410) return { state: 'not-found', confidence: 0.95, sign: `status ${status}` };
  if (status === 401 || status === 407) return { state: 'login', confidence: 0.9, sign: `status ${status}` };
  if (status === 429) return { state: 'rate-limit', confidence: 0.95, sign: 'status 429' };
  if (status === 403) return { state: 'banned', confidence: 0.7, sign: 'status 403' };
  if (status >= 400) return { state: 'other', confidence: 0.9, sign: `status ${status}` };
  return null;
}

/** Headings as they stand on the page, "title" first. */
const headingText = (page: Page): string =>
  page
    .select(headings)
    .map((element) => lineOf([...element.children], { limit: 300 }))
    .join(' \n ');

const titles = compileSelector('title, h1');

/** The page's title or first heading says that what was asked for is not there; what it lists instead is something else. `but`: headings that say another thing. */
export const isGone = (page: Page, but: (heading: string) => boolean): boolean =>
  page
    .select(titles)
    .slice(0, 2)
    .map((element) => lineOf([...element.children], { limit: 120 }))
    .some((text) => text.length < 80 && words.missing.test(text) && !but(text));

/** A page without words that sends the visitor on. */
const empty = (page: Page, text: string): WallSighting | null =>
  text.length < 60 && immediateRefresh(page) ? { state: 'other', confidence: 0.9, sign: 'redirect' } : null;

/**
 * Recognises login, captcha, queue, ban, maintenance, rate-limit and not-found pages of sites that nobody described, in several languages.
 * null: it may be content. Callers ask only after content has not been recognised by its structure.
 */
export function recogniseWall(page: Page, status: number): WallSighting | null {
  const text = textOf(page.root.children, { limit: 20_000, drop: isHidden });
  const sight: Sight = { heading: headingText(page), text, page };
  const missing = words.missing.test(sight.heading) || (text.length < 600 && words.missing.test(text));
  return (
    empty(page, text) ??
    (status === 404 || status === 410 ? byStatus(status) : null) ??
    byText(sight) ??
    (missing && text.length <= shortPage ? { state: 'not-found', confidence: 0.8, sign: 'not-found text' } : null) ??
    byStatus(status)
  );
}
