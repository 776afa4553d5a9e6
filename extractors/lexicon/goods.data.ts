/**
 * Goods that are no drugs, in ten languages, in small letters, parted by "|". `around` go with drugs, and any name beside them only tells what they are for
 * ("ketamine test kit"). `media` are things that carry a name or a picture ("Cocaine Bear DVD"). `ordinary` goods only deny what an ambiguous word
 * seems to offer ("ice machine"); a name that is certain stands beside them.
 */
export const goodsTable: Readonly<Record<'around' | 'media' | 'ordinary', string>> = {
  around: `test kit|test kits|testing kit|testing kits|test strip|test strips|test set|testset|testkit|drug test|drug tests|drugtest|reagents|reagent test|reagent kit|test reagent|marquis reagent|mandelin reagent|mecke reagent|scale 0|digital scale|digital scales|pocket scale|pocket scales|precision scale|jewelry scale|jewellery scale|milligram scale|milligram scales|mg scale|scales|grinder|bong|bongs|pipe|pipes|glass pipe|narcan|naloxone kit|naloxone nasal spray kit|detox|detox drink|press mold|tdp|stamp mold|die set|pill press|growbox|grow kit|grow kits|grow box|grow tent|empty capsules|empty gelatin capsules|gelatin capsules empty|synthesis|recipe|seed|seeds|spores|spore syringe|growing guide|urine test|saliva test|synthetic urine|rolling papers|rolling paper|addiction|rehab|recovery program
drogentest|drogentests|schnelltest|schnelltests|drogenschnelltest|reagenz|reagenzien|feinwaage|waage|waagen|samen|hanfsamen|pillenpresse|leerkapseln|anleitung|urintest|züchten
test salivaire|tests salivaires|test urinaire|test de dépistage|test de drogue|kit de test|balance de précision|balance de poche|graine|graines|broyeur|presse à comprimés|gélules vides|désintoxication
drugstest|speekseltest|urinetest|testset|weegschaal|precisieweegschaal|zaad|zaden|zaadjes|lege capsules|kweekset|kweken|kweektent|vloei
test de drogas|prueba de drogas|kit de prueba|kit de test|test de saliva|test de orina|báscula|bascula|báscula digital|balanza|semilla|semillas|cápsulas vacías|prensa de pastillas|cultivo interior guía
test antidroga|test droga|kit test|test salivare|test urine|bilancia|bilancino|bilancino di precisione|semi di|capsule vuote|pressa per pillole
test na|test narkotykowy|testy narkotykowe|waga jubilerska|waga|nasiono|nasiona|puste kapsułki|prasa do tabletek|młynek
тест на|тесты на|тест-полоски|тест полоски|экспресс тест|весы|семена|семечки|пустые капсулы|пресс для таблеток|гриндер|бонг
teste de|teste de drogas|teste de urina|kit de teste|balança|balanca|semente|sementes|cápsulas vazias|prensa de comprimidos|dichavador
试纸|试剂盒|检测试剂|电子秤|种子|压片机|空胶囊|尿检`,
  media: `how to|pdf|video course|book|books|ebook|ebooks|e-book|e-books|handbook|guide|guides|tutorial|tutorials|course|magazine|dvd|blu-ray|bluray|vinyl|vinyl record|mp3|album|movie|movies|film poster|documentary|audiobook|poster|posters|sticker|stickers|t-shirt|t-shirts|tshirt|tee shirt|hoodie|hoodies|socks|cap hat|beanie|mug|keychain|necklace|bracelet|earrings|pendant|painting|figurine|statue|costume|jigsaw|puzzle|board game|wallpaper|flag|phone case|pin badge|tattoo|font|tea cup|teapot|seat cover|sweatshirt
buch|bücher|ratgeber|hörbuch|plakat|aufkleber|pulli|socken|tasse|halskette|gemälde|hülle
livre sur|livre de|livres sur|livre|livres|affiche|autocollant|chaussettes|tableau|coque
boek|boeken|handleiding|sokken|sticker|mok|schilderij|beeld
libro|libros|guía|guia pdf|camiseta|calcetines|cuadro|póster|pegatina
libri|manuale|maglietta|calzini|quadro|adesivo
książka|książki|poradnik|koszulka|skarpety|plakat|naklejka
книга|книги|учебник|футболка|носки|плакат|наклейка|картина
livro|livros|camiseta|meias|quadro|adesivo|apostila
书|教程|海报|贴纸|电影`,
  ordinary: `machine|maker|cube|cubes|tray|cereal|vacuum|cleaner bags|cleaner|roof|roofing|sealant|cane|killer|boots|shoes|sneakers|trainers|jacket|jeans|shirt|dress|bag strap|handbag|wallet leather|watch|watches|phone|smartphone|iphone|samsung|laptop|tablet pc|console|playstation|xbox|camera|detector|headphones|charger cable|cable|usb|ssd|key fob|car|tyres|tires|battery|engine|license|licence|software|account|accounts|accs|login|logins|subscription|lifetime|vpn|proxy|proxies|hosting|database|dump|dumps|fullz|cvv|bin|bank|paypal|credit card|gift card|giftcard|voucher|passport|driving license|id card|counterfeit|replica|banknotes|notes|pistol|rifle|ammo|gun|glock|knife|dating|seasoning|spice rack|rack|salt shaker|coffee beans|ground coffee|instant coffee|espresso|lawn|fertilizer|fertiliser|toy|toys|saddle|riding|racing|training|concert tickets|flight tickets|followers|likes|subscribers|lamp|lights|candle|soap|shampoo|lotion|perfume|skin cream|cup|cups|glass vase|vase|whey|protein|creatine|vitamin|multivitamin|collagen|flour|rice|noodles|bread|olive oil|vinegar|bacteria|culture|paint|brush|drill|hammer|screws|nails|wood|furniture|chair|desk|bed|pillow|curtain|photo cards|trading cards|skateboard|bicycle|bike|scooter|fishing|tent|kettle|toaster|blender|pet|hamster|baby|diapers|removal tool|chains|chain saw|tires|blower|shovel|globe|skates|hockey|rink|zip lock|ziplock|vacuum sealer|sealer bags|packaging|dog food|cat food|pet food|horse feed|potatoes|hash brown|hash browns|hash brown potatoes|coca cola|cola|pepsi|cans|sulfuric acid|sulphuric acid|hydrochloric acid|nitric acid|citric acid|ascorbic acid|acetic acid|amino acid|amino acids|hyaluronic acid|folic acid|battery acid|feta cheese|greek feta|feta grecka|ser feta|feta ser|feta käse|queso feta|erva mate|yerba mate|erba mate|erba cipollina|artificial|artificielle|artificiale|zinc|magnesium|calcium|potassium|selenium|iron tablets|fish oil|omega 3|biotin|probiotic|probiotics|turmeric|curcumin|cranberry|spirulina|lecithin|ginseng|multivitamins|vitamins|vitamina|vitamine|vitamines|vitaminas|supplement|supplements|paracetamol|cement|sand|fish tank|angel hair pasta|spaghetti|chips|peppers|pepper|onions|apples
maschine|würfelform|schuhe|turnschuhe|stiefel|jacke|hose|bluse|hemd|kleid|sattel|pferdesattel|konto|lizenz|schlüssel|führerschein|ausweis|falschgeld|kaffee|kaffeebohnen|rasen|dünger|spielzeug|seife|kerze|lampe|reifen|fahrrad|mehl|zucker|streusalz|speisepilze|steinpilze|pilze frisch|frische pilze|fischöl|zink|eisen|kalzium|speisesalz|kochsalz
machine à|machine|chaussures|bottes|chemise|veste|robe|sac à main|compte|licence|permis|carte d'identité|billets|café|pelouse|engrais|jouet|savon|bougie|lampe|pneus|vélo|farine|sucre|moulin|épices|de provence|cheval à
schoenen|laarzen|jas|broek|rekening|licentie|rijbewijs|koffie|speelgoed|zeep|kaars|fiets|meel|suiker|kettingen|sneeuwkettingen|ijsmachine
máquina|zapatos|botas|camisa|chaqueta|cuenta|licencia|pasaporte|billetes|juguete|jabón|vela|bicicleta|harina|azúcar|césped
macchina|scarpe|scarponi|stivali|camicia|giacca|conto|licenza|patente|banconote|giocattolo|sapone|candela|bicicletta|farina|zucchero|gelatiera|dondolo
maszyna|buty|kurtka|spodnie|konto|licencja|paszport|dowód|banknoty|zabawka|mydło|świeca|rower|mąka|cukier|kawa
газонная|газон|искусственный|витамин|витамины|магний|рыбий жир|белые грибы|сушеные белые|пищевой|пищевая|поваренная|пшеничная|ржаная|машина|аппарат|ботинки|кроссовки|куртка|рубашка|аккаунт|лицензия|паспорт|права|банкноты|игрушка|мыло|свеча|велосипед|сахар|кофе|чай|для волос|морская|для ванн|для посудомоечной
máquina de|sapatos|botas|jaqueta|conta|licença|passaporte|notas|brinquedo|sabão|farinha|açúcar|madeira|de madeira|gelo
手机|鞋|衣服|账号|软件|护照|玩具|肥皂|面粉|白糖|绿茶|咖啡`,
};
