/**
 * Titles of listings with what they offer, written for this project before any of them was read: one a line, parts by ";;": title, substances ("!" is
 * no drug, "?" a drug without a name, or one whose name is not asked), figures (g grams, ml, n pieces, mg strength of a piece, p per cent; "a-b" is a range; "-" none). A star
 * marks the titles that are only ever scored: nobody looks at how they fare one by one.
 */
export const labelledTitles: Readonly<Record<string, string>> = {
  en: `
5g MDMA crystals 84% pure;;mdma;;g5 p84
1 Gram Colombian Cocaine 92% uncut;;cocaine;;g1 p92
*100x Blue Punisher 250mg XTC pills;;mdma;;n100 mg250
Ketamine S-Isomer 28g needle crystal;;ketamine;;g28
3.5g Afghan #4 heroin;;heroin;;g3.5
*10x Xanax bars 2mg (pharma grade);;alprazolam;;n10 mg2
Pressed Xanax 1000 pills;;alprazolam;;n1000
LSD blotters 150ug - 25 tabs;;lsd;;n25 mg0.15
*1/4 oz Blue Dream top shelf;;cannabis;;g7.087
half ounce of Gelato #33;;cannabis;;g14.175
1lb outdoor weed USA only;;cannabis;;g453.59
*Adderall 30mg x 60 IR tablets;;adderall;;n60 mg30
❄️❄️ Peruvian flake ❄️❄️ 7g coke;;cocaine;;g7
🍄 Golden Teacher mushrooms dried 14g 🍄;;psilocybin mushrooms;;g14
*M D M A 10 grams Dutch;;mdma;;g10
C0caine 3.5 g fishscale;;cocaine;;g3.5
K3tamine 5g lab tested;;ketamine;;g5
*M3th 1 oz shards;;methamphetamine;;g28.35
Хanax 2mg 50 bars;;alprazolam;;n50 mg2
Cоcaine 1g (Bolivian);;cocaine;;g1
*Ketamin 2g sugar;;ketamine;;g2
Cocain 0.5g sample;;cocaine;;g0.5
Herion 1g brown;;heroin;;g1
*Oxycodne 30mg 20 pills;;oxycodone;;n20 mg30
MDMA 1g - 1kg bulk rates;;mdma;;g1-1000
Speed paste 50g, 100g, 250g;;amphetamine;;g50-250
*Weed 3.5g/7g/14g/28g;;cannabis;;g3.5-28
5 x 20mg 2C-B pills;;2c-b;;n5 mg20
2CB 20mg hexagon x 100;;2c-b;;n100 mg20
*Tesla Orange 300mg MDMA x10;;mdma;;n10 mg300
Pink Rolls Royce ecstasy 220 mg 50 pcs;;mdma;;n50 mg220
Three and a half grams of coke;;cocaine;;g3.5
*One gram MDMA free shipping;;mdma;;g1
Two ounces purple kush;;cannabis;;g56.7
Cocaine 85-90% purity, 14 grams;;cocaine;;g14 p85-90
*GHB 1 litre ready to drink;;ghb;;ml1000
GBL 99.9% 500ml wheel cleaner;;gbl;;ml500 p99.9
Testosterone Enanthate 250mg/ml 10ml vial;;testosterone;;ml10 mg250
*Trenbolone acetate 100mg/ml - 10 ml;;trenbolone;;ml10 mg100
Dianabol 10mg 100 tabs;;methandrostenolone;;n100 mg10
Viagra 100mg 30 pills;;sildenafil;;n30 mg100
*Modafinil 200mg 100 tablets Modalert;;modafinil;;n100 mg200
Tramadol 225mg x 20 Tramaking;;tramadol;;n20 mg225
Pregabalin 300mg (Lyrica) 56 caps;;pregabalin;;n56 mg300
*Valium 10mg diazepam 100 blues;;diazepam;;mg10 n100
Zopiclone 7.5 mg 28 tablets;;zopiclone;;n28 mg7.5
Codeine promethazine syrup 473ml;;codeine,promethazine;;ml473
*DMT vape cart 1ml;;dmt;;ml1
5-MeO-DMT freebase 500mg;;5-meo-dmt;;g0.5
4-AcO-DMT fumarate 1g;;4-aco-dmt;;g1
*Mescaline HCl 1 gram;;mescaline;;g1
3-MMC crystals 25g EU stock;;3-mmc;;g25
4MMC mephedrone 10g;;mephedrone;;g10
*a-PVP Flakka 2g;;alpha-pvp;;g2
2-FDCK 10g racemic;;2-fdck;;g10
Etizolam 1mg pellets 250 count;;etizolam;;n250 mg1
*Bromazolam 3mg tablets x 500;;bromazolam;;n500 mg3
Isotonitazene 250mg;;isotonitazene;;g0.25
Carfentanil 100mg;;carfentanil;;g0.1
*Fentanyl patches 100mcg/h x 5;;fentanyl;;n5 mg0.1
M30 blues 100 pills pressed fent;;fentanyl;;n100
Heroin no fentanyl 2g clean;;heroin;;g2
*Fent-free china white 1g;;heroin;;g1
Suboxone 8mg/2mg strips x 30;;buprenorphine;;n30 mg8
Crack rocks 1g;;crack cocaine;;g1
*Ice 7g A+ quality;;methamphetamine;;g7
Tina 1g crystal;;methamphetamine;;g1
Snow 2g uncut Bolivian;;cocaine;;g2
*Molly 1g moonrocks;;mdma;;g1
Special K 3.5 grams;;ketamine;;g3.5
Horse 1g #3 brown;;heroin;;g1
*White Widow 5g indoor;;cannabis;;g5
White girl 3.5g fishscale;;cocaine;;g3.5
Gorilla Glue #4 28 grams AAA;;cannabis;;g28
*Wedding Cake indoor QP;;cannabis;;g113.4
Moroccan pollen hash 50g;;hashish;;g50
Charas hand rubbed 10 g;;hashish;;g10
*Live resin shatter 3g;;cannabis;;g3
THC distillate cartridges 1g each x 10;;cannabis;;n10 g10
THC gummies 500mg 10 pack;;cannabis;;n10 mg500
*Delta 8 THC gummies 25mg x 30;;delta-8-thc;;n30 mg25
Amanita muscaria caps dried 50g;;amanita muscaria;;g50
Penis Envy shrooms 1 oz;;psilocybin mushrooms;;g28.35
*Kratom powder red bali 250g;;kratom;;g250
Tusi pink cocaine 3g;;tusi;;g3
Nitrous oxide cream chargers 24 pack;;nitrous oxide;;n24
*Rush poppers 10ml x 3;;poppers;;ml30
Ritalin 10mg 30 tabs;;methylphenidate;;n30 mg10
Vyvanse 70mg capsules (30);;lisdexamfetamine;;mg70 n30
*Ambien 10mg zolpidem 20 pills;;zolpidem;;n20 mg10
Klonopin 2mg clonazepam x50;;clonazepam;;n50 mg2
Ativan 2.5mg 90 tabs lorazepam;;lorazepam;;n90 mg2.5
*Roxy 30 A215 oxycodone 50x;;oxycodone;;n50
Percocet 10/325 40 pills;;oxycodone;;n40 mg10
Dilaudid 4mg hydromorphone 10 pcs;;hydromorphone;;n10 mg4
*Opium raw 5 grams Afghan;;opium;;g5
Morphine sulfate 60mg ER x 25;;morphine;;n25 mg60
Methadone 40mg wafers 10x;;methadone;;n10 mg40
*Ketamine vial Ketaset 50mg/ml 10ml;;ketamine;;ml10 mg50
LSD liquid vial 10ml 100ug/drop;;lsd;;ml10 mg0.1
Gel tabs LSD 200µg sheet of 100;;lsd;;n100 mg0.2
*1P-LSD 100mcg blotter 10 strip;;1p-lsd;;n10 mg0.1
Alprazolam powder 1g 99%;;alprazolam;;g1 p99
XTC powder 5 gr;;mdma;;g5
*Amphetamine sulfate 72% 100g;;amphetamine;;g100 p72
BMK oil 5 liters;;bmk;;ml5000
PMK glycidate powder 1kg;;pmk glycidate;;g1000
*5F-MDMB-2201 10g;;5f-mdmb-pica;;g10
JWH-018 powder 5g;;jwh-018;;g5
ADB-BUTINACA 10 grams;;adb-butinaca;;g10
*HHC vape 1ml;;hhc;;ml1
Ecstasy tablets "Donald Trump" 200mg (20 pcs);;mdma;;n20 mg200
Sample 0.1g cocaine + 0.2g ketamine;;cocaine,ketamine;;-
*Party pack: 1g coke, 1g ket, 5 xtc;;cocaine,ketamine,mdma;;-
MDMA 20% OFF today 84% 2g;;mdma;;g2 p84
100% reship | Cocaine 2 g | escrow;;cocaine;;g2
*$50 per gram Cocaine HCl;;cocaine;;g1
€120 - 3.5g Ketamine;;ketamine;;g3.5
⭐TOP⭐ 25 x Skype 240 MG ⭐;;mdma;;n25 mg240
*Netflix 280mg red pills x 100;;mdma;;n100 mg280
Mystery pressed pills 250mg x 10 stamp unknown;;?;;n10 mg250
N-Pyrrolidino metonitazene 100mg;;metonitazepyne;;g0.1
*Xylazine powder 10g;;xylazine;;g10
Semaglutide 5mg vial;;semaglutide;;mg5
DXM powder 10g;;dextromethorphan;;g10
*Phenibut HCl 100g;;phenibut;;g100
Crystal 3.5g meth glass;;methamphetamine;;g3.5
#5.0 GRAM KETAMINE#;;ketamine;;g5
*.5g DMT spice;;dmt;;g0.5
0,25g crack;;crack cocaine;;g0.25
1,000 Blue Dolphin XTC 180mg;;mdma;;n1000 mg180
*1.000 pills XTC Maybach 230mg;;mdma;;n1000 mg230
10-50 Bars Xanax 2mg;;alprazolam;;n10-50 mg2
Cocaine 1-5g vendor sample deal;;cocaine;;g1-5
*Crystal Meth 10 g up to 100 g;;methamphetamine;;g10-100
1kg - Ketamine - 99.5%;;ketamine;;g1000 p99.5
[US→US] 14g shrooms + free 2g;;psilocybin mushrooms;;g14
*Weed 1oz (28g) Girl Scout Cookies;;cannabis;;g28
Zaza exotics 28g bag;;cannabis;;g28
Pre-rolls 5 x 1g OG Kush;;cannabis;;n5 g5
*Digital pocket scale 0.01g 200g;;!;;-
MDMA test kit - 40 tests;;!;;-
Fentanyl test strips (10 pack);;!;;-
*Ketamine cooking guide PDF;;!;;-
The Big Book of LSD - ebook;;!;;-
Tomato seeds heirloom 50 pcs;;!;;-
*Ice maker machine 12kg per day;;!;;-
Snow boots size 42;;!;;-
Speed test premium account;;!;;-
*Tesla Model 3 key fob;;!;;-
White T-shirt XL cotton;;!;;-
Horse saddle leather brown;;!;;-
*iPhone 14 Pro Max 256GB;;!;;-
Netflix premium 1 year;;!;;-
PayPal account with $2000 balance;;!;;-
*Fullz USA with credit score 750+;;!;;-
Rolex Submariner replica AAA;;!;;-
Windows 11 Pro license key;;!;;-
*Glock 19 gen 5;;!;;-
Counterfeit 50 EUR notes x 20;;!;;-
Hacking course 12 GB;;!;;-
*Molly Malone - Irish folk songs mp3;;!;;-
Spice rack wooden;;!;;-
Crystal glass vase 1.2kg;;!;;-
*Crack for Photoshop 2023;;!;;-
Mushroom lamp LED;;!;;-
Weed killer 1 liter;;!;;-
*Coke Zero 24 x 330ml;;!;;-
Whey protein 2kg chocolate;;!;;-
Vitamin D3 5000 IU 120 capsules;;!;;-
*Grass seed 5kg lawn;;!;;-
Black tar roof sealant 5 l;;!;;-
Angel Dust vacuum cleaner bags x10;;!;;-
*Blotter paper blank 100 sheets;;!;;-
Pill press TDP 5 with die set;;!;;-
Empty gelatin capsules 1000 pcs;;!;;-
*Vacuum sealer bags 100 pcs;;!;;-
Naloxone nasal spray kit;;!;;-
Speed camera detector;;!;;-
*K-pop photo cards 50 pcs;;!;;-
Special K cereal 500g;;!;;-
Blue Lotus tea cup;;!;;-
*Lady Gaga concert tickets x 2;;!;;-
Cocaine Bear DVD;;!;;-
Ecstasy of Gold vinyl record;;!;;-
*Grinder 4 piece 63mm;;!;;-
Heroin chic poster;;!;;-
500 Instagram followers;;!;;-
*Stealth packaging tutorial;;!;;-
Gold bar 10g 999.9 fine;;!;;-
VPN lifetime;;!;;-
*Green tea 250g loose leaf;;!;;-
Rock salt 1kg;;!;;-
Dextroamphetamine 10mg 30 tablets;;dexamphetamine;;n30 mg10
100 grams of speed, wet, 60 percent;;amphetamine;;g100 p60
*kush 7g (quarter oz);;cannabis;;g7
2x3.5g Wedding Cake;;cannabis;;g7
10 x 1g coke baggies deal;;cocaine;;g10
*MDMA [84%] [10G] [NL];;mdma;;g10 p84
** 50G KET ** RACEMIC ** UK **;;ketamine;;g50
C O K E 1 gram;;cocaine;;g1
*meth-amphetamine 2 grams;;methamphetamine;;g2
Methamphetmine 5g;;methamphetamine;;g5
Amphetamin speed 1000g;;amphetamine;;g1000
*250ug acid tabs x5;;lsd;;n5 mg0.25
Lucy in the sky - 10 LSD tabs 110ug;;lsd;;n10 mg0.11
eighth of shrooms;;psilocybin mushrooms;;g3.5
*8-ball of cocaine;;cocaine;;g3.5
Pair of tens: 2 x 10g MDMA;;mdma;;g20
Amphetamine 1.5 kg @ 68%;;amphetamine;;g1500 p68
*Flualprazolam 0.5mg pellets 100;;flualprazolam;;mg0.5
25I-NBOMe 1mg blotter x 10;;25i-nbome;;n10 mg1
DOM 5mg tabs 20x;;dom;;n20 mg5
*MXE 1g methoxetamine;;mxe;;g1
3-MeO-PCP HCl 1 g;;3-meo-pcp;;g1
N-Ethylpentylone 10g crystals;;n-ethylpentylone;;g10
*Alpha-PHP 5 gr white;;alpha-php;;g5
4F-MPH 500mg powder;;4f-mph;;g0.5
Clonazolam 0.5mg x 200 pellets;;clonazolam;;n200 mg0.5
*U-47700 1g;;u-47700;;g1
Tapentadol 100mg x 100 Aspadol;;tapentadol;;n100 mg100
Soma 350mg 90 pills carisoprodol;;carisoprodol;;n90 mg350
*Gabapentin 800mg 100 tablets;;gabapentin;;n100 mg800
Cialis 20mg tadalafil 30x;;tadalafil;;n30 mg20
Anavar 50mg oxandrolone 100 tabs;;oxandrolone;;n100 mg50
*Winstrol 10mg stanozolol 100 pills;;stanozolol;;n100 mg10
Captagon 100 pills;;fenethylline;;n100
Quaaludes 300mg methaqualone x 10;;methaqualone;;n10 mg300
*Ibogaine HCl 1g;;ibogaine;;g1
Salvia extract 20x 1g;;salvia divinorum;;g1
Khat leaves 100g fresh;;khat;;g100
*Mimosa hostilis root bark 500g;;dmt;;g500
LSA morning glory seeds 50g;;lsa;;g50
Half O of Stardawg next day;;cannabis;;g14.175
250ug needlepoint LSD, 10 strips of 10;;lsd;;n100 mg0.25
2g + 1g free uncut coke;;cocaine;;g2
2C-B-FLY 10mg pellets 25;;2c-b-fly;;n25 mg10
Salvia 40X extract 1g;;salvia divinorum;;g1
Nitrazepam 5mg 60;;nitrazepam;;n60 mg5
Orange Addy 30s pressed x 100;;adderall;;n100 mg30
Waklert 150 Armodafinil 50 pills;;armodafinil;;n50 mg150
Phentermine 37.5 x 90;;phentermine;;n90 mg37.5
Norco 10/325 yellow x 30;;hydrocodone;;n30 mg10
10 / 25 / 50 x 2mg Xanax footballs;;alprazolam;;n10-50 mg2
Delta 8 gummies 25mg x 40;;delta-8-thc;;n40 mg25
Liquid K2 on paper 10 sheets;;synthetic cannabinoids;;n10
5 feminized seeds Gorilla Glue;;cannabis;;n5
Cannabis seeds Northern Lights 10 pcs;;cannabis;;n10
Purple Haze carrot seeds 200 pcs;;!;;-
Golden Teacher spore syringe 10ml;;psilocybin mushrooms;;ml10
Alice in Wonderland 180ug - 50 tabs;;lsd;;n50 mg0.18
LSD my problem child epub;;!;;-
Lidocaine 100g cutting agent;;lidocaine;;g100
M30 fetty press 1000 pills;;fentanyl;;n1000
Barneys Farm unknown cross fem seeds x5;;cannabis;;n5
Feminized cucumber seeds 10 pcs;;!;;-
Poppy seeds 250g;;!;;-
Oyster mushroom grow kit 2 kg;;!;;-
Etizolam 2mg Etilaam 10 strips (100 tabs);;etizolam;;n100 mg2
White bars GG249 2mg x 200;;alprazolam;;n200 mg2
Adderall 20mg IR orange 10 for $90;;adderall;;n10 mg20
Tylenol #3 with codeine 30/300 100 tabs;;codeine;;n100 mg30
MDMA precursor PMK oil 1 litre;;pmk;;ml1000
Modalert 200 x 100;;modafinil;;n100 mg200
1/4 lb Cookies & Cream indoor;;cannabis;;g113.4
Amanita muscaria dried caps 100g;;amanita muscaria;;g100
Blunt wraps 25 pcs;;!;;-
Double UOGlobe number four 7g;;heroin;;g7
Tramadol 50mg 20 strips of 10;;tramadol;;n200 mg50
Stealth ship EU 🇳🇱 Coke 5G 💎;;cocaine;;g5
*🔥🔥BLUE TESLA 260MG🔥🔥 100 PILLS;;mdma;;n100 mg260
❗NEW BATCH❗ H3roin #4 5g;;heroin;;g5
FREE SAMPLE hash 1g;;hashish;;g1
*Ketamine alternative 2F-DCK 5g;;2-fdck;;g5
Legal MDMA substitute herbal caps x 20;;!;;-
Cocaine-free numbing powder lidocaine 100g;;lidocaine;;g100
*Detox drink pass THC urine test;;!;;-
Heroin addiction recovery book;;!;;-
Growing psilocybin mushrooms handbook;;!;;-
*Meth lab documentary DVD;;!;;-
Milligram scale for weighing powders 20g x 0.001g;;!;;-
Cannabis leaf socks;;!;;-
*LSD art poster A2;;!;;-
Marquis reagent 30ml;;!;;-
Bong glass 40cm;;!;;-
*USB drive 128GB with OS;;!;;-
Nike Air Max 95 white/red;;!;;-
Supreme hoodie black L;;!;;-
*Ghost gun blueprint;;!;;-
Bitcoin mixer service 1%;;!;;-
Spotify upgrade 12 months;;!;;-
*Chili pepper seeds x 20;;!;;-
Sugar cubes 1kg white;;!;;-
Creatine monohydrate 500g;;!;;-
*Baking soda 1 kg pure;;!;;-
Silver crystal necklace 925;;!;;-
Black horse painting;;!;;-
*Sony PlayStation 5 console;;!;;-
Ransomware builder;;!;;-
Gift card Amazon $100 x 5;;!;;-
*Coffee beans Colombian 1kg;;!;;-
Brown sugar 500g organic cane;;!;;-
Cheese strain of bacteria culture;;!;;-
*Fake Xanax test reagent;;!;;-
Angel wings costume white;;!;;-
Ethylbromazolam 2mg pellets 100x;;ethylbromazolam;;n100 mg2
N-Propionitrile fluoronitazene 100mg;;n-propionitrile-fluoronitazene;;g0.1
*5F-ADB-P7INACA 5g;;5f-adb-p7inaca;;g5
4-Chloro-N-ethylbutylone 2g;;4-chloro-n-ethylbutylone;;g2
Ortho-chlorocyclofentanyl 50mg;;ortho-chlorocyclofentanyl;;g0.05
*Fluoropyrazolam 1mg x 50 pellets;;fluoropyrazolam;;n50 mg1
1Hx-LSD 150ug 10 tabs;;1hx-lsd;;n10 mg0.15
MDMB-4cl-CHMINACA 10g;;mdmb-4cl-chminaca;;g10
*6-Br-4-HO-MiPT 500mg;;6-br-4-ho-mipt;;g0.5
2F-5MeO-NEB 1g;;2f-5meo-neb;;g1`,
  de: `
5g Speed Paste trocken 65%;;amphetamine;;g5 p65
*10g Amphetamin 70% Pulver;;amphetamine;;g10 p70
100 Stück XTC Punisher blau 240mg;;mdma;;n100 mg240
1g Koks 90% ungestreckt;;cocaine;;g1 p90
*Kokain 0,5 Gramm Kolumbien;;cocaine;;g0.5
25g Ketamin Nadeln;;ketamine;;g25
Haschisch Marokko 10 Gramm;;hashish;;g10
*Gras Lemon Haze 5g Indoor;;cannabis;;g5
50 Pappen LSD 200µg;;lsd;;n50 mg0.2
Ritalin 20mg 30 Tabletten;;methylphenidate;;n30 mg20
*Tilidin 100/8 mg 50 Tabletten;;tilidine;;n50 mg100
Tavor 2,5mg 20 Stk;;lorazepam;;n20 mg2.5
Rivotril 2 mg - 100 Tabletten;;clonazepam;;n100 mg2
*Subutex 8mg 7 Tabletten;;buprenorphine;;n7 mg8
Zauberpilze getrocknet 20g;;psilocybin mushrooms;;g20
Crystal Meth C aus Tschechien 2g;;methamphetamine;;g2
*Drei Gramm Weed Amnesia;;cannabis;;g3
Ein halbes Gramm Heroin;;heroin;;g0.5
Anderthalb Gramm MDMA Kristalle;;mdma;;g1.5
*MDMA Kristalle 1g bis 50g;;mdma;;g1-50
GBL Felgenreiniger 1 Liter 99,9%;;gbl;;ml1000 p99.9
Mephedron 4-MMC 5g;;mephedrone;;g5
*Ecstasy Pillen Heineken grün 10 Stk;;mdma;;n10
Lyrica 300mg 14 Kapseln Pregabalin;;pregabalin;;n14 mg300
Fentanylpflaster 75µg/h 5 Stück;;fentanyl;;n5 mg0.075
*Schore 1g braun;;heroin;;g1
H Braunes 2 g;;heroin;;g2
2C-B Pillen 20mg 10x;;2c-b;;n10 mg20
*1V-LSD 225µg 5 Blotter;;1v-lsd;;n5 mg0.225
Ohne Fentanyl: Oxycodon 80mg 20 Stück;;oxycodone;;n20 mg80
Opium roh 3g;;opium;;g3
*Diazepam 10mg 100er Pack;;diazepam;;n100 mg10
Testo E 250mg/ml 10ml;;testosterone;;ml10 mg250
Pep 100g feucht 50%;;amphetamine;;g100 p50
*1 kg Gras Cali Import;;cannabis;;g1000
5 Pfund Weed Outdoor;;cannabis;;g2500
Keta 10g S-Isomer;;ketamine;;g10
*Teile Tesla 220mg 25 Stück;;mdma;;n25 mg220
Alprazolam Riegel 2mg x 30;;alprazolam;;n30 mg2
Cannabisöl 1ml Kartusche;;cannabis;;ml1
*Haze 2,5 g | 25 €;;cannabis;;g2.5
Kokain Testset 10 Tests;;!;;-
Feinwaage 0,001g;;!;;-
*Buch: LSD - mein Sorgenkind;;!;;-
Schneeschuhe Größe 43;;!;;-
Pferdesattel gebraucht;;!;;-
*Eiswürfelform 2 Stück;;!;;-
Grassamen Rasen 10 kg;;!;;-
Führerschein Klasse B Deutschland;;!;;-
*Handyvertrag SIM Karte registriert;;!;;-
Leerkapseln Größe 0 1000 Stück;;!;;-
Kaffeebohnen 1kg Espresso;;!;;-
*Weiße Bluse Gr. M;;!;;-
Grinder Metall 50mm;;!;;-
Tomatensamen 20 Stück;;!;;-
*Falschgeld 50er Scheine 10 Stück;;!;;-
Drogentest 5er Pack Urin;;!;;-
Speed Dating Ratgeber;;!;;-
*Pilze züchten Anleitung;;!;;-
Bitcoin Wallet Software;;!;;-
Schnee 1g Koks Peru;;cocaine;;g1
*Bubatz 10g Cali;;cannabis;;g10
1000 Teile Blue Punisher 260 mg;;mdma;;n1000 mg260
Peruanisches Kokain 95%ig 5g;;cocaine;;g5 p95
*Metamphetamin 1g;;methamphetamine;;g1
Amphetammin 10 g;;amphetamine;;g10
Ketamin-Testkit;;!;;-
*Weiße Turnschuhe Gr. 44;;!;;-
Hanfsamen Speisehanf 500g;;!;;-`,
  fr: `
5g Cocaïne Colombie 90%;;cocaine;;g5 p90
*1 gramme de coke pure;;cocaine;;g1
10g shit marocain;;hashish;;g10
Résine de cannabis 50 grammes;;hashish;;g50
*Beuh Amnesia 3,5g;;cannabis;;g3.5
20 buvards LSD 150µg;;lsd;;n20 mg0.15
Ecstasy Tesla rose 250mg x 20;;mdma;;n20 mg250
*Taz bleu Punisher 200 mg 50 pièces;;mdma;;n50 mg200
Kétamine 5g aiguilles;;ketamine;;g5
Héroïne brune 2g;;heroin;;g2
*Champignons hallucinogènes 10g séchés;;psilocybin mushrooms;;g10
Subutex 8mg 7 comprimés;;buprenorphine;;n7 mg8
Skénan 100mg 14 gélules morphine;;morphine;;n14 mg100
*Rivotril 2mg 60 comprimés;;clonazepam;;n60 mg2
Tramadol 50 mg boîte de 30;;tramadol;;n30 mg50
3-MMC cristaux 25 grammes;;3-mmc;;g25
*Deux grammes et demi de MD;;mdma;;g2.5
Un demi gramme de speed;;amphetamine;;g0.5
MDMA cristal 1g à 100g;;mdma;;g1-100
*GHB 250 ml;;ghb;;ml250
Xanax 0,5mg 30 comprimés;;alprazolam;;n30 mg0.5
Lyrica 300 mg 56 gélules;;pregabalin;;n56 mg300
*Crack 1g caillou;;crack cocaine;;g1
Speed amphétamine 10g 60%;;amphetamine;;g10 p60
Héro sans fentanyl 1g;;heroin;;g1
*Poppers 25ml;;poppers;;ml25
Protoxyde d'azote bonbonne 2kg;;nitrous oxide;;g2000
Méthadone 60mg 7 flacons;;methadone;;n7 mg60
*Opium 5 g brut;;opium;;g5
Weed Cali 28g;;cannabis;;g28
Valium 10mg plaquette de 20;;diazepam;;n20 mg10
*Crystal meth ice 1g;;methamphetamine;;g1
Dix cachets d'ecsta 220mg;;mdma;;n10 mg220
Pollen hash 100 g;;hashish;;g100
*Ritaline 10 mg x 30;;methylphenidate;;n30 mg10
4-FA 5g poudre;;4-fa;;g5
Oxycontin 80mg 10 comprimés;;oxycodone;;n10 mg80
*Balance de précision 0,01g;;!;;-
Livre sur le cannabis;;!;;-
Graines de tomate 50;;!;;-
*Bottes de neige taille 40;;!;;-
Test salivaire THC;;!;;-
Sac Louis Vuitton réplique;;!;;-
*Compte Netflix 1 an;;!;;-
Carte d'identité française;;!;;-
Chemise blanche homme XL;;!;;-
*Herbes de Provence 100g;;!;;-
Farine de blé 1kg;;!;;-
Machine à glace 2 litres;;!;;-
*Billets 20 euros contrefaits;;!;;-
Moulin à épices;;!;;-
Cocaine 0,7g 🇨🇴 ❄️;;cocaine;;g0.7
*Hachich 25 g;;hashish;;g25
Mdma 84% crystal 2g;;mdma;;g2 p84
Cheval à bascule;;!;;-`,
  nl: `
5 gram cocaïne ongesneden 90%;;cocaine;;g5 p90
*1 gram coke;;cocaine;;g1
100 XTC pillen Blue Punisher 300mg;;mdma;;n100 mg300
MDMA kristal 10 gram 84%;;mdma;;g10 p84
*Ketamine naalden 25 gram;;ketamine;;g25
Speed pasta 1 kilo;;amphetamine;;g1000
Natte speed 100 gram;;amphetamine;;g100
*Wiet Amnesia Haze 5 gram;;cannabis;;g5
Hasj Marokkaan 25g;;hashish;;g25
LSD zegels 150ug 10 stuks;;lsd;;n10 mg0.15
*Paddo's Golden Teacher 10g;;psilocybin mushrooms;;g10
Truffels 15 gram Atlantis;;magic truffles;;g15
3-MMC 10 gram kristallen;;3-mmc;;g10
*4-MMC miauw 5 gram;;mephedrone;;g5
Heroïne bruin 2 gram;;heroin;;g2
Oxazepam 10mg 50 stuks;;oxazepam;;n50 mg10
*Diazepam 10 mg 30 tabletten;;diazepam;;n30 mg10
GHB 500 ml;;ghb;;ml500
Halve gram coke;;cocaine;;g0.5
*Twee gram wiet;;cannabis;;g2
2C-B pillen 25 stuks 18mg;;2c-b;;n25 mg18
Ritalin 10mg 30 stuks;;methylphenidate;;n30 mg10
*Crystal meth 1 gram;;methamphetamine;;g1
Lachgas tank 2 kg;;nitrous oxide;;g2000
Pep 50g droog;;amphetamine;;g50
*Xanax 2mg staafjes 20 stuks;;alprazolam;;n20 mg2
Coke van 1 tot 10 gram;;cocaine;;g1-10
Ket 3 gr S-isomeer;;ketamine;;g3
*Viagra 100mg 10 pillen Kamagra;;sildenafil;;n10 mg100
Cannabisolie 10ml;;cannabis;;ml10
6-APB 1 gram;;6-apb;;g1
*Tramadol 50mg 60 capsules;;tramadol;;n60 mg50
Weegschaal 0,1g digitaal;;!;;-
Sneeuwkettingen auto;;!;;-
*Tomatenzaden 100 stuks;;!;;-
Boek over paddo's kweken;;!;;-
Paard beeld brons 2kg;;!;;-
*Cocaïne test 5 stuks;;!;;-
Hagelslag puur 400g;;!;;-
Rijbewijs Nederland;;!;;-
*Witte sokken 10 paar;;!;;-
IJsmachine 1,5 liter;;!;;-
*Cocaine proefje 0,5 gr;;cocaine;;g0.5
XTC 25 stuks 🍬 220mg;;mdma;;n25 mg220
T-shirt wit maat L;;!;;-`,
  es: `
5 gramos de cocaína pura 92%;;cocaine;;g5 p92
*1g perico colombiano;;cocaine;;g1
Farlopa 2 gramos;;cocaine;;g2
100 pastillas éxtasis Tesla 220mg;;mdma;;n100 mg220
*MDMA cristal 3,5 g;;mdma;;g3.5
Hachís marroquí 20 gramos;;hashish;;g20
Marihuana Critical 10g;;cannabis;;g10
*Cogollos Amnesia Haze 5 g;;cannabis;;g5
Ketamina 10 gr cristal;;ketamine;;g10
Keta 1g aguja;;ketamine;;g1
*Speed 50g pasta 60%;;amphetamine;;g50 p60
Anfetamina 25 gramos;;amphetamine;;g25
Heroína marrón 1g;;heroin;;g1
*LSD secantes 10 unidades 200ug;;lsd;;n10 mg0.2
Setas mágicas 7 gramos;;psilocybin mushrooms;;g7
Tusibi rosado 3g;;tusi;;g3
*Trankimazin 2mg 50 pastillas;;alprazolam;;n50 mg2
Rivotril 2mg 60 comprimidos;;clonazepam;;n60 mg2
Diazepam 10 mg x 30;;diazepam;;n30 mg10
*Medio gramo de coca;;cocaine;;g0.5
Dos gramos de maría;;cannabis;;g2
Cocaína desde 1g hasta 50g;;cocaine;;g1-50
*Metanfetamina cristal 2g;;methamphetamine;;g2
GHB 100 ml;;ghb;;ml100
Popper 30 ml;;poppers;;ml30
*2C-B 20mg 10 pastillas;;2c-b;;n10 mg20
Oxicodona 80mg 20 comprimidos;;oxycodone;;n20 mg80
Fentanilo parches 100 mcg 5 unidades;;fentanyl;;n5 mg0.1
*Crack 1 gramo;;crack cocaine;;g1
Mefedrona 4mmc 5 g;;mephedrone;;g5
Viagra 100 mg 8 comprimidos;;sildenafil;;n8 mg100
*Testosterona enantato 250mg/ml 10ml;;testosterone;;ml10 mg250
Clenbuterol 40mcg 100 tabletas;;clenbuterol;;n100 mg0.04
DMT 1 gramo;;dmt;;g1
*Kilo de marihuana exterior;;cannabis;;g1000
Ácido LSD gotas 10ml;;lsd;;ml10
Tranquimazin sin receta 1mg 30 uds;;alprazolam;;n30 mg1
*Báscula digital 0,01g;;!;;-
Semillas de tomate 30;;!;;-
Libro sobre la cocaína;;!;;-
*Botas de nieve 41;;!;;-
Camiseta blanca talla M;;!;;-
Cuenta Netflix premium;;!;;-
*Caballo de juguete;;!;;-
Test de drogas saliva;;!;;-
Máquina de hielo 12 kg;;!;;-
*Pasaporte español;;!;;-
Café molido 500 g;;!;;-
Billetes falsos 50 euros;;!;;-
*C0ca1na 1g;;cocaine;;g1
Marihuana 🌿 25g;;cannabis;;g25
Libro de cocina 300 páginas;;!;;-`,
  it: `
*5 grammi cocaina pura 90%;;cocaine;;g5 p90
1g coca colombiana;;cocaine;;g1
MDMA cristalli 10 grammi;;mdma;;g10
*50 pasticche ecstasy Punisher 250mg;;mdma;;n50 mg250
Hashish marocchino 20g;;hashish;;g20
Fumo 10 grammi Marocco;;hashish;;g10
*Erba Amnesia 5 grammi;;cannabis;;g5
Ketamina 5g aghi;;ketamine;;g5
Eroina 1 grammo;;heroin;;g1
*Funghi allucinogeni 10g;;psilocybin mushrooms;;g10
LSD francobolli 150ug 10 pezzi;;lsd;;n10 mg0.15
20 trip LSD 200 mcg;;lsd;;n20 mg0.2
*Speed anfetamina 25 g;;amphetamine;;g25
Xanax 1mg 20 compresse;;alprazolam;;n20 mg1
Rivotril 2 mg 20 compresse;;clonazepam;;n20 mg2
*Ossicodone 20mg 28 compresse;;oxycodone;;n28 mg20
Mezzo grammo di coca;;cocaine;;g0.5
Due grammi di erba;;cannabis;;g2
*Marijuana 100 g indoor;;cannabis;;g100
Metanfetamina shaboo 1g;;methamphetamine;;g1
GHB 1 litro;;ghb;;ml1000
*GBL 250 ml;;gbl;;ml250
Mefedrone 5g;;mephedrone;;g5
2C-B compresse 20 mg 10 pz;;2c-b;;n10 mg20
*Cocaina da 1 a 10 g;;cocaine;;g1-10
Viagra 100mg 12 compresse;;sildenafil;;n12 mg100
Testosterone 250mg/ml fiala 10ml;;testosterone;;ml10 mg250
*Oppio 2 g;;opium;;g2
Crack 0,5g;;crack cocaine;;g0.5
Metadone 20 mg 10 flaconi;;methadone;;n10 mg20
*Subutex 8 mg 7 compresse;;buprenorphine;;n7 mg8
3-MMC 2 grammi;;3-mmc;;g2
Bilancino di precisione 0,01g;;!;;-
*Semi di pomodoro 50;;!;;-
Libro sugli allucinogeni;;!;;-
Scarponi da neve 42;;!;;-
*Camicia bianca uomo;;!;;-
Gelatiera 1,5 litri;;!;;-
Banconote false 20 euro;;!;;-
*Patente di guida italiana;;!;;-
Cavallo a dondolo;;!;;-
*Coca1na 2 g;;cocaine;;g2
Maria 🌿 10 g;;cannabis;;g10`,
  pl: `
5g kokaina 90% czysta;;cocaine;;g5 p90
*Koks 1 gram;;cocaine;;g1
Amfetamina pasta 50g;;amphetamine;;g50
Feta 10g sucha;;amphetamine;;g10
*100 tabletek ecstasy Tesla 220mg;;mdma;;n100 mg220
MDMA kryształ 5 gramów;;mdma;;g5
Marihuana Amnesia 10g;;cannabis;;g10
*Zioło 5 g indoor;;cannabis;;g5
Haszysz marokański 20 g;;hashish;;g20
Ketamina 3g;;ketamine;;g3
*Grzyby psylocybinowe 10 g;;psilocybin mushrooms;;g10
LSD kartoniki 150ug 10 sztuk;;lsd;;n10 mg0.15
3-CMC kryształ 25g;;3-cmc;;g25
*4-CMC 10 g;;4-cmc;;g10
Mefedron 4MMC 5g kryształ;;mephedrone;;g5
Alfa PVP 2g;;alpha-pvp;;g2
*Heroina brązowa 1g;;heroin;;g1
Xanax 2mg 30 tabletek;;alprazolam;;n30 mg2
Clonazepam 2 mg 30 tabl;;clonazepam;;n30 mg2
*Oxycodon 40mg 20 szt;;oxycodone;;n20 mg40
Tramal 100mg 30 kapsułek tramadol;;tramadol;;n30 mg100
Pół grama koksu;;cocaine;;g0.5
*Dwa gramy zioła;;cannabis;;g2
Metamfetamina 1g kryształ;;methamphetamine;;g1
Piguły 50 szt 250mg MDMA;;mdma;;n50 mg250
*GBL 500 ml;;gbl;;ml500
Pregabalina 300mg 56 kapsułek;;pregabalin;;n56 mg300
2C-B 20mg 10 tabletek;;2c-b;;n10 mg20
*Fentanyl plastry 100 µg/h 5 szt;;fentanyl;;n5 mg0.1
Medikinet 20mg 30 kapsułek;;methylphenidate;;n30 mg20
DMT 500 mg;;dmt;;g0.5
*Marihuana od 1g do 100g;;cannabis;;g1-100
Bez fentanylu: heroina 2g;;heroin;;g2
Waga jubilerska 0,01g;;!;;-
*Nasiona pomidorów 50 szt;;!;;-
Książka o grzybach;;!;;-
Buty śniegowe 43;;!;;-
*Koszulka biała L;;!;;-
Test na narkotyki 5 szt;;!;;-
Dowód osobisty kolekcjonerski;;!;;-
*Kawa ziarnista 1 kg;;!;;-
Konto Netflix na rok;;!;;-
Kokaina ❄ 2 g;;cocaine;;g2
*Słownik polsko-angielski;;!;;-`,
  ru: `
Кокаин 1 г чистый 90%;;cocaine;;g1 p90
*Мефедрон кристалл 2 г;;mephedrone;;g2
Меф мука 1г;;mephedrone;;g1
Мяу 5 грамм;;mephedrone;;g5
*Амфетамин 3 гр;;amphetamine;;g3
Фен 2г сухой;;amphetamine;;g2
Гашиш евро 5г;;hashish;;g5
*Шишки АК-47 3 г;;cannabis;;g3
Бошки Amnesia 2 грамма;;cannabis;;g2
Марихуана 10 г;;cannabis;;g10
*Экстази Tesla 250 мг 10 шт;;mdma;;n10 mg250
МДМА кристаллы 1 г;;mdma;;g1
Альфа-ПВП 0.5 г синий;;alpha-pvp;;g0.5
*Скорость соль 1 г;;alpha-pvp;;g1
Героин 1 г;;heroin;;g1
Метадон 0.5 г;;methadone;;g0.5
*ЛСД марки 250 мкг 5 шт;;lsd;;n5 mg0.25
Марки LSD 200 мкг x 10;;lsd;;n10 mg0.2
Грибы псилоцибиновые 5 г;;psilocybin mushrooms;;g5
*Кетамин 1 грамм;;ketamine;;g1
Лирика 300 мг 14 капсул;;pregabalin;;n14 mg300
Трамадол 50 мг 20 таблеток;;tramadol;;n20 mg50
*Ксанакс 2 мг 30 таб;;alprazolam;;n30 mg2
Метамфетамин лёд 1 г;;methamphetamine;;g1
Два грамма мефедрона;;mephedrone;;g2
*Полтора грамма кокаина;;cocaine;;g1.5
Пол грамма гашиша;;hashish;;g0.5
ГАШИШ АФГАН 10 ГР;;hashish;;g10
*2C-B 20 мг 5 таблеток;;2c-b;;n5 mg20
Бутират 100 мл;;ghb;;ml100
Опиум 3 г;;opium;;g3
*Каннабис от 1 до 50 г;;cannabis;;g1-50
Кокс 0,5 г Боливия;;cocaine;;g0.5
Спайс 1 г;;?;;g1
*Соль 1 кг поваренная;;!;;-
Весы ювелирные 0,01 г;;!;;-
Семена томатов 50 шт;;!;;-
*Книга о грибах;;!;;-
Снегоступы размер 42;;!;;-
Тест на кокаин 5 шт;;!;;-
*Водительские права;;!;;-
Футболка белая XL;;!;;-
Симкарта зарегистрированная;;!;;-
*Кофе в зернах 1 кг;;!;;-
Лёд пищевой 5 кг;;!;;-
Мука пшеничная 2 кг;;!;;-
КОКАИН ❄ 3 грамма;;cocaine;;g3
Мeфeдрoн 1г;;mephedrone;;g1`,
  pt: `
*5 gramas cocaína pura 90%;;cocaine;;g5 p90
Pó 1 grama cocaína;;cocaine;;g1
Maconha 25 gramas;;cannabis;;g25
*Erva Amnesia 5 g;;cannabis;;g5
Haxixe marroquino 10g;;hashish;;g10
100 comprimidos ecstasy Tesla 220mg;;mdma;;n100 mg220
*Bala Punisher 250mg 10 unidades;;mdma;;n10 mg250
MD cristal 3 gramas;;mdma;;g3
Quetamina 5g;;ketamine;;g5
*Cetamina 2 gramas;;ketamine;;g2
Heroína castanha 1g;;heroin;;g1
Anfetamina 10 g;;amphetamine;;g10
*LSD 10 selos 150ug;;lsd;;n10 mg0.15
Doce LSD 200 mcg 5 unidades;;lsd;;n5 mg0.2
Cogumelos mágicos 7g;;psilocybin mushrooms;;g7
*Rivotril 2mg 30 comprimidos;;clonazepam;;n30 mg2
Xanax 1mg 60 comprimidos;;alprazolam;;n60 mg1
Meia grama de coca;;cocaine;;g0.5
*Duas gramas de maconha;;cannabis;;g2
Lança perfume 100 ml;;?;;ml100
Metanfetamina cristal 1g;;methamphetamine;;g1
*Ritalina 10mg 30 comprimidos;;methylphenidate;;n30 mg10
Durateston 250mg 3 ampolas;;testosterone;;n3 mg250
Skunk 10 gramas;;cannabis;;g10
*Crack 1g pedra;;crack cocaine;;g1
Cocaína de 1 a 20 gramas;;cocaine;;g1-20
DMT 1 g;;dmt;;g1
*GHB 50ml;;ghb;;ml50
Balança de precisão 0,01g;;!;;-
Sementes de tomate 50;;!;;-
*Livro sobre maconha medicinal;;!;;-
Camisa branca M;;!;;-
Conta Netflix 1 ano;;!;;-
*Máquina de gelo 10kg;;!;;-
Cavalo de madeira;;!;;-
Notas falsas 50 euros;;!;;-
*Teste de drogas urina;;!;;-
*Cocaina ❄️ 2g;;cocaine;;g2`,
  zh: `
冰毒 5克;;methamphetamine;;g5
可卡因 10克 90%;;cocaine;;g10 p90
*氯胺酮 K粉 5g;;ketamine;;g5
摇头丸 50粒;;mdma;;n50
大麻 28克;;cannabis;;g28
*海洛因 1公斤;;heroin;;g1000
LSD 邮票 10张 200ug;;lsd;;n10 mg0.2
MDMA 晶体 10克;;mdma;;g10
*芬太尼 100克 99%;;fentanyl;;g100 p99
阿普唑仑 2mg 100片;;alprazolam;;n100 mg2
电子秤 0.01克;;!;;-
*番茄种子 50粒;;!;;-
苹果手机 256GB;;!;;-
绿茶 500克;;!;;-
*白糖 1公斤;;!;;-`,
};
