/** The parts that a column of a log can play. */
export type Role =
  | 'user'
  | 'item'
  | 'time'
  | 'type'
  | 'rating'
  | 'flag'
  | 'id'
  | 'request'
  | 'weight'
  | 'measure';

/** How clearly a name says that its column plays a part: 2 `userId`, 1 `user`, 0 anything else. */
export function nameFits(role: Role, name: string): 0 | 1 | 2 {
  const whole = plain(name);
  const last = plain(name.slice(name.lastIndexOf('.') + 1));
  const patterns = patternsOf[role];
  // The last part of `product.sku` says what it is; that of `event.id` does not.
  const texts = role === 'id' || role === 'request' ? [whole] : [whole, last];
  return texts.some((text) => patterns.clear.test(text))
    ? 2
    : texts.some((text) => patterns.likely?.test(text)) || namesAmongOthers(role, name)
      ? 1
      : 0;
}

/** Whether a column tells visits apart: one user has many, and no item is one. */
export function isSessionName(name: string): boolean {
  return /session|sitzung/.test(plain(name)) && nameFits('item', name) < 2;
}

/** `Product SKU` and `page_path` name an item, `product_category` and `user_agent` something of it. */
function namesAmongOthers(role: Role, name: string): boolean {
  if (role !== 'user' && role !== 'item') {
    return false;
  }
  const words = name
    .slice(name.lastIndexOf('.') + 1)
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .split(/[^\p{L}]+/u)
    .map(plain);
  return words.some((word) => wordOf[role].test(word)) && !words.some((word) => ofSomething.test(word));
}

/** Whether a name ends as the names of ids do. */
export function isIdName(name: string): boolean {
  return /(?:^|[^a-z])(?:id|ids|uuid|guid|key|hash|sku|ean|isbn|asin)$|[a-z](?:Id|ID|Uuid|UUID|Key)$/.test(
    name,
  );
}

/** Whether a name says that numbers count classes rather than quantities; of a column without a name it is likelier. */
export function isCodeName(name: string): boolean {
  return /^column\d+$|(?:feat\w*|code|class|cat|category|type|group|cluster|segment|zip|zipcode|plz|level|status|kind)\d*$/i.test(
    name,
  );
}

/** `Kunden-Nr.` as `kundennr`: letters and digits in lower case, without accents. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

const number = '(?:id|uid|no|nr|num|nummer|number|numero|key|code|hash|uuid|guid|index|idx|kennung|编号)';
const users =
  '(?:user|customer|member|account|viewer|visitor|client|person|people|reviewer|listener|reader|buyer|shopper|subscriber|player|student|patient|guest|kunden?|benutzer|nutzer|kaufer|besteller|mitglied|besucher|horer|leser|utilisateur|acheteur|usuario|cliente|comprador|klant|用户|会员|顾客|买家)';
const items =
  '(?:item|movie|film|product|video|clip|song|track|artist|album|book|article|news|game|recipe|listing|content|document|doc|poi|place|location|business|restaurant|venue|hotel|property|course|job|app|ad|photo|image|post|show|series|episode|podcast|playlist|merchant|offer|page|artikel|produkt|ware|buch|lied|titel|produit|articul?o|producto|livre|libro|pelicula|商品|物品|视频|电影|歌曲)';

const wordOf = {
  user: new RegExp(`^${users}s?$`),
  item: new RegExp(`^(?:${items}s?|sku|asin|isbn|ean|gtin)$`),
};

/** Words that make of an id's name the name of an attribute, a quantity or another thing. */
const ofSomething =
  /^(?:is|has|num|cat|category|categories|kategorie|categoria|categorie|type|typ|kind|class|group|gruppe|segment|cluster|brand|marke|color|colour|farbe|price|preis|cost|amount|total|revenue|value|quantity|qty|menge|count|counts|rating|score|rank|position|age|gender|sex|country|city|state|region|zip|date|time|timestamp|day|month|year|at|size|length|duration|weight|status|level|genre|genres|tag|tags|description|language|lang|image|agent|ip|email|phone|address|referrer|referer|parent|last|first|prev|previous|next|version|platform|session|sessions|request|query|event|action|embedding|vector|store|seller|vendor)$/;

const patternsOf: Readonly<Record<Role, { readonly clear: RegExp; readonly likely?: RegExp }>> = {
  user: {
    clear: new RegExp(
      `^(?:${users}s?${number}|uid|userhash|username|visitor|reviewer|customer|user|viewer)$`,
    ),
    likely: new RegExp(`^(?:${users}s?|u|(?:user)?(?:session|device|cookie|author)s?${number}?)$`),
  },
  item: {
    clear: new RegExp(
      `^(?:${items}s?${number}|sku|asin|isbn|ean|gtin|iid|stockcode|itemname|item|movie|product|video)$`,
    ),
    likely: new RegExp(`^(?:${items}s?(?:name|title|url)?|i|url)$`),
  },
  time: {
    clear:
      /^(?:timestamp|time|ts|datetime|zeitpunkt|zeitstempel|uhrzeit|horodatage|fecha|时间|时间戳|(?:event|unix|review|created|rated|played|visit|request|click|rating|log|start|order|invoice|purchase)(?:time|date|at|on|timestamp)(?:ms|utc)?|time(?:ms|us|s|stamp\w*))$/,
    likely: /^(?:date|when|at|datum|zeit|day|tag|bestelldatum|kaufdatum|日期)$/,
  },
  type: {
    clear: /^(?:(?:event|action|behaviou?r|interaction|feedback|activity)(?:type|name|kind)?|行为)$/,
    likely: /^(?:type|verb|kind|typ|aktion|ereignis)$/,
  },
  rating: {
    clear:
      /^(?:rating|ratings|score|stars|star|overall|grade|vote|preference|bookrating|userrating|reviewscore|bewertung|sterne|note|评分)$/,
  },
  flag: {
    clear:
      /^(?:is|was|has|did|user)?(?:clicks?|clicked|label|purchased?|liked?|likes|converted|conversion|target|positive|loved|enjoyed|upvoted?|thumbsup|recommends|recommended)(?:flag)?$/,
    likely:
      /^(?:is|was|has|did)?(?:follow(?:ed)?|forward(?:ed)?|comment(?:ed)?|favou?rite[d]?|saved?|shared?|longview|bought|ordered|addedtocart|wishlisted|bookmarked|install(?:ed)?|downloaded|watched|read|played|listened|visited|opened|finished|completed|subscribed|applied|booked|interested|response|accepted)(?:flag)?$/,
  },
  id: { clear: /^(?:event|row|log|interaction)(?:id|uuid|key)$/, likely: /^id$/ },
  request: { clear: /^(?:request|impression|query|search)id$/ },
  weight: { clear: /^(?:event)?(?:weight|gewicht)$/ },
  measure: {
    clear:
      /^(?:price|cost|amount|total|revenue|value|quantity|qty|count|counts|plays|playcount|listens|duration|length|age|year|rank|position|size|lat|latitude|lon|lng|longitude|zip|zipcode|plz|hour|minute|hourmin|weekday|month|menge|anzahl|betrag|preis|umsatz|stuck|stuckzahl|dauer|alter|jahr|prix|quantite|precio|cantidad|数量|价格)$|(?:price|amount|count|duration|time|timems|durationms|seconds|stay)$/,
  },
};
