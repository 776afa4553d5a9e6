/** One list of offers in many makes; none has class names that mean anything. */
export interface Ware {
  readonly name: string;
  readonly vendor: string;
  readonly price: string;
  readonly from: string;
}
export const wares: readonly Ware[] = [
  { name: 'Blue crystal MDMA 10g', vendor: 'tidepool', price: '180.00', from: 'Germany' },
  { name: 'Ketamine needles, 5 grams', vendor: 'Kelp_Forest', price: '95.50', from: 'Netherlands' },
  { name: '100x 2C-B pills 20mg', vendor: 'anchor88', price: '240.00', from: 'Spain' },
  { name: 'LSD blotter 150ug x25', vendor: 'paperboat', price: '110.00', from: 'Germany' },
];
export const each = (make: (ware: Ware, index: number) => string): string => wares.map(make).join('\n');

export const layouts: readonly (readonly [string, string])[] = [
  [
    'a table with heads',
    `<table><tr><th>Product</th><th>Vendor</th><th>Price</th><th>Ships from</th></tr>${each((w, i) => `<tr><td><a href="/listing/${i}">${w.name}</a></td><td><a href="/user/${w.vendor}">${w.vendor}</a></td><td>$${w.price}</td><td>${w.from}</td></tr>`)}</table>`,
  ],
  [
    'cards of divs',
    `<div>${each((w, i) => `<div class="q${i}"><a href="/listing/${i}"><img src="/i/${i}.jpg" alt="${w.name}"></a><h4><a href="/listing/${i}">${w.name}</a></h4><p>by <a href="/user/${w.vendor}">${w.vendor}</a> (${i}12)</p><span>USD ${w.price}</span><small>Ships from: ${w.from}</small></div>`)}</div>`,
  ],
  [
    'a grid of table cells, two a row',
    `<table>${[0, 2]
      .map(
        (at) =>
          `<tr>${wares
            .slice(at, at + 2)
            .map(
              (w, i) =>
                `<td><b><a href="view.php?id=${at + i}">${w.name}</a></b><br>Vendor: <a href="vendor.php?v=${w.vendor}">${w.vendor}</a><br>$${w.price}<br>From: ${w.from}</td>`,
            )
            .join('')}</tr>`,
      )
      .join('')}</table>`,
  ],
  [
    'two rows of a table for each offer',
    `<table>${each((w, i) => `<tr><td colspan=2><a href="/p/${i}">${w.name}</a></td></tr><tr><td>Seller: <a href="/seller/${w.vendor}">${w.vendor}</a></td><td>${w.price} USD</td></tr>`)}</table>`,
  ],
  [
    'headings and paragraphs without containers',
    `<div>${each((w, i) => `<h3><a href="/p/${i}">${w.name}</a></h3><p>Seller: <a href="/seller/${w.vendor}">${w.vendor}</a></p><p>Price: ${w.price} USD</p><hr>`)}</div>`,
  ],
  [
    'links around whole cards',
    `<div>${each((w, i) => `<a href="/p/${i}"><div><img src="/i/${i}.png"></div><div>${w.name}</div><div>$${w.price}</div><div>Vendor: ${w.vendor}</div></a>`)}</div>`,
  ],
  [
    'cards within cards',
    `<section>${each((w, i) => `<div><div><div><a href="/p/${i}">${w.name}</a></div><div><div>Seller</div><div><a href="/u/${w.vendor}">${w.vendor}</a></div></div></div><div><div>$${w.price}</div></div></div>`)}</section>`,
  ],
  [
    'lines of a list',
    `<ul>${each((w, i) => `<li><a href="/p/${i}">${w.name}</a> - $${w.price} - <a href="/u/${w.vendor}">${w.vendor}</a></li>`)}</ul>`,
  ],
  [
    'advertisements between the offers',
    `<div>${each((w, i) => `<div><a href="/p/${i}">${w.name}</a><p>Seller: <a href="/u/${w.vendor}">${w.vendor}</a></p><p>$${w.price}</p></div>${i === 1 ? '<div><a href="http://other.invalid/">Casino of the deep: win big</a></div>' : ''}`)}</div>`,
  ],
  [
    'prices in five currencies',
    `<div>${each((w, i) => `<div><a href="/p/${i}">${w.name}</a><p><a href="/u/${w.vendor}">${w.vendor}</a></p><p>$${w.price}</p><p>€91.00 · £80.00 · 0.0016 BTC · 0.61 XMR</p></div>`)}</div>`,
  ],
  [
    'a menu with more entries than offers',
    `<ul>${Array.from({ length: 60 }, (_, n) => `<li><a href="/c/${n}">Group ${n}</a> (${n * 3})</li>`).join('')}</ul><div>${each((w, i) => `<div><a href="/p/${i}">${w.name}</a><p>Seller: <a href="/u/${w.vendor}">${w.vendor}</a></p><p>$${w.price}</p></div>`)}</div>`,
  ],
  [
    'price steps within each offer',
    `<div>${each((w, i) => `<div><h3><a href="/p/${i}">${w.name}</a></h3><p>Seller: <a href="/u/${w.vendor}">${w.vendor}</a></p><p>$${w.price}</p><table><tr><td>2 pcs</td><td>$380</td></tr><tr><td>3 pcs</td><td>$520</td></tr></table></div>`)}</div>`,
  ],
];
