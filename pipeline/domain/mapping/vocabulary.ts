import { headerWords } from "./headers.ts";

/**
 * Word classes of the header catalogue: English, German, French, Spanish, Italian, Dutch and some Portuguese.
 * Words are already normalised as `headerWords` does it (no accents); German and Dutch compounds work because
 * phrases are compared with their words run together.
 */
const CLASSES = {
  id: "id number code codice codigo key ref reference nummer numero n identifier identifiant identificador identificatie kennung referencia riferimento uuid guid",
  order:
    "order orders sale sales purchase bestellung bestellungs bestell bestellungen auftrag auftrags commande commandes pedido pedidos orden ordine ordini bestelling bestellings bestel encomenda compra",
  invoice: "invoice receipt rechnung rechnungs facture factura fattura factuur beleg bon",
  customer:
    "customer customers client clients buyer kunde kunden kaufer kaeufer besteller acheteur cliente clientes compratore comprador acquirente klant klanten klant koper shopper user",
  product:
    "product products item items article artikel produkt produit producto productos articulo prodotto articolo produto lineitem listing variant merchandise ware",
  name: "name names bezeichnung nom nombre nome naam title titel titre titulo titolo libelle designation descripcion omschrijving",
  date: "date datum fecha data day tag jour dia giorno datetime timestamp time zeitpunkt zeit datumtijd dateheure fechahora at on",
  price: "price preis prix precio prezzo prijs preco",
  amount:
    "amount betrag montant importe importo bedrag valor value sum summe somme suma somma monto wert",
  total:
    "total gesamt gesamtbetrag gesamtsumme gesamtpreis endbetrag totale totaal totaalbedrag grandtotal summe",
  quantity:
    "quantity menge anzahl stuck stueck stuckzahl stueckzahl quantite cantidad unidades quantita qta aantal hoeveelheid quantidade units unit pieces pcs count",
  unit: "unit einzel stuck stueck unitaire unitario unitaria eenheids stuks each per",
  line: "line row position pos zeile ligne linea riga regel lineitem",
  status: "status state zustand statut etat estado stato toestand",
  shipping:
    "shipping shipment ship delivery freight postage versand liefer lieferung porto fracht livraison expedition envio envios spedizione consegna verzend verzending bezorg levering frete entrega",
  carrier:
    "carrier courier shipper spediteur paketdienst transporteur transportista corriere vettore vervoerder versanddienstleister transporteur",
  payment: "payment pay zahlung zahlungs bezahl paiement reglement pago pagamento betaling betaal",
  transaction:
    "transaction transactions transaktion transaktions transaccion transazione transactie",
  method: "method type mode art weise methode metodo tipo service option",
  discount:
    "discount discounts rabatt nachlass remise rebate reduction descuento sconto korting desconto gutschein coupon promotion",
  tax: "tax taxes vat mwst ust umsatzsteuer mehrwertsteuer steuer tva taxe iva impuesto imposta btw belasting imposto salestax",
  currency: "currency wahrung waehrung devise monnaie moneda divisa valuta munt moeda",
  category:
    "category categories kategorie warengruppe produktgruppe artikelgruppe categorie categoria rubrik rubrique department",
  brand:
    "brand marke marque marca merk vendor manufacturer hersteller fabricant fabricante produttore fabrikant",
  cost: "cost costs kosten cout couts frais coste costes gastos costo costi spese custo fee fees charge charges",
  review:
    "review reviews rating bewertung bewertungs rezension avis evaluation resena opinion recensione valutazione beoordeling feedback",
  stock:
    "stock inventory bestand lager lagerbestand inventaire inventario existencias magazzino voorraad estoque onhand",
  email:
    "email emailaddress emailadresse adresseemail courriel correo correoelectronico emaildirizzo indirizzoemail emailadres",
  city: "city town stadt ort wohnort ville ciudad poblacion citta comune stad plaats cidade",
  country: "country countrycode land pays pais paese nazione",
  region:
    "region state province bundesland provinz departement provincia comunidad regione provincie gewest county stateprovince",
  segment: "segment group gruppe groupe grupo gruppo groep tier klasse class",
  billing: "billing bill rechnungs invoice facturation facturacion fatturazione factuur",
  created: "created createdat erstellt erstelltam angelegt cree creado creato aangemaakt creation",
} as const;
type ClassName = keyof typeof CLASSES;

const words = (name: ClassName): readonly string[] => CLASSES[name].split(" ");

/**
 * All run-together spellings of a phrase such as `{order} {date}`. Two-class phrases are spelled in both orders,
 * because Romance languages put the noun first (`date commande`).
 */
export function spellings(phrase: string): readonly string[] {
  const parts = phrase.split(" ").flatMap((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name === undefined
      ? headerWords(part).map((word) => [word])
      : [words(name as ClassName)];
  });
  const joined = combine(parts);
  const reversible = parts.length === 2 && phrase.includes("{");
  return reversible ? [...joined, ...combine(parts.toReversed())] : joined;
}

function combine(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.reduce<readonly string[]>(
    (sofar, part) => sofar.flatMap((start) => part.map((word) => start + word)),
    [""],
  );
}
