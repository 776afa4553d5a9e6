import { foldLine } from '../text.ts';
import { advertisement } from './advertisement.ts';
import type { Line } from './lines.ts';
import type { Reading } from './rows.ts';
import { ownTitle } from './site-name.ts';
import { weightOf } from './units.ts';

/** Pages about the visitor's own affairs or the site itself: amounts there are no offers. In the languages of markets. */
const affairs =
  /^(?:(?:my|your|recent|latest|last|open|active|past|current|(?:mein|dein|ihr|euer|eure)e?|mon|ma|mes|votre|vos|mis?|tus?|sus?|(?:il |la |i |le )?(?:mio|mia|miei|mie|tuo|tua|tuoi|tue)|mijn|uw|jouw|je|mój|moja|moje|twój|twoja|twoje|мо[йяеёи]|ваш[аеи]?|meus?|minhas?|seus?|suas?|min|mitt|mina|mine|din|můj|můj|benim|我的|您的) ?)?(?:(?:(?:shopping )?(?:carts?|baskets?|bag)|orders?(?: (?:history|details|overview))?|order #?\d+|purchases?(?: history)?|checkout|wallets?|deposits?|withdrawals?|balance|transactions?|payments?|invoices?|disputes?|messages?|inbox|conversations?|notifications?|terms(?: (?:and|&) conditions| of (?:service|use|sale))?|(?:market |site |vendor |forum )?rules|polic(?:y|ies)|refunds?(?: policy)?|faqs?|frequently asked questions|help|support(?: tickets?)?|tickets?|guides?|tutorials?|news(?:letter)?|(?:market |site |price )?stat(?:istic)?s|statistiken?|statistiques|estadísticas|statistiche|statistieken|statystyki|статистика|estatísticas|statistik(?:ky)?|统计|announcements?|changelog|updates|fees|commissions?|escrow|affiliates?|referrals?|become a vendor|vendor (?:bond|application|guide)|canary|warenkorb|einkaufswagen|bestellungen|bestellung(?: #?\d+)?|einkäufe|kasse|geldbörse|guthaben|einzahlung(?:en)?|auszahlung(?:en)?|nachrichten|agb|regeln|hilfe|neuigkeiten|ankündigungen|häufige fragen|gebühren|panier|commandes?|achats|portefeuille|messagerie|conditions(?: générales(?: de vente)?)?|règles|aide|actualités|annonces importantes|foire aux questions|carrito(?: de compras?)?|cesta|pedidos|compras|cartera|monedero|mensajes|términos(?: y condiciones)?|reglas|normas|ayuda|noticias|anuncios del sitio|preguntas frecuentes|carrello|ordini|acquisti|portafoglio|messaggi|termini(?: e condizioni)?|regole|regolamento|aiuto|notizie|novità|domande frequenti|winkelwagen|winkelmand|bestellingen|aankopen|portemonnee|berichten|voorwaarden|regels|nieuws|veelgestelde vragen|koszyk|zamówienia|zakupy|portfel|wiadomości|regulamin|zasady|pomoc|aktualności|ogłoszenia|najczęstsze pytania|корзина|заказы|покупки|кошел[её]к|баланс|сообщения|правила|помощь|новости|объявления администрации|вопросы и ответы|carrinho|pedidos|carteira|mensagens|termos(?: e condições)?|regras|ajuda|notícias|perguntas frequentes|varukorg|beställningar|plånbok|meddelanden|regler|nyheter|vanliga frågor|handlekurv|ordrer|kurv|ostoskori|tilaukset|košík|objednávky|peněženka|zprávy|pravidla|novinky|obchodní podmínky|sepet|siparişlerim|kosár|rendelések|购物车|订单|钱包|消息|公告|规则|帮助|常见问题|条款|新闻)(?: ?(?:#|№|no\.?|nr\.?|id) ?[\w-]+| [\w-]*\d[\w-]*)?)[\s:：!?]*$/iu;

/** Titles of pages and their parts that name no offer. */
const parts =
  /^(?:home(?:page)?|welcome|start(?:seite)?|accueil|inicio|início|pagina iniziale|strona główna|главная|首页|search(?: results)?|results|suche|recherche|buscar|cerca|zoeken|szukaj|поиск|(?:(?:all|our|the|top|new|best|trusted|verified|active|favou?rite|my|alle|unsere|tous les|nos|todos los|nuestros|tutti i|i nostri|onze|wszyscy|nasi|все|наши|todos os) )?(?:vendors?|sellers?|merchants?|dealers?|traders?)|vendor list|list of vendors|users|members|(?:(?:alle|unsere|tous les|nos|todos los|nuestros|tutti i|i nostri|onze|wszyscy|nasi|все|наши|todos os) )?(?:anbieter|händler|verkäufer|vendeurs|vendedores|venditori|verkopers|sprzedawcy|продавцы|säljare|prodejci|商家|卖家)|market(?:place)?|shop|store|forums?|login|sign in|register|(?:(?:user|vendor|seller|member|public|your|my) )?profile|account|settings|item|product|listing|offer|view (?:item|product|listing|offer)|(?:product|item|listing|offer) (?:details?|info(?:rmation)?|page|view)|details?|products?|items?|listings?|offers?|artikel|produkt|angebot|produit|annonce|producto|anuncio|prodotto|annuncio|товар|лот|商品)$/iu;

export const isAffair = (text: string): boolean => text.length < 48 && affairs.test(foldLine(text));
export const isPageName = (text: string): boolean => isAffair(text) || parts.test(foldLine(text));

const titled = /(?:^|[\s_-])(?:title|heading|header|card-header|panel-heading)(?:$|[\s_-])/i;

const isHeading = (line: Line): boolean => {
  const weight = weightOf(line.pieces[0]?.element ?? line.block);
  const whole = line.pieces.every((piece) => weightOf(piece.element) === weight);
  return (weight > 0 && weight < 7 && whole && line.text.length < 90) || titled.test(line.block.attribs.class ?? '');
};

/** Headings of what a visitor saw before or may look at next: never what a page is about. */
const aside =
  /(?<!\p{L})(?:recently viewed|viewed recently|last viewed|browsing history|you may also|similar (?:listings|offers|products|items)|related (?:listings|offers|products|items)|zuletzt (?:angesehen|besucht)\p{L}*|ähnliche (?:angebote|produkte|artikel)|verwandte (?:angebote|produkte|artikel)|(?:vus|consultés) récemment|récemment (?:vus|consultés)|(?:annonces|produits|articles) similaires|vistos? recientemente|(?:productos|anuncios|artículos) (?:similares|relacionados)|visti di recente|prodotti (?:simili|correlati)|recent bekeken|vergelijkbare producten|ostatnio (?:oglądane|przeglądane)|podobne (?:oferty|produkty)|недавно просмотренные|вы (?:недавно )?смотрели|похожие (?:товары|предложения|объявления)|vistos recentemente|produtos (?:semelhantes|relacionados)|nyligen visade|liknande (?:produkter|annonser)|nedávno prohlížené|podobné (?:nabídky|produkty|zboží)|son görüntülenen|benzer ürünler)(?!\p{L})|最近浏览|浏览记录|相关商品|猜你喜欢/iu;

const related =
  /(?<!\p{L})(?:recently viewed|viewed recently|zuletzt angesehen\p{L}*|récemment (?:vus|consultés)|vistos recientemente|visti di recente|recent bekeken|ostatnio oglądane|недавно просмотренные|vistos recentemente|nyligen visade|you (?:may|might)|related|similar|more from|other (?:listings|offers|products|items)|also (?:bought|viewed|like)|recommended|verwandte?|ähnliche?|weitere|mehr von|das könnte|andere (?:angebote|kauften)|similaires|autres (?:annonces|offres|produits)|aimerez aussi|relacionad[oa]s|similares|más de|otros (?:anuncios|productos)|también|correlati|simili|altri (?:annunci|prodotti)|potrebbe|gerelateerde?|vergelijkbare?|meer van|ook interessant|podobne|inne oferty|może ci|похожие|другие (?:товары|предложения|объявления)|semelhantes|outros (?:anúncios|produtos)|liknande|relaterade|podobné|další nabídky|benzer)(?!\p{L})|相关|其他(?:商品|产品)|猜你喜欢|您可能/iu;

const headsBefore = (reading: Reading, index: number): Line[] =>
  reading.lines.all.slice(0, index).filter((line) => line.zone !== 'menu' && isHeading(line));

/** The line stands under a heading of what is like the subject of the page. */
export const isAmongRelated = (reading: Reading, index: number): boolean =>
  related.test(headsBefore(reading, index).at(-1)?.text ?? '');

/** The line stands under a heading, or on a page, of the visitor's own affairs. */
export function isAmongAffairs(reading: Reading, index: number): boolean {
  const heads = headsBefore(reading, index).filter((line) => line.zone === 'main');
  const nearest = heads.at(-1);
  if (nearest && isAffair(nearest.text)) return true;
  const { parts: own } = ownTitle(reading.page, reading.sites);
  return own.some(isAffair) && !heads.some((line) => own.includes(line.text) && !isAffair(line.text));
}

/** The line stands under a heading of advertisements. */
export const isAmongAdvertisements = (reading: Reading, index: number): boolean =>
  advertisement.test(headsBefore(reading, index).at(-1)?.text ?? '');

/** The line stands under a heading of what was seen before or is like the page's subject, and that is not the page's first heading. */
export function isAside(reading: Reading, index: number): boolean {
  const { all } = reading.lines;
  // Backwards, as a list asks it of each of its rows.
  const before = (from: number): number => {
    for (let at = from - 1; at >= 0; at -= 1) {
      const line = all[at];
      if (line && line.zone !== 'menu' && isHeading(line)) return at;
    }
    return -1;
  };
  const nearest = before(index);
  return nearest >= 0 && aside.test(all[nearest]?.text ?? '') && before(nearest) >= 0;
}
