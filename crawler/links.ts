/** Names of pages that do something, or that belong to a customer's own account; joined without separators, in lower case. */
const acting = new Set(
  `logout logoff signout signoff dologout userlogout
  cart addcart addtocart viewcart mycart basket addtobasket shoppingcart trolley checkout
  order orders neworder placeorder ordernow myorders buy buynow purchase purchases pay paynow payment
  pm pms privatemessage privatemessages message messages newmessage sendmessage messageseller contactvendor contactseller compose inbox
  reply newreply postreply addreply quote newpost newtopic newthread posting createpost createtopic submit
  vote upvote downvote like unlike dislike rate favorite favorites favourite favourites addfavorite addtofavorites bookmark wishlist addtowishlist
  follow unfollow subscribe unsubscribe watch unwatch notify report reportabuse flag dispute finalize feedbackadd leavefeedback addreview writereview
  join leave markasread markread notifyboard sendtopic emailuser reporttm deletemsg removetopic editpoll lockvoting
  delete remove edit modify withdraw withdrawal deposit topup transfer register signup activate
  abmelden ausloggen warenkorb indenwarenkorb einkaufswagen kasse zurkasse bestellen bestellung bestellungen kaufen jetztkaufen bezahlen
  nachricht nachrichten nachrichtsenden antworten antwort abstimmen favorit favoriten merken merkliste wunschliste melden loeschen auszahlen auszahlung einzahlen einzahlung registrieren
  deconnexion sedeconnecter panier ajouteraupanier commander commande commandes acheter payer repondre voter favoris signaler supprimer retirer retrait deposer
  cerrarsesion desconectar salir carrito cesta comprar comprarahora pedido pedidos pagar mensaje mensajes responder votar favoritos denunciar borrar eliminar retiro depositar registrarse
  esci disconnetti carrello acquista compra ordina ordine ordini paga messaggi rispondi vota preferiti segnala elimina preleva deposita
  sair carrinho pedidos mensagem mensagens denunciar excluir sacar
  uitloggen afmelden winkelwagen winkelmandje afrekenen bestelling betalen bericht berichten beantwoorden stemmen verwijderen
  wyloguj koszyk kup zamow wiadomosc odpowiedz usun
  vyhod vyiti korzina kupit zakaz oformit soobshenie otvetit udalit
  выход выйти корзина купить заказ заказать оформить сообщение сообщения ответить голосовать избранное пожаловаться удалить вывод пополнить`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Fine as a page of its own (`/post/81` shows a post) or as a sort order (`?order=price`), acting only as the value of an action. */
const actingValue = new Set([
  ...acting,
  'post',
  'comment',
  'review',
  'feedback',
  'add',
  'new',
  'create',
  'send',
  'update',
  'save',
  'login2',
]);
const sorting = new Set([
  'order',
  'rate',
  'like',
  'message',
  'messages',
  'quote',
  'report',
  'vote',
  'watch',
  'flag',
  'orders',
  'edit',
  'compra',
  'payment',
  'pay',
  'transfer',
]);
const actionName = /^(action|act|do|op|mode|cmd|command|task|func|sa|event|area)$/i;

/** Names under which one script serves every page of a site: their value is a path. */
const routeName = /^(page|p|pg|route|r|view|controller|mod|module|go|load|section|content|option|screen)$/i;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

const letters = (text: string): string =>
  decoded(text)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\.(php\d?|html?|aspx?|jsp|cgi|do|pl)$/, '')
    .replace(/[^\p{L}]/gu, '');

const actingPair = (pair: string): boolean => {
  const [name = '', value = ''] = pair.split('=');
  if (actionName.test(name))
    return decoded(value)
      .split(/[;,]/)
      .some((part) => actingValue.has(letters(part)));
  const path = decoded(value).split('/');
  // A search for a word (`?q=logout`) is no path; one of several segments (`?q=user/logout`) is.
  if ((routeName.test(name) || path.length > 1) && path.some((segment) => acting.has(letters(segment)))) return true;
  const plain = letters(name);
  return acting.has(plain) && !sorting.has(plain);
};

/**
 * True when following the address would, or might, do something: log out, fill a cart, order, write, vote, report, move money.
 * Path segments and parameters are compared as a whole, so that the slug of an offer ("buy-2-get-1") is no action.
 */
export function isActing(url: string): boolean {
  const parsed = URL.parse(url);
  if (!parsed) return false;
  const segments = parsed.pathname.split('/').filter((segment) => segment !== '');
  // A forum writes its parameters with semicolons as often as with ampersands.
  return (
    segments.some((segment) => acting.has(letters(segment))) || parsed.search.slice(1).split(/[&;]/).some(actingPair)
  );
}

const noPage =
  /\.(png|jpe?g|gif|webp|avif|svg|ico|bmp|tiff?|css|js|mjs|map|json|xml|rss|atom|woff2?|ttf|otf|eot|zip|rar|7z|gz|tgz|bz2|xz|tar|iso|exe|apk|dmg|msi|deb|rpm|pdf|docx?|xlsx?|pptx?|odt|mp[34]|m4[av]|webm|ogg|wav|avi|mov|mkv|asc|sig|torrent)$/i;

/** True for images, style sheets, scripts, archives and other files that hold no page. */
export const isFile = (url: string): boolean => noPage.test(URL.parse(url)?.pathname ?? '');
