-- The vocabulary: places, names, categories. Shares are of 1.
create table shop.countries as
select *, sum(share) over (order by number) - share as share_from, sum(share) over (order by number) as share_to
from (values
    (1, 'Germany', 'EUR', 0.19, 0.52,
        ['Berlin', 'Bavaria', 'Bavaria', 'Hamburg', 'Hesse', 'Saxony', 'North Rhine-Westphalia', 'Baden-Württemberg'],
        ['Berlin', 'München', 'Nürnberg', 'Hamburg', 'Frankfurt am Main', 'Leipzig', 'Köln', 'Stuttgart']),
    (2, 'Austria', 'EUR', 0.20, 0.12, ['Vienna', 'Styria', 'Salzburg', 'Tyrol'], ['Wien', 'Graz', 'Salzburg', 'Innsbruck']),
    (3, 'France', 'EUR', 0.20, 0.11, ['Île-de-France', 'Auvergne-Rhône-Alpes', 'Grand Est'], ['Paris', 'Lyon', 'Strasbourg']),
    (4, 'Netherlands', 'EUR', 0.21, 0.09, ['North Holland', 'South Holland', 'Utrecht'], ['Amsterdam', '''s-Gravenhage', 'Utrecht']),
    (5, 'Italy', 'EUR', 0.22, 0.06, ['Lombardy', 'Lazio', 'Veneto'], ['Milano', 'Roma', 'Venezia']),
    (6, 'United Kingdom', 'GBP', 0.20, 0.05, ['England', 'Scotland', 'Wales'], ['London', 'Edinburgh', 'Cardiff']),
    (7, 'Switzerland', 'CHF', 0.081, 0.03, ['Zürich', 'Geneva'], ['Zürich', 'Genève']),
    (8, 'Poland', 'EUR', 0.23, 0.02, ['Masovia', 'Lesser Poland'], ['Łódź', 'Kraków'])
) as countries(number, country, currency, tax_rate, share, regions, cities);

create table shop.categories as
select * from (values
    (1, 'Shoes', 39.0, 189.0, 0.46, 'year', ['Sneaker', 'Boot', 'Loafer', 'Sandal', 'Trainer']),
    (2, 'Clothing', 14.0, 149.0, 0.42, 'year', ['T-Shirt', 'Hoodie', 'Jeans', 'Dress', 'Rain Jacket']),
    (3, 'Bags', 29.0, 229.0, 0.44, 'year', ['Backpack', 'Tote', 'Weekender', 'Crossbody', 'Laptop Sleeve']),
    (4, 'Kitchen', 9.0, 199.0, 0.52, 'year', ['Pan', 'Knife Set', 'Kettle', 'Carafe', 'Cutting Board']),
    (5, 'Home', 8.0, 259.0, 0.50, 'year', ['Lamp', 'Blanket', 'Vase', 'Cushion', 'Wall Clock']),
    (6, 'Outdoor', 19.0, 349.0, 0.55, 'summer', ['Tent', 'Sleeping Bag', 'Trekking Pole', 'Hammock', 'Cool Box']),
    (7, 'Electronics', 19.0, 899.0, 0.72, 'winter', ['Headphones', 'Speaker', 'Charger', 'Smart Watch', 'E-Reader']),
    (8, 'Toys', 9.0, 89.0, 0.48, 'winter', ['Puzzle', 'Building Set', 'Board Game', 'Plush Bear', 'Train Set']),
    (9, 'Beauty', 6.0, 79.0, 0.35, 'year', ['Face Cream', 'Shampoo', 'Perfume', 'Hand Balm', 'Candle'])
) as categories(number, category, price_from, price_to, cost_share, season, nouns);

set variable adjectives = [
    'Alpine', 'Urban', 'Classic', 'Nordic', 'Velvet', 'Compact', 'Everyday', 'Heritage', 'Lumen', 'Coastal',
    'Café', 'Aurora', 'Terra', 'Mono', 'Über', 'Linea', 'Studio', 'Field', 'Merino', 'Slate'
];
set variable brands = ['Nordlicht', 'Käfer & Sons', 'Atelier Brun', 'O''Hara', 'Tessera', '1893', 'Hygge Works', 'Pico'];
set variable female_names = [
    'Anna', 'Emma', 'Mia', 'Zoë', 'Chloé', 'Lena', 'Sofia', 'Marta', 'Jana', 'Clara', 'Ingrid', 'Ayşe', 'Giulia', 'Hannah',
    'Noor', 'Eva', 'Katarzyna', 'Renée', 'Olga', 'Lucía', 'Fatima', 'Grace', 'Heidi', 'Yuki', 'Elif', 'Paula'
];
set variable male_names = [
    'Ben', 'Paul', 'Jürgen', 'Luca', 'Noah', 'Élie', 'Tom', 'Piotr', 'Mehmet', 'Björn', 'Jan', 'Oskar', 'Marco', 'Sean',
    'André', 'Finn', 'David', 'Omar', 'Hugo', 'Kenji', 'Łukasz', 'Peter', 'Felix', 'Jonas', 'Samuel', 'Ivo'
];
set variable last_names = [
    'Müller', 'Schmidt', 'O''Brien', 'García', 'Rossi', 'Dubois', 'van den Berg', 'Nowak', 'Weiß', 'Keller', 'Fischer',
    'Jansen', 'Yılmaz', 'Novák', 'Lindström', 'Smith', 'Brown', 'Bianchi', 'Lefèvre', 'Bauer', 'Huber', 'Gruber', 'Schäfer',
    'de Vries', 'Kowalski', 'Richter', 'Wolf', 'Moreau', 'Costa', 'Taylor', 'Meyer-Lüdtke', 'Sánchez', 'Krüger', 'Baum'
];
