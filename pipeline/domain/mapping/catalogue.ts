import { ENTITIES, ENTITY_NAMES, type EntityName } from "#domain/entities.ts";
import { compactHeader } from "./headers.ts";
import { spellings } from "./vocabulary.ts";

/**
 * How firmly a phrase means a column.
 * `strong`: in any table. `own`: in a table about this entity; elsewhere it could be another entity's.
 * `leading`: almost always, unless a stronger phrase is there too. `weak`: only a hint.
 */
export type Strength = "strong" | "leading" | "own" | "weak";

export interface NameMatch {
  readonly entity: EntityName;
  readonly column: string;
  readonly strength: Strength;
}

/** Phrases per column; `=` strong, `+` leading, `~` own, `?` weak. `{class}` stands for any word of a class. */
const PHRASES: Readonly<Record<EntityName, Readonly<Record<string, string>>>> = {
  customers: {
    customer_id:
      "={customer} {id}, ={customer} user {id}, ~{id}, +{customer}, ?customer reference id, ?{email}",
    name: "={customer} {name}, =full name, ={billing} {name}, +{customer}, ~{name}, ~vollstandiger name, ~nom complet, ?recipient name, ?ship name, ?shipping name, ~vorname nachname",
    email: "={email}, ={customer} {email}, ={billing} {email}, =contact email",
    segment:
      "={segment}, ={customer} {segment}, ={customer} type, ={customer} category, =kundengruppe, =kundentyp",
    gender:
      "=gender, =sex, =geschlecht, =sexe, =genre, =genero, =sexo, =genere, =sesso, =geslacht, =anrede",
    birth_date:
      "=birth {date}, =birthdate, =birthday, =born, =date birth, =dateofbirth, =geburtsdatum, =geburtstag, =geboren, =datenaissance, =naissance, =fechanacimiento, =datanascita, =geboortedatum, =birth year",
    city: "={city}, ={customer} {city}, ={billing} {city}, +ship {city}, +shipping {city}",
    region:
      "+{region}, ={customer} {region}, ={billing} {region}, +ship {region}, +shipping {region}, =billing state code",
    country:
      "={country}, ={customer} {country}, ={billing} {country}, +ship {country}, +shipping {country}, =billing country code",
    signed_up_at:
      "=signed up at, =signup {date}, =sign up {date}, =signedup, =registered at, =registered, =registration {date}, =registriert, =registriert am, =registrierungsdatum, =anmeldedatum, ={customer} since, =kunde seit, =join {date}, =joined, =joined at, =member since, =client depuis, =dateinscription, =fecharegistro, =fechaalta, =dataregistrazione, =registratiedatum, ~{created}, ~{created} {date}",
    updated_at:
      "+updated at, +updated, +last updated, +last updated {date}, +last modified, +modified at, +aktualisiert, +geandert am, +updated {date}",
  },
  products: {
    product_id:
      "={product} {id}, =item product {id}, =sku, =asin, =ean, =gtin, =upc, =barcode, =artnr, =artikelnr, ={product} sku, =lineitem sku, =sku {id}, ~{id}, ?mpn",
    name: "={product} {name}, +{product}, ~{name}, ={product} description, ~description",
    category:
      "={category}, ={product} {category}, =product type, =produktart, =type produit, =product group, =collection",
    brand: "={brand}, ={product} {brand}, =lineitem vendor",
    unit_price:
      "~{price}, ~{unit} {price}, =list price, =retail price, =selling price, =listenpreis, =verkaufspreis, =vk, =rrp, =msrp, =uvp, ={product} price, =preis brutto, =prix vente, =precio venta, =verkoopprijs, =prezzo vendita",
    unit_cost:
      "={unit} {cost}, =cost price, =purchase price, ={product} {cost}, =cogs, =cost of goods, =costgoods, =einkaufspreis, =ek, =ekpreis, =cost per item, =prix achat, =prixachat, =precio compra, =costo acquisto, =inkoopprijs, ~{cost}, =selbstkosten",
    active:
      "=active, =is active, =isactive, =aktiv, =available, =enabled, =actif, =activo, =attivo, =actief, =published, =discontinued, ~{status}",
  },
  orders: {
    order_id:
      "={order} {id}, ={order} id number, +{order}, ={invoice} {id}, +transaction {id}, +transaktions {id}, ~{id}, ~{transaction}",
    customer_id:
      "={customer} {id}, ={customer} user {id}, +{customer}, ?customer reference id, ?{email}, ?{customer} {email}",
    ordered_at:
      "={order} {date}, ={order} placed at, =placed at, =placed, =ordered at, =ordered, =date ordered, =bestellt am, =bestelldatum, =kaufdatum, ={order} {created}, ={order} {created} {date}, +{created}, +{created} {date}, +date time, +{date}, ?paid at, ?payment date, ?payments date, ={order} date time, =order timestamp, =datecommande",
    status:
      "={order} {status}, +{status}, =financial status, =transaction status, ?fulfillment status",
    channel:
      "=channel, =sales channel, ={order} channel, +source, =kanal, =vertriebskanal, =verkaufskanal, =canal, =canal vente, =canalventa, =canale, =verkoopkanaal, =platform, =marketplace, =order source",
    currency: "={currency}, ={order} {currency}, =currency code",
    shipping_amount:
      "={shipping} {amount}, ={shipping} {cost}, ={shipping} {price}, ={shipping} {total}, +{shipping}, =order shipping, =order shipping amount, =frais de port, =fraisport, =versandkosten, =shipping charged, =shipping paid",
    discount_amount:
      "+{discount} {amount}, +{discount}, =order {discount}, =order {discount} {amount}, +{discount} {total}, =cart discount, =cart discount amount, +total {discount}",
    tax_amount:
      "+{tax}, +{tax} {amount}, =order {tax}, =order sales tax, =order {tax} {amount}, +{tax} {total}, =order total tax amount, =total tax, =sales tax",
    total_amount:
      "={order} {total}, ={order} {total} {amount}, ={order} {amount}, +{total}, +total {amount}, =grand total, =total collected, =amount paid, ~{amount}, =total paid, =net total, =invoice total",
    updated_at:
      "+updated at, +updated, +last updated, +last updated {date}, +last modified, +modified at, +aktualisiert, +geandert am, +updated {date}, +updated",
  },
  order_items: {
    order_id: "={order} {id}, +{order}, ={invoice} {id}, +transaction {id}, +transaktions {id}",
    line_number:
      "={line} {id}, =line, =position, =pos, =positionsnr, =positionsnummer, =item sequence, =line item {id}, ={order} {line}, ={order} {line} {id}, =zeilennummer",
    product_id:
      "={product} {id}, =item product {id}, =line item product {id}, =sku, =asin, =ean, =gtin, =upc, =barcode, =artnr, =artikelnr, ={product} sku, =lineitem sku, =sku {id}",
    quantity:
      "={quantity}, ={product} {quantity}, ={quantity} purchased, ={quantity} ordered, =lineitem quantity, =quantity refund, =items sold, =bestellmenge, ={order} {quantity}",
    unit_price:
      "={unit} {price}, +{price}, ={product} {price}, =lineitem price, =price each, =price per unit, =price per item, =item cost, =prixunitaire, =sale price, =unit {amount}",
    discount_amount:
      "={product} {discount}, ={line} {discount}, ={product} {discount} {amount}, =lineitem discount, =item promotion discount, ~{discount}, ~{discount} {amount}",
    tax_amount:
      "={product} {tax}, ={line} {tax}, ={product} {tax} {amount}, =item total tax, ~{tax}, ~{tax} {amount}",
    line_total:
      "={line} {total}, ={line} {amount}, ={product} {total}, +item subtotal, =net sales, =row total, =extended price, =positionsbetrag, =positionssumme, =zeilensumme, =zeilenbetrag, =total ligne, =totalligne, =total linea, ~subtotal, ~zwischensumme, ~{total}, ~{amount}, ~total price, ~gesamtpreis, =revenue, =umsatz, =line price",
  },
  payments: {
    payment_id:
      "={payment} {id}, =charge {id}, ~{id}, +transaction {id}, ?payment intent id, ?paymentintent id",
    order_id: "={order} {id}, +{order}, ={invoice} {id}, =order id metadata, =metadata order id",
    method:
      "={payment} {method}, +method, +methode, =payment source type, =payment method title, =card brand, =zahlungsart, =zahlungsmittel, =zahlungsweise, =moyen paiement, =moyenpaiement, =forma pago, =formapago, =betaalwijze, =betaalmethode, =tender, =gateway",
    status: "={payment} {status}, +{status}, =transaction status, =financial status",
    amount:
      "={payment} {amount}, ={amount} paid, =paid {amount}, +{amount}, ~{total}, =total collected, =charged amount, =amount charged, ={payment} {total}",
    paid_at:
      "=paid at, =paid, =paid on, ={payment} {date}, =payments date, =date paid, =bezahlt am, =zahlungsdatum, +{created}, +{created} {date}, ~{date}, =datepaiement, =fechapago, =datapagamento, =betaaldatum, =payment {created}",
  },
  shipments: {
    shipment_id:
      "=shipment {id}, ={shipping} {id}, =sendungs {id}, =sendungsnummer, =sendung, =lieferschein {id}, =lieferscheinnummer, =expedition {id}, =delivery {id}, +tracking {id}, +tracking, =package {id}, =parcel {id}, ~{id}",
    order_id: "={order} {id}, +{order}, ={invoice} {id}",
    shipping_method:
      "={shipping} {method}, =ship service level, =shipping method title, +method, =service level, =shipping class, =versandart, =lieferart, =mode livraison, =metodo envio, =verzendmethode, =bezorgmethode, =delivery service",
    carrier:
      "={carrier}, ={carrier} {name}, ={shipping} {carrier}, =shipping company, =shipping provider",
    shipped_at:
      "=shipped at, =shipped, =shipped on, =ship date, =ship time, =date shipped, =shipping date, =shipped date, =shipment date, =dispatched, =dispatched at, =dispatch {date}, =versendet am, =versanddatum, =versandt am, =versandt, =dateexpedition, =dateenvoi, =fechaenvio, =dataspedizione, =verzenddatum, =verzonden op, =fulfilled at, =sent at",
    promised_at:
      "=promised at, =promised, =promised {date}, =expected {date}, =expected delivery, =expected delivery {date}, =estimated delivery, =estimated delivery {date}, =due {date}, =deliver by, =delivery due, =promised delivery, =promised delivery {date}, =eta, =zugesagt, =zugesagt am, =liefertermin, =voraussichtliche lieferung, =livraisonprevue, =date livraison prevue, =verwachte leverdatum, =fecha prevista",
    delivered_at:
      "=delivered at, =delivered, =delivered on, =delivery date, =delivered {date}, =date delivered, =zugestellt am, =zugestellt, =geliefert am, =geliefert, =lieferdatum, =zustelldatum, =datelivraison, =livre le, =fechaentrega, =dataconsegna, =leverdatum, =bezorgdatum, =delivery time",
    cost: "={shipping} {cost}, ={carrier} {cost}, ~{cost}, =label cost, ={shipping} {price}, ={shipping} {amount}, =versandkosten, =porto, =fraisport",
  },
  reviews: {
    review_id: "={review} {id}, ~{id}",
    order_id: "={order} {id}, +{order}",
    product_id: "={product} {id}, =sku, =asin, =ean, ={product} sku",
    customer_id:
      "={customer} {id}, +{customer}, ={review} author {id}, =reviewer {id}, =author {id}",
    rating:
      "=rating, =stars, =star rating, =score, =review rating, =review score, =sterne, =bewertung, =punkte, =note, =etoiles, =evaluation, =valoracion, =puntuacion, =estrellas, =valutazione, =voto, =stelle, =beoordeling, =sterren, =punteggio, =rating stars, ={review} stars",
    title:
      "={review} title, ={review} headline, =headline, =betreff, ~title, ~titel, ~titre, ~titulo, ~titolo, =subject, =summary",
    body: "={review} text, ={review} body, =review, =body, +comment, +comments, =review content, =review comments, =kommentar, =text, =commentaire, =comentario, =commento, =opmerking, =message, =rezensionstext, =review comment",
    reviewed_at:
      "=reviewed at, =reviewed, ={review} {date}, +{created}, +{created} {date}, +{date}, =submitted at, =posted at, =review {created}",
  },
  inventory: {
    product_id:
      "={product} {id}, =sku, =asin, =ean, =gtin, =upc, =barcode, ={product} sku, =artikelnr, ~{id}",
    counted_at:
      "=counted at, =counted, =counted on, =count {date}, =snapshot {date}, =snapshot at, =as of, =as of {date}, =asof, ={stock} {date}, =stichtag, =inventurdatum, =gezahlt am, =stand, =dateinventaire, =fechainventario, =teldatum, +{date}, ~updated at, ~last updated",
    warehouse:
      "=warehouse, =warehouse {name}, =warehouse {id}, +location, =lager, =lagerort, =standort, =entrepot, =almacen, =magazzino, =magazijn, =depot, =site, =store",
    quantity_on_hand:
      "=on hand, =onhand, ={quantity} on hand, =qoh, +{stock}, =in stock, ={stock} {quantity}, ={stock} level, ={stock} on hand, +{quantity}, =available {quantity}, =quantity available, =available, =verfugbar, =lagermenge, =istbestand, =units on hand",
    reorder_point:
      "=reorder point, =reorder level, =reorder {quantity}, =reorder at, =min stock, =minimum stock, =safety stock, =mindestbestand, =meldebestand, =stock minimum, =seuil reapprovisionnement, =seuil, =punto reorden, =stock minimo, =scorta minima, =minimumvoorraad, =bestelpunt, =low stock threshold",
  },
};

