import type { labelNames } from './labels.data.ts';

/** Labels in Swedish, Danish, Norwegian, Finnish, Czech, Slovak, Hungarian, Romanian, Turkish, Ukrainian and Arabic, and rarer ones of the other languages. */
export const moreNames: Readonly<Partial<Record<keyof typeof labelNames, string>>> = {
  title:
    'annons|annonse|annonser|vara|produktnamn|nabídka|nabídky|název|název zboží|zboží|položka|tuote|ilmoitus|termék|hirdetés|megnevezés|produs|anunț|denumire|ürün|ilan|العنوان|المنتج|اسم المنتج|السلعة|назва|оголошення',
  vendor:
    'säljare|försäljare|prodejce|prodávající|prodavač|predajca|predávajúci|sælger|selger|myyjä|kauppias|eladó|árus|vânzător|satıcı|mağaza|البائع|التاجر|المتجر|продавець',
  price: 'pris|pris från|pris fra|hinta|eladási ár|cena za kus|preț|fiyat|fiyatı|السعر|الثمن|ціна',
  shipsFrom:
    'abgangsland|absendeland|absenderland|versandort|abgangsort|skickas från|skickad från|säljs från|från|avsändarland|odesílá z|odesílá ze|odesíláno z|odesláno z|zasílá z|odosiela z|odosielané z|odkud|odkiaľ|země původu|země odeslání|krajina odoslania|sendes fra|sender fra|afsendes fra|fra|avsenderland|avsendes fra|lähtömaa|lähetysmaa|lähetetään maasta|szállítás innen|feladás helye|honnan|expediat din|se expediază din|livrat din|țara de expediere|gönderim yeri|nereden|gönderildiği yer|çıkış ülkesi|الشحن من|يشحن من|شحن من|بلد الشحن|من|відправка з|відправляє з|звідки|країна відправлення',
  shipsTo:
    'livraison|liefergebiete|delivery area|delivery areas|skickas till|till|levereras till|leverans till|doručí do|doručuje do|doručení do|zasílá do|odosiela do|doručuje na|kam|cílová země|sendes til|sender til|leveres til|til|kohdemaa|toimitetaan maihin|szállítás ide|hova|hová|célország|livrare în|se livrează în|livrează în|destinație|nereye|gönderilen yer|varış ülkesi|الشحن إلى|يشحن إلى|شحن إلى|التوصيل إلى|إلى|відправка до|доставляє до|куди|країна призначення',
  stock:
    'i lager|lagersaldo|antal i lager|skladem|na skladě|na sklade|počet kusů|kusů skladem|zásoby|k dispozici|dostupné|på lager|antall på lager|antal på lager|varastossa|raktáron|készlet|elérhető|în stoc|stoc|disponibil|stokta|stok|stok durumu|المخزون|متوفر|الكمية المتوفرة|المتبقي|в наявності|залишок|dostępne sztuki|sztuki dostępne|dostępnych sztuk|disponibilità pezzi',
  sold: 'sålda|sålt|antal sålda|prodáno|prodané kusy|počet prodejů|predané|solgt|antal solgte|antall solgt|myyty|eladva|eladott|vândute|vânzări|satılan|satış|satış sayısı|المبيعات|مباع|تم البيع|عدد المبيعات|продажів|本单成交|本单销量|累计成交|总成交|累计销量',
  category:
    'kategori|kategorier|kategória|kategórie|luokka|osasto|التصنيف|الفئة|القسم|категорія|розділ|rubrika|kateqoriya|rayon|reparto|departamento|department|abteilung|afdeling|отдел|avdeling|afdeling|oddělení|oddelenie|seção|secção|sezione|sectie|sekcja|секция|板块|栏目',
  payment:
    'betalning|betalningssätt|betalingsmetode|betaling|platba|způsob platby|maksutapa|fizetés|plată|ödeme|الدفع|طريقة الدفع|طرق الدفع',
  rating:
    'betyg|hodnocení|hodnotenie|vurdering|bedømmelse|arvio|arvosana|értékelés|evaluare|puan|değerlendirme|التقييم|оцінка',
  quantity: 'antal|mängd|množství|množstvo|mængde|mengde|antall|määrä|mennyiség|cantitate|miktar|الكمية|кількість',
  description:
    'beskrivning|produktbeskrivning|popis|popis zboží|beskrivelse|kuvaus|leírás|descriere|açıklama|الوصف|опис',
  handle:
    'användarnamn|användare|uživatel|uživatelské jméno|přezdívka|používateľ|brugernavn|bruger|brukernavn|bruker|käyttäjä|käyttäjänimi|felhasználó|felhasználónév|utilizator|kullanıcı|kullanıcı adı|اسم المستخدم|المستخدم|користувач',
  joined:
    'medlem sedan|registrerad|registrován|registrace|členem od|člen od|prodejcem od|členom od|medlem siden|registreret|registrert|oprettet|liittynyt|jäsen vuodesta|tag óta|regisztrált|regisztráció|membru din|înregistrat|üyelik tarihi|kayıt tarihi|عضو منذ|تاريخ التسجيل|تاريخ الانضمام|зареєстрований|з нами з',
  lastActive:
    'senast inloggad|senast online|senast sedd|senast aktiv|naposledy online|naposledy viděn|naposledy aktivní|poslední přihlášení|poslední aktivita|posledné prihlásenie|sidst online|sidst set|sidst aktiv|sist sett|sist pålogget|sist aktiv|viimeksi paikalla|viimeksi nähty|utoljára online|utolsó belépés|ultima conectare|ultima activitate|son görülme|son giriş|آخر ظهور|آخر نشاط|آخر دخول|востаннє онлайн|останній вхід',
  fee: 'frakt|fraktkostnad|poštovné|doprava|cena dopravy|doručení|fragt|toimituskulut|szállítási költség|cost livrare|taxă de livrare|kargo|kargo ücreti|رسوم الشحن|الرصيد|zůstatek|egyenleg|bakiye',
  other:
    'séquestre|entiercement|fideicomiso|depósito en garantía|deposito di garanzia|powiernictwo|гарант|эскроу|typ zboží|visningar|zobrazení|recenze|recensioner|úschova|deponering|النوع|الضمان|المشاهدات|görüntülenme',
};
