/** Words for the form of a substance in eight languages, in small letters, parted by "|". */
export const formTable: Readonly<Record<string, string>> = {
  powder: 'powder|powdered|fine powder|pwd|pulver|poudre|poeder|poederig|polvo|polvere|proszek|порошок|пудра|порох',
  crystal:
    'crystal|crystals|crystalline|shards|shard|needles|kristall|kristalle|steine kristallin|nadeln|cristal|cristaux|cristaux fins|kristal|kristallen|cristales|cristalino|cristalli|cristallo|kryształ|kryształki|kryształy|kryształowy|кристалл|кристаллы|кристаллик|кристаллический',
  rock: 'rock|rocks|chunk|chunks|boulder|boulders|moonrock|brocken|klumpen|caillou|cailloux|steentjes|klont|klomp|roca|rocas|trozos|roccia|bryłka|bryłki|комок|комки|кусок',
  pill: 'pill|pills|pellet|pellets|tablet|tablets|pressed pill|pressies|tabs|pille|pillen|tablette|tabletten|teile|pressling|pilule|pilules|comprimé|comprimés|pil|pilletje|pastilla|pastillas|pirula|pirulas|comprimido|comprimidos|pastis|rula|pillola|pillole|pasticca|pasticche|compressa|compresse|pigułka|pigułki|piguły|piksa|piksy|tabletka|tabletki|krążek|таблетка|таблетки|таблеток|колесо|колёса|диски|диск|круглые|пилюля',
  capsule:
    'capsule|capsules|cap|caps|kapseln|gélule|gélules|cápsula|cápsulas|capsula|kapsułka|kapsułki|капсула|капсулы|капсул',
  blotter:
    'blotter|blotters|tab|tabs|sheets|lsd tabs|tickets|gel tab|gel tabs|microdot|microdots|windowpane|pappe|pappen|löschpapier|filz|filze|bogen|buvard|buvards|cartons|goutte|micropointe|papertrip|zegels|zegel|secante|secantes|tripi|tripis|micropunto|francobollo|francobolli|cartoni|micropunta|kartonik|kartoniki|papierek|papierki|znaczek|znaczki|kwas na papierku|марка|марки|марок|промокашка|марочка|микродот',
  liquid:
    'liquid|drops|vial of liquid|tincture|oil-based|flüssigkeit|lösung|tropfen|liquide|gouttes|flacon|vloeibaar|vloeistof|druppels|líquido|gotas|solución|botella|liquido|gocce|soluzione|boccetta|płyn|ciecz|krople|roztwór|жидкость|жидкий|капли|раствор',
  spray:
    'spray|nasal spray|spray bottle|atomizer|nasenspray|vaporisateur|neusspray|pulverizador|aerosol|nebulizzatore|aerozol|spray do nosa|спрей|спрей назальный|аэрозоль',
  vape: 'vape|cart|carts|cartridge|disposable|pod|pen|vape pen|e-liquid|e-juice|puffs|kartusche|einweg-vape|liquid|cartouche|cigarette électronique|e-liquide|wegwerpvape|vaper|cartucho|vapeador|líquido de vapeo|svapo|cartuccia|sigaretta elettronica|liquido svapo|wkład|jednorazówka|e-papieros|вейп|картридж|одноразка|электронка',
  edible:
    'edible|edibles|gummies|gummy|cookie|cookies|brownie|brownies|candy|candies|lollipop|lolly|sweets|kekse|gummibärchen|schokolade|bonbons|spacecake|comestible|comestibles|gâteau|space cake|chocolat infusé|spacekoek|snoepjes|gominolas|galletas|edibili|commestibili|caramelle|biscotti|żelki|ciastka|ciasteczka|ciasto|czekolada|jadalne|эдиблс|мармелад|печенье|кексы|конфеты|шоколад|съедобное',
  plant:
    'plant material|herb|flower|buds|leaves|dried leaf|dried mushrooms|bark|fresh plant|cactus|mushrooms|kraut|blüte|blüten|blätter|pilze|gras|wurzel|herbe|feuilles|fleur|fleurs|racine|champignons|plant|blad|bladeren|kruid|bloem|toppen|wortel|planta|hojas|hierba|cogollo|cogollos|setas|raíz|pianta|erba|infiorescenza|foglia|foglie|funghi|radice|susz|zioło|roślina|liść|liście|kwiat|topy|grzyby|korzeń|трава|шишки|листья|растение|бошки|грибы|корень|соцветия',
  resin:
    'resin|hash|hashish|brick of hash|pressed hash|temple ball|kief|pollen|haschisch|platte|harz|résine|savonnette|plaquette|boulette|hasj|hars|plak|resina|hachís|bellota|polen|panetto|ovulo|żywica|haszysz|hasz|смола|гашиш|гаш|плитка|пластилин',
  concentrate:
    'concentrate|wax|shatter|distillate|rosin|extract|paste|syrup concentrate|crumble|budder|diamonds|öl|wachs|konzentrat|extrakt|concentré|extrait|was|concentraat|aceite|cera|concentrado|extracto|olio|concentrato|estratto|olej|wosk|koncentrat|ekstrakt|воск|концентрат|экстракт|дистиллят',
  paste:
    'paste|pasta base|wet paste|base paste|amphetaminpaste|nass|pâteux|pep-pasta|natte speed|mojado|pastoso|mokra|mokre|паста|мокрый',
  patch:
    'patch|patches|transdermal patch|gel patch|pflaster|schmerzpflaster|timbre|dispositif transdermique|pleister|parche|parches|cerotto|cerotti transdermici|plaster|plastry|plaster przeciwbólowy|пластырь|пластыри',
  vial: 'vial|vials|ampoule|ampule|injection|injectable|ampulle|ampullen|fläschchen|injektion|flacon|ampul|injectie|ampolla|frasco|inyectable|fiala|flacone|iniettabile|ampułka|fiolka|zastrzyk|ампула|флакон|инъекция|укол|ампулы',
  syrup:
    'syrup|cough syrup|linctus|elixir|double cup|sirup|hustensaft|sirop|siroop|hoestdrank|jarabe|sciroppo|syrop|сироп',
  gas: 'cylinder|charger|canister|chargers|nangs|cartridge n2o|kartusche|gaz|bonbonne|cartouche|cilinder|cápsula de óxido nitroso|bombona|bombola|cartuccia|nabój|balon|butla|газ|баллон|шарик|балончик',
  paper:
    'infused paper|soaked paper|k2 sheet|sprayed paper|a4|getränktes papier|papier imprégné|feuille imprégnée|doordrenkt papier|papel impregnado|carta imbevuta|papier nasączony|kartka nasączona|бумага пропитанная',
  gel: 'gel|gel tab|gel cap|oral jelly|jelly|ointment|cream|gel pack|salbe|creme|pommade|crème|gelée|zalf|crema|pomada|gelatina|pomata|żel|maść|krem|гель|мазь|крем',
  strip:
    'strips|films|strip|sublingual strip|sublingual film|buccal|streifen|schmelzfilm|film sublingual|languette|strips|films|film sublinguaal|tira|película|striscia|film sublinguale|listek|blister|пластинка|плёнка|стрип|листок',
  pellet:
    'pellet|pellets|blue pellet|micro pellet|dose pellet|granulé|korrel|gránulo|pelet|pelety|granulka|пеллет|пеллеты|гранула',
};
