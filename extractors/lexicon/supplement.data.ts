/** Trade names that stand for a substance only in its own surroundings (a unit, a price, a category); parted by "|". */
export const tradeNames: Readonly<Record<string, string>> = {
  cannabis:
    'gelato|purple haze|zkittles|skittlez|sour diesel|jack herer|bruce banner|durban poison|granddaddy purple|grand daddy purple|green crack|pineapple express|trainwreck|skywalker og|do si dos|dosidos|sunset sherbet|sherbert|purple punch|ice cream cake|biscotti|cereal milk|jealousy|gary payton|apple fritter|strawberry cough|tangie|critical mass|bubba kush|hindu kush|master kush|purple kush|chemdawg|chemdog|headband|lemon cherry gelato|slurricane|wedding crasher|la confidential|super lemon haze|gushers|white runtz|pink runtz|pink kush|animal cookies|platinum cookies|thin mint|thin mints|forbidden fruit|grape ape|cherry pie|banana kush|mango kush|fire og|tahoe og|sfv og|king louis|birthday cake|lava cake|kush mints|mac 1|stardawg|cheese strain|blue cheese|ak47|ak 47|amnesia|lemon kush|strains|sticky|landrace|smalls|exotics|za|moonrock|pre rolls|cuvee|top shelf|cali weed|sinsemilla|cookies and cream|cookies & cream|cookies n cream|popcorn buds|blueberry muffin|blueberry muffins|gg4|gsc|sunset sherbert|sour d|nyc diesel|silver haze|critical kush|exodus cheese|uk cheese|big buddha cheese|blue zushi|zushi|rs11|cap junky|lemonnade|georgia pie|tropicana cookies|tropicana cherry|candyland|garlic cookies|motorbreath|ghost train haze|alaskan thunder fuck|thai stick|cherry ak|white rhino|white russian|jack flash|cannatonic|blackberry kush|platinum og|ghost og|larry og|white fire og|wifi og|banana og|banana punch|mendo breath|mendobreath|peanut butter breath|oreoz|grease monkey|sundae driver|sherb|pink panties|ice cream gelato|pink guava|zoap|gruntz|obama runtz|bubblegum kush|tangerine dream|lambs bread|swazi gold|dutch treat|orange bud|indoor weed|outdoor weed|greenhouse weed|light dep|preroll|pre roll|blunts|barneys farm|dutch passion|royal queen seeds|sensi seeds|fast buds|fastbuds|dinafem|sticky icky|kali mist|purple urkle|mango haze|super skunk|skunk 1|animal mints|runtz muffin|shake trim|trim shake',
  'thc-vape':
    'mario carts|mario cart|dank vapes|dank carts|kingpen|brass knuckles|glo carts|cookies carts|plug play|rove carts|exotic carts|smart carts|smartcart|big chief|tko carts|cereal carts|runtz carts|muha meds|krt carts|stizzy|fryd|fryds|jeeter juice|baby jeeter|raw garden|ace ultra|ace ultra premium|whole melts|whole melt extracts|boutiq switch|dabwoods|plug n play|backpackboyz|west coast cure|cali carts|packwoods|cake bar|cake disposable',
  'psilocybin-mushrooms':
    'golden teacher|albino a|b plus|mckennaii|jedi mind fuck|tidal wave|truffles|sclerotia|magic truffles',
  dmt: 'mimosa hostilis|mhrb|jurema|root bark',
  cocaine: 'bolivian|peruvian|colombian|colombia flake|columbian|flakes|fish scale|perico|merck',
  alprazolam: 'gg249|g3722|b707|xanax bars|white bars|yellow bars|white xans|red devils',
  'cannabis-edibles':
    'nerds rope|nerds ropes|medicated nerds|cheeba chews|faded fruits|stoney patch|hash cookies|thc gummy|cannabis butter|errlli',
  hashish:
    'temple ball|temple balls|red leb|blonde leb|manali|malana|malana cream|ketama gold|pollum|squidgy|royal afghan|static sift|beldia',
  ketamine: 'ketavet|rotex|s isomer|s-isomer|r-ket|anesket|narketan|ketaject',
  oxycodone: 'a215|k56|rp 30|op 80|longtec|shortec',
  heroin: 'uoglobe|double uoglobe|afghan brown|brown sugar|china white|tar|no 4|no 3',
};