const STRENGTHS: Readonly<Record<string, Strength>> = {
  "=": "strong",
  "+": "leading",
  "~": "own",
  "?": "weak",
};
const RANK: Readonly<Record<Strength, number>> = { strong: 3, leading: 2, own: 1, weak: 0 };

let built: ReadonlyMap<string, readonly NameMatch[]> | undefined;

/** Everything a run-together header can mean, by exact spelling; built once on first use. */
export function catalogue(): ReadonlyMap<string, readonly NameMatch[]> {
  built ??= build();
  return built;
}

function build(): ReadonlyMap<string, readonly NameMatch[]> {
  const found = new Map<string, Map<string, NameMatch>>();
  const add = (spelling: string, match: NameMatch): void => {
    const matches = found.get(spelling) ?? new Map<string, NameMatch>();
    const address = `${match.entity}.${match.column}`;
    const known = matches.get(address);
    if (!known || RANK[known.strength] < RANK[match.strength]) matches.set(address, match);
    found.set(spelling, matches);
  };
  for (const entity of ENTITY_NAMES) {
    for (const { name } of ENTITIES[entity].columns) {
      add(compactHeader(name), { entity, column: name, strength: "own" });
      add(compactHeader(`${entity} ${name}`), { entity, column: name, strength: "strong" });
      for (const phrase of (PHRASES[entity][name] ?? "").split(",").map((p) => p.trim())) {
        const strength = STRENGTHS[phrase[0] ?? ""];
        if (!strength) continue;
        for (const text of spellings(phrase.slice(1)))
          add(text, { entity, column: name, strength });
      }
    }
  }
  return new Map([...found].map(([spelling, matches]) => [spelling, [...matches.values()]]));
}