/** Marks pressed into MDMA tablets. A mark names the substance only beside a number of pieces and a strength. */
export const pillStamps =
  'tesla|teslas|punisher|blue punisher|pharaoh|pharaohs|red bull|redbull|lego|snapchat|donald trump|trump|audi|supreme|philipp plein|phillip plein|skype|netflix|spongebob|heineken|gold bar|gold bars|goldbar|qdance|q dance|defqon|barcelona|bugatti|superman|supermen|ninja turtle|ninja turtles|maybach|donkey kong|ikea|nintendo|moncler|gucci|louis vuitton|mybrand|burger king|kit kat|ups|twitter|dom perignon|grenade|vendetta|ea sports|easports|rolex|mitsubishi|rolls royce|tomorrowland|pikachu|hello kitty|yellow cab|instagram|facebook|tiktok|whatsapp|pink porsche|porsche|mercedes|bentley|lamborghini|versace|chanel|hermes|dolce|givenchy|nike|adidas|puma|playboy|monster|warner brothers|wb|domino|dominos|starbucks|mcdonalds|duracell|chupa chups|haribo|kenzo|lacoste|nespresso|bitcoin|ethereum|minions|homer|bart|skull|skulls|soundcloud|spotify|audemars piguet|audemars|paypal|dhl|dpd|fedex|formula 1|f1|nasa|champions league|fc barcelona|juventus|messi|ronaldo|lv|iphone|sony|playstation|ps5|xbox|batman|spiderman|iron man|marvel|thor|deadpool|joker|anonymous|mask|masks|dice|diamond|crown|cloud 9|blue ghost|ghost|ghosts|purple moncler|green hulk|hulk|orange tesla|pink tesla|blue tesla';

/** Pictures on blotters. One names LSD only beside a strength in micrograms. */
export const blotterPictures =
  'alice in wonderland|hofmann|hofman|albert hofmann|bicycle day|dancing bears|mad hatter|gamma goblin|gamma goblins|goblin|goblins den|white fluff|fluff|needlepoint|silver needle|lavender|white on white|hofmann 1943|timothy leary|grateful dead|jerry garcia|steal your face|eye of horus|flower of life|sri yantra|shiva|ganesha|ganesh|buddha|dalai lama|felix the cat|beavis|avatar|aztec|mayan|mandala|sunshine|strawberry fields|sgt pepper|purple dragon|tim scully|pink floyd|dark side|simpsons|rick and morty|rick morty|cheshire cat|third eye|smiley|hitchhikers|eagles|fat freddy|ken kesey|merry pranksters|gammagoblin|golden road';

/** Products of one plant, by the name that they share. */
export const sharedNames: Readonly<Record<string, string>> = {
  'thc-vape': 'cannabis',
  'cannabis-edibles': 'cannabis',
  'cannabis-concentrate': 'cannabis',
};

/** Where the first is named, the others are only part of its description. */
export const overrules: Readonly<Record<string, readonly string[]>> = {
  'thc-vape': ['cannabis', 'thc'],
  'cannabis-edibles': ['cannabis', 'thc'],
  'cannabis-concentrate': ['cannabis', 'thc'],
  hashish: ['cannabis'],
  'crack-cocaine': ['cocaine'],
  tusi: ['2c-b', 'cocaine'],
  muscimol: ['amanita-muscaria'],
  mescaline: ['peyote', 'san-pedro-cactus'],
  '7-hydroxymitragynine': ['kratom', 'mitragynine'],
};
